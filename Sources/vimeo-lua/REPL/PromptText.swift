internal import LuaKit
internal import Terminal

/// What stands before an input: `_PROMPT` and, before its further lines, `_PROMPT2`.
enum PromptText {
    /// The value of the variable as a string, by `tostring`; nil if it is not set.
    static func value(isContinued: Bool, on stack: LuaStack) throws -> [UInt8]? {
        try stack.getGlobal(isContinued ? "_PROMPT2" : "_PROMPT")
        defer { stack.pop() }
        guard stack.type(at: -1) != .nil else { return nil }
        try stack.pushString(of: -1)
        defer { stack.pop() }
        return stack.bytes(at: -1) ?? []
    }

    /// The usual prompt of the editor.
    static func usual(isContinued: Bool) -> Frame.Row {
        isContinued
            ? [Frame.Span("… ", Style(isDim: true))] : [Frame.Span("> ", Style(color: .cyan, isBold: true))]
    }

    /// A text as a row: its colours (ECMA-48 SGR) are kept, other sequences are left out.
    static func row(_ text: some StringProtocol) -> Frame.Row {
        var row: Frame.Row = []
        var style = Style()
        var rest = text[...]
        while let escape = rest.firstIndex(of: "\u{1B}") {
            row.append(Frame.Span(String(rest[..<escape]), style))
            rest = rest[rest.index(after: escape)...]
            guard rest.first == "[" else { continue }
            let codes = rest.dropFirst().prefix { $0.isASCII && ($0.isNumber || $0 == ";") }
            rest = rest[codes.endIndex...]
            if rest.popFirst() == "m" { style.apply(codes) }
        }
        row.append(Frame.Span(String(rest), style))
        return row.filter { !$0.text.isEmpty }
    }
}

extension Style {
    fileprivate mutating func apply(_ codes: some StringProtocol) {
        for code in codes.isEmpty ? [0] : codes.split(separator: ";").compactMap({ Int($0) }) {
            switch code {
            case 0: self = Style()
            case 1: isBold = true
            case 2: isDim = true
            case 4: isUnderlined = true
            case 7: isReversed = true
            case 39: color = nil
            default: color = Color(rawValue: code) ?? Color(rawValue: code - 60) ?? color
            }
        }
    }
}
