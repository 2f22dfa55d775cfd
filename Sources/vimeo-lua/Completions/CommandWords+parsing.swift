internal import ArgumentParser
internal import Vimeo

extension CommandWords {
    /// The options and arguments of a command, as ArgumentParser describes them.
    init<Command: ParsableCommand>(of type: Command.Type) {
        (options, arguments) = ([], [])
        let description = JSONValue(json: Array(Command._dumpHelp().utf8))
        for argument in description?["command"]?["arguments"]?.array ?? []
        where argument["shouldDisplay"]?.boolean != false {
            let kind = argument["kind"]?.string
            let value = kind == "flag" ? nil : Self.value(of: argument)
            if kind == "positional" {
                arguments.append(value ?? Completion())
                repeatsLast = argument["isRepeating"]?.boolean == true
                continue
            }
            let detail = argument["abstract"]?.string ?? ""
            for name in argument["names"]?.array ?? [] where name["kind"]?.string == "long" {
                options.append(Option(name: "--\(name["name"]?.string ?? "")", detail: detail, value: value))
            }
        }
    }

    private static func value(of argument: JSONValue) -> Completion {
        let kind = argument["completionKind"]?.object
        let values = argument["allValues"]?.array ?? kind?["list"]?["values"]?.array ?? []
        var completion = Completion.words(values.compactMap(\.string))
        if kind?["file"] != nil { completion.files = .any }
        if kind?["directory"] != nil { completion.files = .folders }
        return completion
    }
}
