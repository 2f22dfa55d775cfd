internal import LuaKit

/// The inputs of a session.
struct Transcript {
    struct Input {
        let number: Int
        let text: String
        var isExpression = false
        var hasWorked = false
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
        inputs[inputs.count - 1].hasWorked = true
        inputs[inputs.count - 1].isExpression = isExpression
    }

    /// The text of input `number`.
    func text(_ number: Int) -> String? {
        inputs.first { $0.number == number }?.text
    }

    /// The inputs that worked, as a script that runs.
    ///
    /// - Parameter isStatement: whether Lua takes a text as statements; calls are both expression and statement.
    func script(isStatement: (String) -> Bool) -> String {
        let worked = inputs.filter(\.hasWorked)
        var lines: [String] = []
        // From the last to the first: what is used later decides how a result is kept.
        var used: Set<String> = []
        for (place, input) in worked.enumerated().reversed() {
            let source = LuaSource(Array(input.text.utf8))
            let results = ["_\(input.number)", "_"].filter(used.contains)
            if input.isExpression {
                let value = source.endsWithSemicolon ? Self.withoutSemicolons(input.text) : input.text
                if !results.isEmpty {
                    lines.append("\(results.joined(separator: ", ")) = \(value)")
                    if results.count == 2 {
                        lines[lines.count - 1] = "_\(input.number) = \(value)\n_ = _\(input.number)"
                    }
                    used.remove("_")
                } else {
                    lines.append(isStatement(value) ? value : "do local _ = \(value)\nend")
                }
            } else {
                let isInside = source.endsWithReturn && place + 1 < worked.count
                lines.append(isInside ? "do \(input.text)\nend" : input.text)
            }
            used.formUnion(source.names.filter { $0.hasPrefix("_") })
        }
        return lines.reversed().joined(separator: "\n") + "\n"
    }

    private static func withoutSemicolons(_ text: String) -> String {
        var text = text[...]
        while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
        return String(text)
    }
}
