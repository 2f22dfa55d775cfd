/// A query parameter or body field of an operation.
struct OperationParameter: Equatable, Sendable {
    enum Place: Sendable {
        case query
        case body
    }

    let name: String
    let place: Place
    let isRequired: Bool
    /// One line.
    let text: String
    /// The values it can have, where they are few and known.
    let values: [String]
    /// The keys of a value that is an object, as far as they are known.
    let keys: [OperationParameter]
}
