extension HelpText {
    /// A function of the `vimeo` table: how it is called, what it does, its parameters and errors, an example.
    static func lines(for function: FunctionDescription, width: Int) -> [HelpLine] {
        let results = function.results.isEmpty ? "" : " → \(function.results)"
        var lines: [HelpLine] = [[HelpPiece(function.signature, .heading), HelpPiece(results, .dim)], []]
        lines += HelpWrapping.wrap([HelpPiece(function.text)], width: width)
        if !function.parameters.isEmpty { lines.append([]) }
        for parameter in function.parameters {
            let optional = parameter.isOptional ? ", optional" : ""
            lines += items(
                [
                    .init(
                        term: parameter.name,
                        text: "(\(parameter.kind.expected)\(optional)) \(parameter.text)\(list(parameter.values))"
                    )
                ],
                width: width
            )
            lines += items(
                (parameter.kind.optionKeys ?? []).map { key in
                    .init(term: "  \(key.name)", text: "(\(key.kind.expected)) \(key.text)\(list(key.values))")
                },
                width: width
            )
        }
        if !function.errors.isEmpty {
            lines += [[], [HelpPiece("Errors: ", .heading), HelpPiece(function.errors.joined(separator: ", "))]]
        }
        return lines + [[], [HelpPiece("Example:", .heading)]] + code([function.example])
    }

    private static func list(_ values: [String]) -> String {
        values.isEmpty ? "" : ": \(values.joined(separator: ", "))"
    }
}
