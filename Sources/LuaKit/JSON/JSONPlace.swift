/// The line, the column and the path of one byte of a text, worked out only when there is an error to report.
///
/// It relies on the text before that byte being well-formed, which the reader has found by then.
struct JSONPlace {
    let position: LuaError.Position
    let path: JSONPath

    /// An array or object that is open at the byte.
    private struct Container {
        let isArray: Bool
        var index = 1
        /// The last key as it is in the text; after its colon, `step`.
        var key: ArraySlice<UInt8> = []
        var step: JSONPath.Step?
    }

    init(of offset: Int, in text: UnsafeBufferPointer<UInt8>) {
        var line = 1
        var column = 1
        for byte in text[..<offset] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        position = .init(offset: offset, line: line, column: column)
        path = JSONPath(steps: Self.containers(before: offset, in: text).compactMap(Self.step))
    }

    func error(_ code: LuaError.Code, _ reason: String) -> LuaError {
        .json(code, reason, path: path.expression, position: position)
    }

    private static func step(_ container: Container) -> JSONPath.Step? {
        container.isArray ? .index(container.index) : container.step
    }

    private static func containers(before offset: Int, in text: UnsafeBufferPointer<UInt8>) -> [Container] {
        var open: [Container] = []
        var i = 0
        while i < offset {
            let top = open.count - 1
            switch text[i] {
            case UInt8(ascii: "["): open.append(Container(isArray: true))
            case UInt8(ascii: "{"): open.append(Container(isArray: false))
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open.removeLast()
            case UInt8(ascii: ","):
                open[top].index += 1
                open[top].step = nil
            case UInt8(ascii: ":"): open[top].step = .literal(Array(open[top].key))
            case UInt8(ascii: "\""):
                let first = i + 1
                i = first
                while i < offset, text[i] != UInt8(ascii: "\"") { i += text[i] == UInt8(ascii: "\\") ? 2 : 1 }
                if top >= 0, open[top].step == nil, i < offset { open[top].key = ArraySlice(text[first..<i]) }
            default: break
            }
            i += 1
        }
        return open
    }
}
