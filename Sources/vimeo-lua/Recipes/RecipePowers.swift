internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// The powers of a run of a recipe: what it declares and the user allows, and the files that the user has named.
struct RecipePowers {
    private let file: RecipeFile
    private let recipe: Recipe
    private let line: RecipeCommandLine
    private let options: PowerOptions

    init(_ file: RecipeFile, _ recipe: Recipe, _ line: RecipeCommandLine, _ options: PowerOptions) {
        (self.file, self.recipe, self.line, self.options) = (file, recipe, line, options)
    }

    /// The user has said no.
    private static let denied = VimeoError(
        .permission,
        "not allowed: nothing was run",
        hint: "to grant less than it asks for, give --allow options"
    )

    /// What the user allows: by options, which answer for their kinds of power; otherwise by an answer, now or remembered.
    ///
    /// The recipes of the program need none.
    ///
    /// - Parameter isTest: whether it runs in a sandbox and a folder of its own, which need no permission.
    /// - Throws: `UsageError` if nobody can be asked; `permission` if the answer is no.
    func granted(_ progress: Progress, isTest: Bool = false) throws -> Powers {
        let requests = recipe.requests.filter { !options.answers($0.kind) && (!isTest || leadsOut($0)) }
        guard file.origin != .program, let path = file.path, !requests.isEmpty else { return try declared() }
        let texts = requests.map(\.text)
        let folder = try? FilePath(".").resolved().string
        // What it may do there, it may not do in another folder.
        let place = recipe.readPaths + recipe.writePaths
        let isRelative = !isTest && place.contains { !$0.hasPrefix("/") }
        let entry = PowerAnswers.Entry(
            file: (try? FilePath(path).resolved().string) ?? path,
            digest: file.digest,
            powers: texts + (isRelative ? ["in \(folder ?? ".")"] : [])
        )
        let answers = Environment.stateFolder.map { PowerAnswers(path: FilePath("\($0)/powers.jsonl")) }
        if answers?.include(entry) == true { return try declared() }
        let flags = requests.map { "--allow-\($0.kind.rawValue)=\($0.value)".shellWord }.joined(separator: " ")
        let command =
            isTest
            ? "vimeo-lua \(flags) recipe test \(file.shownName.shellWord)"
            : "vimeo-lua recipe run \(flags) \(file.shownName.shellWord) …"
        guard Question.canBeAsked else {
            throw UsageError(
                message: Self.shown(
                    "the recipe \(path) asks for powers that nobody has allowed: it \(texts.joined(separator: "; it "))"
                ),
                hint: Self.shown("there is no terminal to ask on; to allow it: \(command)")
            )
        }
        let list = entry.powers.map { "  \($0.hasPrefix("in ") ? "" : "it ")\(Self.shown($0))\n" }.joined()
        let question = """
            \(Self.shown(entry.file, limit: 400)) (sha256 \(entry.digest.prefix(12))) asks for powers:
            \(list)To answer in advance: \(Self.shown(command))
            Allow it? y: yes, also next time for this same file; o: once; n: no [y/o/N] 
            """
        for _ in 0..<3 {
            // Nothing of the recipe has run yet, so nothing of it can be on the screen.
            switch try progress.withCleared({ try Question.ask(question) { false } }) {
            case "y", "yes":
                do throws(Errno) { try answers?.add(entry) } catch {
                    Notices.show("the answer cannot be remembered: \(error)", progress)
                }
                return try declared()
            case "o", "once": return try declared()
            case "", "n", "no": throw Self.denied
            default: continue
            }
        }
        throw Self.denied
    }

    /// Whether a power reaches beyond the sandbox and the folder of a test.
    private func leadsOut(_ request: Recipe.Request) -> Bool {
        switch request.kind {
        case .api: false
        case .read: recipe.readPaths.contains(where: Self.leadsOut)
        case .write: recipe.writePaths.contains(where: Self.leadsOut)
        case .net, .run, .env: true
        }
    }

    private static func leadsOut(_ path: String) -> Bool {
        path.hasPrefix("/") || path.split(separator: "/").contains("..")
    }

    /// All that it declares, or what an option says in its place; a dry run writes no files.
    func declared() throws -> Powers {
        let declared = Access(named: recipe.api.rawValue) ?? .none
        let api = min(declared, options.api ?? declared)
        var read = options[.read] ?? recipe.readPaths
        var write = options[.write] ?? recipe.writePaths
        for (path, isWritten) in line.namedFiles {
            if isWritten { write.append(path) } else { read.append(path) }
        }
        if line.options.isDryRun { (read, write) = (read + write, []) }
        return try Powers(
            api: api,
            apiHint: api < declared
                ? "--allow-api was given; with --allow-api=\(recipe.api.rawValue) it may do what it declares"
                : "the recipe declares api = \"\(recipe.api.rawValue)\"",
            read: read,
            write: write,
            hosts: options[.net] ?? recipe.hosts,
            programs: options[.run] ?? recipe.programs,
            variables: options[.env] ?? recipe.variables,
            modules: file.moduleFolders
        ).advising(line.options.isDryRun ? .dryRun : .options)
    }

    /// One line that says what it is: nothing in it moves the cursor, changes the direction, or hides.
    private static func shown(_ text: String, limit: Int = .max) -> String {
        let escaped = TerminalText.escaped(text)
        return escaped.count <= limit ? escaped : "…\(escaped.suffix(limit))"
    }
}
