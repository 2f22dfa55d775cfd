internal import ArgumentParser
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// `vimeo-lua help`: the pages that `help` shows at the prompt, and one for each command.
struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua help",
        abstract: "Show a page of the help.",
        discussion: """
            NAME is a topic, a function, an operation of the API, a command or a recipe: uploads, vimeo.get, \
            string.gsub, POST /me/videos, login, set-privacy. Without one it lists all but the recipes, which \
            'vimeo-lua recipe list' shows.
            """
    )

    @Argument(help: ArgumentHelp("What the page is about.", valueName: "name"))
    var words: [String] = []

    @Flag(help: "Print the manual page, in the form that man reads.")
    var man = false

    @Flag(help: "Print the reference of all functions, in Markdown.")
    var markdown = false

    // Lines in a pipe are read in windows of unknown width.
    private static let pipeWidth = 80
    private static let widest = 100

    func validate() throws {
        let asked = [!words.isEmpty, man, markdown].count { $0 }
        guard asked < 2 else { throw ValidationError("give a name, --man or --markdown, only one of them") }
    }

    func run(_ options: LongOptions) throws {
        let isColored = options.color.isOn(descriptor: STDOUT_FILENO, environment: Environment.variable)
        let isTerminal = isatty(STDOUT_FILENO) != 0
        let width = isTerminal ? min(WindowSize.current.columns, Self.widest) : Self.pipeWidth
        let name = words.joined(separator: " ")
        let recipe = RecipeCommand.helpPage(ofRecipe: name)
        let text = try runBlocking {
            try await Self.withTable { table, stack in
                if man { return ManualPage.text }
                if markdown { return FunctionReference(table).markdown }
                let manual = Manual(for: table, on: stack, variables: { EnvironmentVariable.rows() })
                return try page(about: name, manual, recipe: recipe, width: width)
                    .map { $0.text(isColored: isColored) }.joined()
            }
        }
        try StandardOutput.write(text)
    }

    /// Calls `body` with a table that nothing runs with.
    static func withTable<Value: Sendable>(
        _ body: @escaping @Sendable (VimeoTable, LuaStack) throws -> Value
    ) async throws -> Value {
        try await LuaThread.run { state in
            try state.openLibraries(ignoringEnvironment: true)
            return try body(
                try VimeoTable.install(on: state.stack, client: { try Client() }, warn: { _ in }),
                state.stack
            )
        }
    }

    private func page(about name: String, _ manual: Manual, recipe: String?, width: Int) throws -> [HelpLine] {
        guard !name.isEmpty else {
            return manual.start(width: width) + [[]] + [Manual.heading("Commands, as in vimeo-lua help recipe:")]
                + Manual.list(Subcommand.all.map { ("\($0.name) \($0.usage)", $0.summary) }, width: width)
        }
        let command = Subcommand.named(name) ?? Self.command(ofAction: name)
        // Of this name the manual has a function of the prompt.
        let page = command?.name == "help" ? nil : manual.page(named: name, width: width)
        let pages = [page, command.map { Manual.plain($0.help()) }, recipe.map(Manual.plain)].compactMap { $0 }
        guard !pages.isEmpty else { throw Self.unknown(name, manual) }
        return Array(pages.joined(separator: [[]]))
    }

    /// The command that has an action: that of `recipe run` is `recipe`, whose page is about all of them.
    private static func command(ofAction name: String) -> Subcommand? {
        let words = name.split(separator: " ").map(String.init)
        guard words.count == 2, let command = Subcommand.named(words[0]) else { return nil }
        return command.completion([""]).words.contains { $0.text == words[1] } ? command : nil
    }

    private static func unknown(_ name: String, _ manual: Manual) -> UsageError {
        let shown = TerminalText.escaped(name)
        let known = manual.names.map(\.name) + Subcommand.all.map(\.name) + RecipeLibrary.places().map(\.name)
        if let nearest = NearestName.find(name, in: known + known.compactMap(Self.withoutTable)) {
            return UsageError(message: "there is no page about \(shown)", hint: "did you mean \(nearest)?")
        }
        let found = manual.related(to: name, width: pipeWidth).map { $0.text(isColored: false) }.joined()
        return UsageError(
            message: "there is no page about \(shown)\(found.isEmpty ? "" : "; similar ones:\n\(found.dropLast())")",
            hint: "'vimeo-lua help' lists all pages"
        )
    }

    private static func withoutTable(_ name: String) -> String? {
        name.hasPrefix("vimeo.") ? String(name.dropFirst(6)) : nil
    }

    /// What can stand at the end of the words behind `help`.
    static func completion(of words: [String]) -> Completion {
        let last = words.last ?? ""
        let own = CommandWords(of: HelpCommand.self)
        if last.hasPrefix("-") { return own.completion(of: [last]) }
        let methods = Manual.methods
        if words.count == 2, methods.contains(words[0]) {
            return Completion.words(Manual.paths(of: words[0])).starting(last)
        }
        guard words.count <= 1 else { return Completion() }
        let pages = try? runBlocking {
            try await withTable { table, stack in
                Manual(for: table, on: stack).names.map { Completion.Word(text: $0.name, detail: $0.summary) }
            }
        }
        var words = pages ?? []
        let commands = Subcommand.all.map { Completion.Word(text: $0.name, detail: $0.summary) }
        for word in commands + RecipeCommand.recipes().words where !words.contains(where: { $0.text == word.text }) {
            words.append(word)
        }
        return Completion(words: words + methods.map { Completion.Word(text: $0, detail: "an operation of the API") })
            .starting(last)
    }
}
