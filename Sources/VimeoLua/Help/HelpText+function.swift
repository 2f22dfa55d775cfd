extension HelpText {
    /// A function of the `vimeo` table: how it is called, what it does, its parameters and errors, an example.
    static func lines(for function: FunctionDescription, width: Int) -> [HelpLine] {
        let results = function.results.isEmpty ? "" : " → \(function.results)"
        var lines: [HelpLine] = [[HelpPiece(function.signature, .heading), HelpPiece(results, .dim)], []]
        lines += HelpWrapping.wrap([HelpPiece(function.text)], width: width)
        if !function.parameters.isEmpty { lines.append([]) }
        for parameter in function.parameters {
            let optional = parameter.isOptional && parameter.standard == nil ? ", optional" : ""
            lines += items([.init(term: parameter.name, text: text(of: parameter, optional))], width: width)
            lines += items(
                (parameter.kind.keys ?? []).map { .init(term: "  \($0.name)", text: text(of: $0)) },
                width: width
            )
        }
        if !function.errors.isEmpty {
            lines += [[], [HelpPiece("Errors: ", .heading), HelpPiece(function.errors.joined(separator: ", "))]]
        }
        return lines + [[], [HelpPiece("Example:", .heading)]] + code([function.example])
    }

    private static func text(of parameter: ParameterDescription, _ optional: String = "") -> String {
        let standard = parameter.standard.map { ", default \($0)" } ?? ""
        let values = parameter.values.isEmpty ? "" : ": \(parameter.values.joined(separator: ", "))"
        return "(\(parameter.kind.expected)\(optional)\(standard)) \(parameter.text)\(values)"
    }
}
