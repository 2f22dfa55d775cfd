internal import LuaKit

/// A table key with its text and its place in the order: numbers, strings, the rest.
struct SortedKey: Comparable {
    private let value: LuaValue
    let text: String

    init(at index: Int32, on stack: LuaStack) {
        value = stack.value(at: index)
        switch value {
        case .string(let bytes):
            text =
                LuaLiteral.isName(bytes)
                ? String(decoding: bytes, as: UTF8.self)
                : "[\(bytes.withUnsafeBytes { LuaLiteral.quoted($0, limit: 200) })]"
        case .integer, .number: text = "[\(LuaLiteral.number(value))]"
        case .boolean(let flag): text = "[\(flag)]"
        case .nil: text = "[nil]"
        case .reference: text = "[<\(stack.typeName(at: index))>]"
        }
    }

    func push(on stack: LuaStack) {
        stack.push(value)
    }

    static func == (left: SortedKey, right: SortedKey) -> Bool {
        !(left < right) && !(right < left)
    }

    static func < (left: SortedKey, right: SortedKey) -> Bool {
        switch (left.value, right.value) {
        case (.integer(let left), .integer(let right)): left < right
        case (.string(let left), .string(let right)): left.lexicographicallyPrecedes(right)
        default: (left.rank, left.magnitude, left.text) < (right.rank, right.magnitude, right.text)
        }
    }

    private var rank: Int {
        switch value {
        case .integer, .number: 0
        case .string: 1
        case .nil, .boolean, .reference: 2
        }
    }

    private var magnitude: Double {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .nil, .boolean, .string, .reference: 0
        }
    }
}
