extension FunctionReference {
    /// The page about every function.
    package var markdown: String {
        var text = """
            # The functions of vimeo-lua

            Written by `vimeo-lua help --markdown`. Arguments in brackets can be left out. A function with several arguments
            also takes one table with their names, and those of its options, as keys.


            """
        for table in tables {
            let names = functions(of: table).map { "[\($0.lastName)](#\(Self.anchor($0.name)))" }
            text += "**\(table)**: \(names.joined(separator: ", "))\n\n"
        }
        for table in tables {
            text += "## \(table)\n\n"
            for function in functions(of: table) { text += Self.section(of: function) }
        }
        while text.hasSuffix("\n\n") { text.removeLast() }
        return text
    }

    /// GitHub leaves dots out of the anchors of headings.
    private static func anchor(_ name: String) -> String { name.replacing(".", with: "") }

    private static func section(of function: FunctionDescription) -> String {
        let results = function.results.isEmpty ? "" : " → \(function.results)"
        var text = """
            ### \(function.name)

            `\(function.signature)\(results)`

            \(escaped(function.text))


            """
        let rows = function.parameters.flatMap { parameter in
            [row(parameter, "`\(parameter.name)`", parameter.isOptional)]
                + (parameter.kind.keys ?? []).map { row($0, "`\(parameter.name).\($0.name)`", false) }
        }
        if !rows.isEmpty { text += "| argument | type | meaning |\n|---|---|---|\n\(rows.joined())\n" }
        if !function.errors.isEmpty { text += "Errors: \(function.errors.joined(separator: ", "))\n\n" }
        return text + "```lua\n\(function.example)\n```\n\n"
    }

    private static func row(_ parameter: ParameterDescription, _ name: String, _ isOptional: Bool) -> String {
        let standard = parameter.standard.map { ", default \($0)" } ?? ""
        let optional = isOptional && parameter.standard == nil ? ", optional" : ""
        let values = parameter.values.isEmpty ? "" : ": \(parameter.values.joined(separator: ", "))"
        return "| \(name) | \(parameter.kind.expected)\(optional)\(standard) | \(escaped(parameter.text + values)) |\n"
    }

    /// Without what Markdown would take for markup.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_{}[]<>|#".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
