internal import LuaKit

/// Functions that are described in one place.
///
/// The tables are made from the names alone, and the descriptions at the first call of one of them: to describe all
/// functions takes as long as the rest of a start, and a script calls few.
final class FunctionGroup {
    typealias Describe = @Sendable (VimeoTable) -> (inout [FunctionDescription]) -> Void

    let names: [String]
    private let table: VimeoTable
    private let describe: Describe
    private lazy var functions: [FunctionDescription] = {
        var functions: [FunctionDescription] = []
        describe(table)(&functions)
        return functions
    }()

    init(_ names: [String], of table: VimeoTable, _ describe: @escaping Describe) {
        self.names = names
        self.table = table
        self.describe = describe
    }

    /// Pushes the function called `name`.
    func push(_ name: String, on stack: LuaStack) {
        let function = Function(name, of: self)
        stack.push { try function.bound.call(on: $0) }
    }

    private final class Function {
        private let name: String
        private let group: FunctionGroup

        init(_ name: String, of group: FunctionGroup) {
            self.name = name
            self.group = group
        }

        private(set) lazy var bound: BoundFunction = {
            guard let description = group.functions.first(where: { $0.name == name }) else {
                preconditionFailure("\(name) has no description")
            }
            return BoundFunction(description, of: group.table)
        }()
    }
}
