internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// `vimeo-lua recipe`: finds, shows, runs, tests and keeps recipes.
struct RecipeCommand {
    let options: LongOptions
    let printer: ErrorPrinter

    /// What it can do, in the order of the help.
    static let actions: [(name: String, usage: String, text: String)] = [
        ("list", "[WORD]", "list the recipes, or those whose text has a word"),
        ("show", "NAME", "show arguments, powers and source"),
        ("run", "NAME|FILE …", "run one; --help after the name shows its arguments"),
        ("new", "NAME", "write a complete example to NAME.lua"),
        ("test", "NAME|FILE", "prove in a sandbox that it keeps its promises"),
        ("add", "PATH", "copy a file or folder of recipes to your own"),
        ("remove", "NAME", "remove one of your own, or a folder that was added"),
    ]

    static var help: String {
        let rows = actions.enumerated().map { place, action in
            let head = "\(action.name) \(action.usage)"
            let gap = String(repeating: " ", count: max(22 - head.count, 2))
            return "\(place == 0 ? "usage: " : "       ")vimeo-lua recipe \(head)\(gap)\(action.text)\n"
        }
        return """
            Recipes are Lua files that change many things in one account: they plan, ask, and keep a log.

            \(rows.joined())
            --allow options before the name answer the question for its powers. 'vimeo-lua help recipes' describes their form.

            """
    }

    /// Runs the command; returns the exit status.
    func run(_ words: [String]) -> Int32 {
        do {
            guard let action = words.first else { throw missing("an action") }
            let rest = Array(words.dropFirst())
            // Behind the name of a recipe it is the recipe's.
            let own = action == "run" ? rest.prefix(1) : rest[...]
            if own.contains(where: { ["--help", "-h"].contains($0) }) {
                try StandardOutput.write(Self.help)
                return 0
            }
            switch action {
            case "--help", "-h", "help": try StandardOutput.write(Self.help)
            case "list": try list(rest)
            case "show": try show(one(rest, "a name"))
            case "run":
                return try runRecipe(rest)
            case "new": try create(one(rest, "a name"))
            case "test":
                return try RecipeTest(try RecipeLibrary.find(one(rest, "a name or file")), options, printer).run()
            case "add": try RecipeKeeper(options: options, printer: printer).add(one(rest, "a file or folder"))
            case "remove": try RecipeKeeper(options: options, printer: printer).remove(one(rest, "a name"))
            default:
                let nearest = NearestName.find(action, in: Self.actions.map(\.name))
                throw UsageError(
                    message: "there is no action \(action)",
                    hint: nearest.map { "did you mean recipe \($0)?" }
                        ?? "valid actions: \(Self.actions.map(\.name).joined(separator: ", "))"
                )
            }
            return 0
        } catch let error as RecipeProblem {
            let message = Array(TerminalText.escaped(error.message, keepingLines: true).utf8)
            return printer.print(
                Failure(message: message, hint: error.hint, kind: "usage", status: UsageError.status)
            )
        } catch {
            return printer.print(Failure(error).escaped)
        }
    }

    /// `--allow` options may stand before the name; what comes after it is the recipe's.
    private func runRecipe(_ words: [String]) throws -> Int32 {
        var options = options
        var words = words[...]
        while let word = words.first, word.hasPrefix("--allow-") {
            let (name, value) = LongOptions.split(Array(word.utf8))
            let next = words.dropFirst().first.map { Array($0.utf8) }
            words.removeFirst(min(words.count, try options.take(name, value: value, next: next)))
        }
        if let word = words.first, word.hasPrefix("-"), word != "-" {
            throw UsageError(
                message: "\(word) belongs after the recipe's name",
                hint: "vimeo-lua recipe run NAME \(word)"
            )
        }
        guard let name = words.first else { throw missing("a name or file") }
        let runner = RecipeRunner(
            file: try RecipeLibrary.find(name),
            options: options,
            printer: printer,
            runsFolder: Environment.stateFolder.map { "\($0)/runs" }
        )
        return runner.run(Array(words.dropFirst()))
    }

    private func missing(_ what: String) -> UsageError {
        UsageError(message: "recipe needs \(what)", hint: "'vimeo-lua recipe --help' shows the usage")
    }

    private func one(_ words: [String], _ what: String) throws -> String {
        guard words.count <= 1 else {
            throw UsageError(
                message: "unexpected argument '\(words[1])'",
                hint: "'vimeo-lua recipe --help' shows the usage"
            )
        }
        guard let word = words.first, !word.isEmpty else { throw missing(what) }
        guard !word.hasPrefix("-") else {
            throw UsageError(message: "unknown option \(word)", hint: "'vimeo-lua recipe --help' shows the usage")
        }
        return word
    }

    private func list(_ words: [String]) throws {
        let word = try words.isEmpty ? "" : one(words, "a word").lowercased()
        var rows: [(name: String, summary: String, origin: String)] = []
        for place in RecipeLibrary.places() {
            var (summary, description) = ("", "")
            do {
                let recipe = try RecipeReader.read(place.file(), options, printer.progress)
                (summary, description) = (recipe.summary, recipe.description ?? "")
            } catch let error as RecipeProblem {
                if place.isInFolder, error.isOther { continue }
                summary = "(\(error.message))"
            } catch {
                summary =
                    "(it cannot be read: \(String(decoding: Failure(error).message, as: UTF8.self).prefix { $0 != "\n" }))"
            }
            guard "\(place.name) \(summary) \(description)".lowercased().contains(word) || word.isEmpty else {
                continue
            }
            rows.append((TerminalText.escaped(place.name), TerminalText.escaped(summary), place.origin.text))
        }
        guard !rows.isEmpty else {
            return Notices.show(
                TerminalText.escaped("no recipe has '\(word)' in its name, summary or description"),
                printer.progress
            )
        }
        let isTerminal = isatty(STDOUT_FILENO) != 0
        let width = rows.map(\.name.count).max() ?? 0
        for row in rows {
            let gap = isTerminal ? String(repeating: " ", count: width + 2 - row.name.count) : "\t"
            let origin =
                row.origin == RecipeFile.Origin.program.text ? "" : isTerminal ? "  (\(row.origin))" : "\t\(row.origin)"
            try StandardOutput.write("\(row.name)\(gap)\(row.summary)\(origin)\n")
        }
    }

    /// The help on a terminal and the source; the source alone in a pipe, so that it can be saved.
    private func show(_ name: String) throws {
        let file = try RecipeLibrary.find(name)
        if isatty(STDOUT_FILENO) != 0 {
            let help = try RecipeReader.read(file, options, printer.progress).help(name: file.shownName)
            let origin = file.addedFrom.map { "Added from \($0)\n\n" } ?? ""
            return try StandardOutput.write(
                TerminalText.escaped("\(help)\n\(origin)\(TerminalText.text(of: file.source))", keepingLines: true)
            )
        }
        try StandardOutput.write(file.source)
    }

    private func create(_ name: String) throws {
        let path = FilePath(name.hasSuffix(".lua") ? name : "\(name).lua")
        guard let stem = path.stem, !stem.isEmpty else { throw missing("a name") }
        guard (try? Stat(path)) == nil else {
            throw UsageError(message: "\(path) exists already", hint: "choose another name")
        }
        let text = String(decoding: BuiltInRecipes.template, as: UTF8.self).replacing("NAME", with: stem)
        do throws(Errno) { try FileReplacement.write(Array(text.utf8), to: path) } catch {
            throw VimeoError(
                .file,
                "cannot write \(path): \(error)",
                hint: "check the folder, and that the disk has space"
            )
        }
        let shown = (path.string.contains("/") ? path.string : "./\(path)").shellWord
        Notices.show("wrote \(shown); 'vimeo-lua recipe test \(shown)' tries it in a sandbox", printer.progress)
    }
}
