package import LuaKit
internal import Platform

/// A recipe's file that is not a recipe: what is wrong with it, and what to do.
package struct RecipeProblem: Error {
    package let message: String
    package let hint: String?
    /// Whether it is something else altogether, such as a module that recipes share.
    package let isOther: Bool

    package init(_ message: String, hint: String? = nil, isOther: Bool = false) {
        (self.message, self.hint, self.isOther) = (message, hint, isOther)
    }
}

extension Recipe {
    private static let keys = [
        "summary", "description", "examples", "version", "needs", "args", "api", "read", "write", "run", "env", "net",
        "items", "plan", "label", "finish", "tests",
    ]

    /// Reads what the value at `index`, which a recipe's file has returned, says.
    package init(at index: Int32, on stack: LuaStack) throws {
        guard stack.type(at: index) == .table else {
            throw RecipeProblem(
                "the file returns \(Self.article(stack.typeName(at: index))), not a table",
                hint: "end it with return { summary = …, items = …, plan = … }; 'vimeo-lua recipe new NAME' writes one",
                isOther: true
            )
        }
        let table = RecipeTable(index: stack.absolute(index), stack: stack, name: "the recipe")
        let isOther = !["summary", "items", "plan", "run"].contains { table.type($0) != .nil }
        do { try table.check(known: Self.keys) } catch let problem as RecipeProblem {
            throw RecipeProblem(problem.message, hint: problem.hint, isOther: isOther)
        }
        guard let summary = try table.text("summary"), !summary.isEmpty else {
            throw RecipeProblem(
                "the recipe has no summary",
                hint: "add summary = \"What it does, in one line.\"",
                isOther: isOther
            )
        }
        self.summary = String(summary.prefix { !$0.isNewline })
        description = try table.text("description")
        examples = try table.texts("examples")
        version = try table.text("version")
        needs = try table.text("needs")
        if let word = try table.text("api") {
            guard let access = Access(rawValue: word) else {
                throw RecipeProblem(
                    "api is '\(word)'",
                    hint: "valid values: \(Access.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            api = access
        }
        readFolders = try Self.powers(.read, of: table)
        writeFolders = try Self.powers(.write, of: table)
        variables = try Self.powers(.env, of: table)
        hosts = try Self.powers(.net, of: table)
        try readFunctions(table)
        arguments = try Self.arguments(of: table)
        testCount = try table.items("tests") { _ in }
    }

    /// `run` is the function of a recipe without `items` and `plan`, otherwise the names of the programs it runs.
    private mutating func readFunctions(_ table: RecipeTable) throws {
        let (items, plan) = (try table.hasFunction("items"), try table.hasFunction("plan"))
        _ = try table.hasFunction("label")
        _ = try table.hasFunction("finish")
        let run = table.type("run")
        guard [.nil, .function, .string, .table].contains(run) else {
            throw RecipeProblem(
                "run of the recipe is \(Self.article(run.name))",
                hint: "it is a function, or beside items and plan the names of programs"
            )
        }
        let runs = run == .function
        if !runs { programs = try Self.powers(.run, of: table) }
        switch (items, plan, runs) {
        case (true, true, false): isPlanned = true
        case (false, false, true): isPlanned = false
        case (true, false, false):
            throw RecipeProblem("the recipe has items but no plan", hint: "add plan = function(item, args) … end")
        case (false, true, false):
            throw RecipeProblem("the recipe has a plan but no items", hint: "add items = function(args) … end")
        case (false, false, false):
            throw RecipeProblem("the recipe has neither items and plan nor run", hint: "add what it does")
        case (_, _, true):
            throw RecipeProblem("the recipe has run beside items or plan", hint: "use one form: items and plan, or run")
        }
    }

    /// So much that a person can read it before saying yes.
    private static func powers(_ kind: Powers.Kind, of table: RecipeTable) throws -> [String] {
        let values = try table.texts(kind.rawValue)
        guard values.count <= 20, values.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 200 && !$0.utf8.contains(0) })
        else {
            throw RecipeProblem(
                "\(kind.rawValue) has more than 20 entries, or one that is empty or longer than 200 bytes",
                hint: "ask for less: a folder in place of its files"
            )
        }
        if kind == .env, let name = values.first(where: Powers.credentials.contains) {
            throw RecipeProblem(
                "env has \(name), which no recipe may see",
                hint: "leave it out: requests are signed without it"
            )
        }
        return values
    }

    private static func arguments(of table: RecipeTable) throws -> [RecipeArgument] {
        var arguments: [RecipeArgument] = []
        try table.items("args") { entry in
            let argument = try RecipeArgument(entry)
            if let last = arguments.last(where: { !$0.isOption }), !argument.isOption {
                if last.isMany {
                    throw RecipeProblem("\(argument.name) comes after \(last.name), which takes the rest")
                }
                if !last.isRequired, argument.isRequired {
                    throw RecipeProblem("\(argument.name) is required after \(last.name), which may be missing")
                }
            }
            if arguments.contains(where: { $0.key == argument.key }) {
                throw RecipeProblem("the argument \(argument.name) is declared twice")
            }
            if argument.isOption, RunOptions.isOwn(argument.name) {
                throw RecipeProblem(
                    "--\(argument.name) is an option of every recipe",
                    hint: "give the recipe's own option another name"
                )
            }
            arguments.append(argument)
        }
        return arguments
    }

    static func article(_ type: String) -> String { type == "nil" ? "nothing" : "a \(type)" }
}

extension RecipeArgument {
    private static let keys = ["type", "choices", "default", "required", "many", "help", "access"]

    fileprivate init(_ table: RecipeTable) throws {
        guard let word = try table.text(at: 1) else {
            throw RecipeProblem("\(table.name) has no name", hint: "write { \"name\" } or { \"--name\" }")
        }
        isOption = word.hasPrefix("--")
        name = isOption ? String(word.dropFirst(2)) : word
        let isLegal = name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D || $0 == 0x5F }
        guard let first = name.utf8.first, first.isASCIILetter, isLegal else {
            throw RecipeProblem("'\(word)' cannot be the name of an argument", hint: "use letters, digits and dashes")
        }
        let table = RecipeTable(index: table.index, stack: table.stack, name: "the argument \(word)")
        try table.check(known: Self.keys, items: 1)
        if let text = try table.text("type") {
            guard let kind = Kind(rawValue: text) else {
                let nearest = NearestName.find(text, in: Kind.allCases.map(\.rawValue))
                throw RecipeProblem(
                    "\(table.name) has the type '\(text)'",
                    hint: nearest.map { "did you mean \($0)?" }
                        ?? "valid types: \(Kind.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            }
            self.kind = kind
        }
        choices = try table.texts("choices")
        isMany = try table.flag("many") ?? false
        help = try table.text("help") ?? ""
        if let access = try table.text("access") {
            guard access == "write" || access == "read" else {
                throw RecipeProblem("\(table.name) has the access '\(access)'", hint: "valid values: read, write")
            }
            isWritten = access == "write"
        }
        standard = try table.scalar("default")
        isRequired = try table.flag("required") ?? (!isOption && standard == nil)
        if isMany, isOption { throw RecipeProblem("\(table.name): only a positional argument can be many") }
        if let standard {
            do { _ = try values(of: standard) } catch {
                // A default that names a file may appear later.
                guard kind == .file || kind == .folder else {
                    throw RecipeProblem("\(table.name): the default is wrong: \(error.message)")
                }
            }
        }
    }
}
