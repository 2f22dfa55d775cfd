/// What can stand at the end of a command line of the program.
enum ProgramCompletion {
    /// - Parameter words: those behind the program's name; the last one is being typed.
    static func completion(of words: [String]) -> Completion {
        let options = programWords
        var index = 0
        while index < words.count - 1, words[index].hasPrefix("-"), words[index] != "-" {
            // A script follows, whatever its name is.
            if words[index] == "--" { return Completion(files: .any) }
            index += options.takesValue(words[index]) ? 2 : 1
        }
        guard index < words.count - 1 else { return options.completion(of: words) }
        guard let command = Subcommand.named(words[index]) else { return Completion(files: .any) }
        return command.completion(Array(words[(index + 1)...]))
    }

    static var programWords: CommandWords {
        let short = LuaOptions.short.filter { $0.name.count == 2 && $0.name != "--" && $0.value != "g=mod" }.map {
            option in
            CommandWords.Option(name: option.name, detail: option.text, value: option.value.map { _ in Completion() })
        }
        let long = LongOptions.rows.map { row in
            CommandWords.Option(
                name: "--\(row.name)",
                detail: row.text,
                value: row.value.map { value(named: $0, row.values) },
                isJoined: row.value?.hasPrefix("[") ?? false
            )
        }
        let commands = Completion(
            words: Subcommand.all.map { Completion.Word(text: $0.name, detail: $0.summary) },
            files: .any
        )
        return CommandWords(options: long + short, arguments: [commands])
    }

    private static func value(named placeholder: String, _ values: [String]) -> Completion {
        var completion = Completion.words(values)
        if placeholder.contains("DIR") { completion.files = .folders }
        if ["PEM", "FILE", "PATH"].contains(where: placeholder.contains) { completion.files = .any }
        return completion
    }
}
