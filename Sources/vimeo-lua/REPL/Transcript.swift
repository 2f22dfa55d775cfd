internal import LuaKit

/// The inputs of a session.
struct Transcript {
    struct Input {
        let number: Int
        let text: String
        /// The text as a chunk of Lua, where it is not one itself.
        var chunk: String?
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

    mutating func noteSuccess(isExpression: Bool, chunk: String? = nil) {
        guard !inputs.isEmpty else { return }
        inputs[inputs.count - 1].hasSucceeded = true
        inputs[inputs.count - 1].chunk = chunk
        inputs[inputs.count - 1].isExpression = isExpression
    }

    /// The text of input `number`.
    func text(_ number: Int) -> String? {
        inputs.first { $0.number == number }?.text
    }

    /// The inputs that succeeded, as a script; without the results that nothing uses and that cost nothing to leave out.
    ///
    /// - Parameters:
    ///   - isLeftOut: whether an input must not be saved.
    ///   - isStatement: whether a text is a valid statement, as calls are.
    /// - Returns: the script, and how many inputs it has.
    func script(
        isLeftOut: (String) -> Bool = { _ in false },
        isStatement: (String) -> Bool
    ) -> (text: String, count: Int) {
        var lines: [String] = []
        // From the last to the first: what is used later decides how a result is kept.
        var used: Set<String> = []
        for input in inputs.reversed() where input.hasSucceeded && !isLeftOut(input.text) {
            let text = input.chunk ?? input.text
            let source = LuaSource(Array(text.utf8))
            var (statements, value) = Self.parts(of: text, isExpression: input.isExpression, source)
            if let value {
                let names = ["_\(input.number)", "_"].filter(used.contains)
                if names.count == 2 {
                    statements += "_\(input.number) = \(value)\n_ = _\(input.number)"
                } else if let name = names.first {
                    statements += "\(name) = \(value)"
                } else if isStatement(value) {
                    statements += value
                } else if Self.mayCall(value) {
                    statements += "do local _ = \(value)\nend"
                }
                used.remove("_")
            }
            if !statements.isEmpty { lines.append(statements) }
            used.formUnion(source.names.filter { $0.hasPrefix("_") })
        }
        return (lines.reversed().joined(separator: "\n") + "\n", lines.count)
    }

    /// The statements of an input, and the expressions whose values are its results.
    private static func parts(
        of text: String,
        isExpression: Bool,
        _ source: LuaSource
    ) -> (statements: String, value: String?) {
        var statements = ""
        var value = text
        if !isExpression {
            guard let place = source.finalReturn else { return (text, nil) }
            let bytes = Array(text.utf8)
            statements = String(decoding: bytes[..<place], as: UTF8.self)
            value = String(decoding: bytes[place...].dropFirst("return".utf8.count), as: UTF8.self).trimmingBlanks
        }
        if source.endsWithSemicolon { value = withoutSemicolons(value) }
        return (statements, value.isEmpty ? nil : value)
    }

    /// Whether evaluating it may do something: names, numbers and operators alone do not.
    private static func mayCall(_ expression: String) -> Bool {
        expression.contains { "({\"'[".contains($0) }
    }

    private static func withoutSemicolons(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
        return String(text)
    }
}
