/// A chain such as `a.b["c"][1]`: where a value can be found.
public struct LuaPath: Equatable, Sendable {
    /// What it starts from.
    public enum Base: Equatable, Sendable {
        /// A variable.
        case name(String)
        /// A string, which has methods.
        case string
    }

    /// A step further.
    public enum Step: Equatable, Sendable {
        case field(String)
        case index(Int64)
        /// A call, or an index that only running the code could tell.
        case call
    }

    /// What it starts from.
    public var base: Base
    /// The steps from there.
    public var steps: [Step]

    /// A chain.
    public init(base: Base, steps: [Step] = []) {
        self.base = base
        self.steps = steps
    }
}

/// Reads chains from their end to their start.
struct LuaPathReader {
    let source: LuaSource
    let code: [LuaToken]

    func text(_ index: Int) -> String { code.indices.contains(index) ? source.text(code[index]) : "" }

    /// Whether a value can end at the token: what follows may call or index it.
    func endsValue(at index: Int) -> Bool {
        guard code.indices.contains(index) else { return false }
        switch code[index].kind {
        case .name, .string, .longString: return true
        case .symbol: return [")", "]", "}"].contains(text(index))
        default: return false
        }
    }

    /// The chain that ends with the token at `index`, and the index of its first token.
    func path(endingAt index: Int) -> (path: LuaPath, start: Int)? {
        var steps: [LuaPath.Step] = []
        var index = index
        while code.indices.contains(index) {
            switch code[index].kind {
            case .name:
                guard [".", ":"].contains(text(index - 1)) else {
                    return (LuaPath(base: .name(text(index)), steps: steps.reversed()), index)
                }
                steps.append(.field(text(index)))
                index -= 2
            case .string, .longString:
                guard endsValue(at: index - 1) else {
                    return (LuaPath(base: .string, steps: steps.reversed()), index)
                }
                steps.append(.call)
                index -= 1
            case .symbol:
                guard let start = opening(of: index) else { return nil }
                if text(index) == "]", endsValue(at: start - 1) {
                    steps.append(step(start + 1, index))
                } else if text(index) != "]", endsValue(at: start - 1) {
                    steps.append(.call)
                } else if text(index) == ")", let inner = path(endingAt: index - 1), inner.start == start + 1 {
                    return (LuaPath(base: inner.path.base, steps: inner.path.steps + steps.reversed()), start)
                } else {
                    return nil
                }
                index = start - 1
            default:
                return nil
            }
        }
        return nil
    }

    /// What stands in the brackets between two indices.
    private func step(_ first: Int, _ close: Int) -> LuaPath.Step {
        guard close == first + 1 else { return .call }
        switch code[first].kind {
        case .string: return .field(String(decoding: source.content(of: code[first]), as: UTF8.self))
        case .number: return Int64(text(first)).map { .index($0) } ?? .call
        default: return .call
        }
    }

    /// The index of the bracket that the one at `index` closes.
    private func opening(of index: Int) -> Int? {
        var depth = 0
        for place in stride(from: index, through: 0, by: -1) where code[place].kind == .symbol {
            if [")", "]", "}"].contains(text(place)) { depth += 1 }
            if ["(", "[", "{"].contains(text(place)) { depth -= 1 }
            if depth == 0 { return place }
        }
        return nil
    }
}

extension LuaSource {
    /// The bytes a string in quotes stands for, up to `end` if that is inside it.
    func content(of token: LuaToken, before end: Int? = nil) -> [UInt8] {
        let last = end ?? (token.isUnfinished ? token.range.upperBound : token.range.upperBound - 1)
        var content: [UInt8] = []
        var index = token.range.lowerBound + 1
        let simple: [UInt8: UInt8] = [
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "a"): 0x07,
            UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B,
        ]
        while index < last {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < last {
                index += 1
                content.append(simple[bytes[index]] ?? bytes[index])
            } else {
                content.append(bytes[index])
            }
            index += 1
        }
        return content
    }
}
