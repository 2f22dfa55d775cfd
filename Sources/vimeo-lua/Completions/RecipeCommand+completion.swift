internal import Platform
internal import Terminal
internal import VimeoLua

extension RecipeCommand {
    /// What can stand at the end of the words behind `recipe`.
    static func completion(of words: [String]) -> Completion {
        let last = words.last ?? ""
        guard let action = words.first, words.count > 1 else {
            let actions = actions.map { Completion.Word(text: $0.name, detail: $0.text) }
            return Completion(words: actions + [Completion.Word(text: "--help")]).starting(last)
        }
        switch action {
        case "run": return runCompletion(of: words.dropFirst())
        case "test": return words.count == 2 ? recipes(files: .any).starting(last) : Completion()
        case "show": return words.count == 2 ? recipes().starting(last) : Completion()
        case "remove": return words.count == 2 ? recipes { $0.origin == .user }.starting(last) : Completion()
        case "add": return words.count == 2 ? Completion(files: .any) : Completion()
        default: return Completion()
        }
    }

    /// `--allow` options, the recipe, and what is for the recipe.
    private static func runCompletion(of words: ArraySlice<String>) -> Completion {
        let allow = CommandWords(
            options: ProgramCompletion.programWords.options.filter { $0.name.hasPrefix("--allow-") },
            arguments: []
        )
        var rest = words
        while rest.count > 1, let word = rest.first, word.hasPrefix("--allow-") {
            let count = allow.takesValue(word) ? 2 : 1
            // What is being typed is its value.
            guard rest.count > count else { return allow.completion(of: Array(rest)) }
            rest.removeFirst(count)
        }
        guard rest.count > 1, let name = rest.first else {
            let last = rest.last ?? ""
            return last.hasPrefix("-") ? allow.completion(of: [last]) : recipes(files: .any).starting(last)
        }
        return arguments(ofRecipe: name)?.completion(of: Array(rest.dropFirst())) ?? Completion()
    }

    /// The help of a recipe; nil if there is none of that name, or it cannot be read.
    static func helpPage(ofRecipe name: String) -> String? {
        guard let place = RecipeLibrary.places().first(where: { $0.name == name }), let file = try? place.file() else {
            return nil
        }
        return read(file).map { TerminalText.escaped($0.help(name: file.shownName), keepingLines: true) }
    }

    /// All recipes with their summaries.
    static func recipes(
        files: Completion.Files? = nil,
        where isIncluded: (RecipeLibrary.Place) -> Bool = { _ in true }
    ) -> Completion {
        let words = RecipeLibrary.places().filter(isIncluded).map { place in
            Completion.Word(text: place.name, detail: (try? place.file()).flatMap(read)?.summary ?? "")
        }
        return Completion(words: words, files: files)
    }

    /// The options and arguments of a recipe; nil if it cannot be read.
    private static func arguments(ofRecipe name: String) -> CommandWords? {
        guard let recipe = (try? RecipeLibrary.find(name)).flatMap(read) else { return nil }
        let own = recipe.arguments.filter(\.isOption).map { argument in
            CommandWords.Option(
                name: "--\(argument.name)",
                detail: argument.help,
                value: argument.kind == .boolean ? nil : value(of: argument)
            )
        }
        let common = RunOptions.rows(isPlanned: recipe.isPlanned).map { usage, text in
            let words = usage.split(separator: " ").map(String.init)
            let value = words.dropFirst().first.map { Completion(files: $0 == "LOG" ? .any : nil) }
            return CommandWords.Option(name: words[0], detail: text, value: value)
        }
        let positional = recipe.arguments.filter { !$0.isOption }
        return CommandWords(
            options: own + common,
            arguments: positional.map(value),
            repeatsLast: positional.last?.isMany ?? false
        )
    }

    private static func value(of argument: RecipeArgument) -> Completion {
        var completion = Completion.words(argument.choices)
        if argument.kind == .file { completion.files = .any }
        if argument.kind == .folder { completion.files = .folders }
        return completion
    }

    private static func read(_ file: RecipeFile) -> Recipe? {
        let quiet = Progress(mode: .none, isColored: false, environment: Environment.variable)
        return try? RecipeReader.read(file, LongOptions(), quiet)
    }
}
