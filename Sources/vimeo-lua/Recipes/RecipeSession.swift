internal import Logging
internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// A recipe in a Lua state of its own.
struct RecipeSession {
    let file: RecipeFile
    let stack: LuaStack
    let table: VimeoTable

    /// Opens the libraries in a state.
    ///
    /// - Parameters:
    ///   - client: creates the client, which `powers` then limit; nil only reads what the recipe says about itself.
    ///   - powers: those of the recipe.
    ///   - lines: gets what the recipe prints, where standard output carries something else.
    init(
        _ file: RecipeFile,
        on state: LuaState,
        client: (() throws -> Client)?,
        powers: Powers,
        logger: Logger,
        warn: @escaping @Sendable (String) -> Void,
        host: ScriptHost = ScriptHost(),
        lines: MessageLines? = nil
    ) throws {
        self.file = file
        stack = state.stack
        state.useGenerationalCollector()
        try state.openLibraries(ignoringEnvironment: true)
        if let lines { try stack.redirectOutput(to: lines.write) }
        table = try VimeoTable.install(
            on: stack,
            client: client ?? { throw VimeoError(.permission, "a recipe has no client while its file is read") },
            warn: warn,
            logger: logger,
            host: host,
            powers: powers
        )
        if client == nil { try table.removePowers(on: stack) }
        try setPath()
    }

    /// Modules are found beside the recipe only.
    private func setPath() throws {
        try stack.getGlobal("package")
        stack.push(file.moduleFolders.map { "\($0)/?.lua;\($0)/?/init.lua" }.joined())
        stack.setRaw("path", in: -2)
        stack.pop()
    }

    /// Runs the file, whose table is then on top of the stack, and gives what it says.
    ///
    /// - Throws: ``RecipeProblem``, or the error of the file.
    func load() throws -> Recipe {
        try stack.load(file.source.withoutShebang, name: file.chunkName)
        try stack.callReporting(arguments: 0, results: 1)
        let recipe = try Recipe(at: -1, on: stack)
        if let needs = recipe.needs, needs.first?.isNumber != true {
            throw RecipeProblem("needs is '\(needs)', not a version", hint: "write it as \"0.2\"")
        }
        if let needs = recipe.needs, !VimeoTable.version.isAtLeast(version: needs) {
            throw RecipeProblem(
                "the recipe needs vimeo-lua \(needs); this is \(VimeoTable.version)",
                hint: "install a newer vimeo-lua"
            )
        }
        return recipe
    }
}

extension [UInt8] {
    /// Without the text of a first line that begins with `#`, as Lua reads files.
    fileprivate var withoutShebang: [UInt8] {
        first == UInt8(ascii: "#") ? Array(drop { $0 != 0x0A }) : self
    }
}

extension String {
    /// Compares the numbers between the dots; what is not a number is less than all.
    func isAtLeast(version: String) -> Bool {
        func numbers(_ text: String) -> [Int] {
            text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0.prefix { $0.isNumber }) ?? -1 }
        }
        let (own, least) = (numbers(self), numbers(version))
        for index in 0..<max(own.count, least.count) {
            let (one, other) = (index < own.count ? own[index] : 0, index < least.count ? least[index] : 0)
            if one != other { return one > other }
        }
        return true
    }
}
