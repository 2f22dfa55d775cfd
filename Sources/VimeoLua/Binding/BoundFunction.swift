internal import LuaKit

/// A function as scripts have it: its description, and what each call needs of that.
final class BoundFunction {
    let description: FunctionDescription
    /// That of the description, which would be copied as a whole to get at it.
    let body: (Arguments) throws -> LuaReply
    /// For each parameter the types that fit whatever the value, as bits.
    private lazy var fitting = description.parameters.map { parameter in
        LuaType.allCases.filter(parameter.fits).reduce(into: 0) { $0 |= Self.bit($1) }
    }

    init(_ description: FunctionDescription) {
        self.description = description
        body = description.body
    }

    /// Whether all arguments are of types that need no further look, as in most calls.
    func fits(_ stack: LuaStack) -> Bool {
        var index: Int32 = 0
        for types in fitting {
            index &+= 1
            if types & Self.bit(stack.type(at: index)) == 0 { return false }
        }
        return true
    }

    /// Types count from -1.
    private static func bit(_ type: LuaType) -> UInt32 { 1 &<< UInt32(bitPattern: type.rawValue &+ 1) }
}
