internal import LuaKit
internal import Vimeo

/// A function as scripts have it: its description, and what each call needs of that.
final class BoundFunction {
    let description: FunctionDescription
    /// That of the description, which would be copied as a whole to get at it.
    private let body: (Arguments) throws -> LuaReply
    /// For each parameter the types that fit whatever the value, as bits.
    private let fitting: [UInt32]
    /// Whether a table fits the first one, so that it takes a look to tell it from named arguments.
    private let takesTable: Bool
    private let optionsPlace: Int32
    private let flag: String
    /// What a restricted script that may not call it gets.
    private let refusal: (() throws -> VimeoError)?

    init(_ description: FunctionDescription, of table: VimeoTable) {
        self.description = description
        body = description.body
        fitting = description.parameters.map { parameter in
            LuaType.allCases.filter(parameter.fits).reduce(into: 0) { $0 |= Self.bit($1) }
        }
        takesTable = fitting.first.map { $0 & Self.bit(.table) != 0 } ?? false
        optionsPlace = description.optionsPlace.map { Int32($0 + 1) } ?? 0
        flag = description.options.first?.name ?? ""
        let isRefused = table.parts.powers.map { $0.api < description.permission } ?? false
        refusal = isRefused ? { try table.client().refusal(of: description.name) } : nil
    }

    /// Calls it with what is on the stack.
    func call(on stack: LuaStack) throws -> LuaReply {
        if let refusal { throw try refusal() }
        if !fits(stack) || takesTable && stack.top == 1 && stack.type(at: 1) == .table {
            try Arguments.check(description, on: stack)
        }
        return try body(Arguments(stack: stack, optionsPlace: optionsPlace, flag: flag))
    }

    /// Whether all arguments are of types that need no further look, as in most calls.
    private func fits(_ stack: LuaStack) -> Bool {
        for place in fitting.indices where fitting[place] & Self.bit(stack.type(at: Int32(place + 1))) == 0 {
            return false
        }
        return true
    }

    /// Types count from -1.
    private static func bit(_ type: LuaType) -> UInt32 { 1 &<< UInt32(bitPattern: type.rawValue &+ 1) }
}
