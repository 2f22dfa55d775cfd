internal import LuaKit

/// The inputs of a session.
struct Transcript {
    struct Input {
        let number: Int
        let text: String
        var isExpression = false
        var hasSucceeded = false
    }

    private(set) var inputs: [Input] = []
    private var lastNumber = 0

    mutating func add(_ text: String) -> Int {
        lastNumber += 1
        inputs.append(Input(number: lastNumber, text: text))
        return lastNumber
    }

    mutating func noteSuccess(isExpression: Bool) {
        guard !inputs.isEmpty else { return }
        inputs[inputs.count - 1].hasSucceeded = true
        inputs[inputs.count - 1].isExpression = isExpression
    }

    /// The text of input `number`.
    func text(_ number: Int) -> String? {
        inputs.first { $0.number == number }?.text
    }

    /// The inputs that succeeded, as a script.
    ///
    /// - Parameter isStatement: whether a text is a valid statement, as calls are.
    func script(isStatement: (String) -> Bool) -> String {
        var lines: [String] = []
        // From the last to the first: what is used later decides how a result is kept.
        var used: Set<String> = []
        for input in inputs.reversed() where input.hasSucceeded {
            let source = LuaSource(Array(input.text.utf8))
            var (statements, value) = Self.parts(of: input, source)
            if let value {
                let names = ["_\(input.number)", "_"].filter(used.contains)
                if names.count == 2 {
                    statements += "_\(input.number) = \(value)\n_ = _\(input.number)"
                } else if let name = names.first {
                    statements += "\(name) = \(value)"
                } else {
                    statements += isStatement(value) ? value : "do local _ = \(value)\nend"
                }
                used.remove("_")
            }
            lines.append(statements)
            used.formUnion(source.names.filter { $0.hasPrefix("_") })
        }
        return lines.reversed().joined(separator: "\n") + "\n"
    }

    /// The statements of an input, and the expressions whose values are its results.
    private static func parts(of input: Input, _ source: LuaSource) -> (statements: String, value: String?) {
        var statements = ""
        var value = input.text
        if !input.isExpression {
            guard let place = source.finalReturn else { return (input.text, nil) }
            let bytes = Array(input.text.utf8)
            statements = String(decoding: bytes[..<place], as: UTF8.self)
            value = String(decoding: bytes[place...].dropFirst("return".utf8.count), as: UTF8.self).trimmingBlanks
        }
        if source.endsWithSemicolon { value = withoutSemicolons(value) }
        return (statements, value.isEmpty ? nil : value)
    }

    private static func withoutSemicolons(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
        return String(text)
    }
}
