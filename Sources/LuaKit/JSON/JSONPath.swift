internal import Platform

/// The way from the top of a document to one value, written as a Lua expression: `data[3].user.name`.
struct JSONPath {
    enum Step: Equatable {
        /// A key as Lua has it.
        case key([UInt8])
        /// A key as it is in JSON text between its quotes.
        case literal([UInt8])
        case index(Int)
    }

    var steps: [Step] = []

    /// The expression, empty at the top level; long paths lose their middle, long keys their end.
    var expression: String {
        guard steps.count > 24 else { return Self.join(steps[...]) }
        return Self.join(steps.prefix(12)) + "…" + Self.join(steps.suffix(6))
    }

    private static func join(_ steps: ArraySlice<Step>) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key), .literal(let key):
                if isName(key) {
                    text += (text.isEmpty && steps.startIndex == 0 ? "" : ".") + String(decoding: key, as: UTF8.self)
                } else if case .literal = step {
                    text += "[\"\(shortened(key))\"]"
                } else {
                    text += "[\"\(quoted(key))\"]"
                }
            }
        }
        return text
    }

    private static func isName(_ key: [UInt8]) -> Bool {
        guard let first = key.first, !first.isASCIIDigit, key.count <= 64 else { return false }
        return key.allSatisfy { byte in
            byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_")
        }
    }

    private static func shortened(_ key: [UInt8]) -> String {
        String(decoding: key.prefix(64), as: UTF8.self) + (key.count > 64 ? "…" : "")
    }

    /// The key as the inside of a Lua string: what can be seen as it is, the rest escaped.
    private static func quoted(_ key: [UInt8]) -> String {
        var text = ""
        for scalar in shortened(key).unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}": text += "\\u{\(String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
