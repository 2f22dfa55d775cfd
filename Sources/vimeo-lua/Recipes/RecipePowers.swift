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
    struct Denied: Error {}

    /// What the user allows: by options, which answer for their kinds of power; otherwise by an answer, now or remembered.
    ///
    /// The recipes of the program need none.
    ///
    /// - Parameters:
    ///   - ask: shows a question and returns the answer; nil if nobody can be asked.
    ///   - answers: those that are remembered; nil without a place for them.
    ///   - warn: shows a line to the user.
    /// - Throws: `UsageError` if nobody can be asked; ``Denied``.
    func granted(
        asking ask: ((String) throws -> String)?,
        _ answers: PowerAnswers?,
        warn: (String) -> Void
    ) throws -> Powers {
        let requests = recipe.requests.filter { !options.answers($0.kind) }
        guard file.origin != .program, let path = file.path, !requests.isEmpty else { return try declared() }
        let texts = requests.map(\.text)
        let entry = PowerAnswers.Entry(
            file: (try? FilePath(path).resolved().string) ?? path,
            digest: file.digest,
            powers: texts
        )
        if answers?.include(entry) == true { return try declared() }
        guard let ask else {
            let flags = requests.map { "--allow-\($0.kind.rawValue)=\($0.value)" }.joined(separator: " ")
            throw UsageError(
                message: Self.shown("the recipe \(path) \(texts.joined(separator: "; it ")), which nobody has allowed"),
                hint: Self.shown("there is no terminal to ask on; to allow it: recipe run \(flags) \(file.shownName) …")
            )
        }
        let list = texts.map { "  it \(Self.shown($0))\n" }.joined()
        let question = """
            \(Self.shown(entry.file, limit: 400)) (sha256 \(entry.digest.prefix(12))) asks for powers:
            \(list)Allow it? y: yes, also next time for this same file; o: once; n: no [y/o/N] 
            """
        for _ in 0..<3 {
            switch try ask(question) {
            case "y", "yes":
                do throws(Errno) { try answers?.add(entry) } catch { warn("the answer cannot be remembered: \(error)") }
                return try declared()
            case "o", "once": return try declared()
            case "", "n", "no": throw Denied()
            default: continue
            }
        }
        throw Denied()
    }

    /// All that it declares, or what an option says in its place.
    func declared() throws -> Powers {
        let declared = Access(named: recipe.api.rawValue) ?? .none
        let api = min(declared, options.api ?? declared)
        var read = options[.read] ?? recipe.readPaths
        var write = options[.write] ?? recipe.writePaths
        for (path, isWritten) in line.namedFiles {
            if isWritten { write.append(path) } else { read.append(path) }
        }
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
        )
    }

    /// One line that says what it is: nothing in it moves the cursor, changes the direction, or hides.
    private static func shown(_ text: String, limit: Int = .max) -> String {
        let escaped = TerminalText.escaped(text)
        return escaped.count <= limit ? escaped : "…\(escaped.suffix(limit))"
    }
}
