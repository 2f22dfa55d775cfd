/// A place in the tree of all paths.
struct OperationNode {
    /// The nodes below, by segment.
    var literals: [String: Int] = [:]
    /// The node for any other segment.
    var parameter: Int?
    /// What the parameter that leads here is called, by how often it is.
    var names: [String: Int] = [:]
    /// The operations that end here.
    var operations: [Int] = []
    /// The methods of the operations below, this node not counted.
    var methodsBelow: Set<String> = []

    /// The usual name of the parameter that leads here.
    var name: String {
        names.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }
}
