extension FunctionDescription {
    /// The description as help: lines of plain text.
    var helpLines: [String] {
        var lines = ["\(signature)\(results.isEmpty ? "" : " → \(results)")", "", text]
        if !parameters.isEmpty { lines.append("") }
        for parameter in parameters {
            let optional = parameter.isOptional ? ", optional" : ""
            lines.append("  \(parameter.name) (\(parameter.kind.expected)\(optional)): \(parameter.text)")
            for key in parameter.kind.optionKeys ?? [] {
                lines.append("    \(key.name) (\(key.kind.expected)): \(key.text)")
            }
        }
        if !errors.isEmpty { lines += ["", "errors: \(errors.joined(separator: ", "))"] }
        return lines + ["", "  \(example)"]
    }
}
