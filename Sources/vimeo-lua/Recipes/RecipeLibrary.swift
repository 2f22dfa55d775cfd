internal import Platform
internal import Terminal

/// Where recipes are found by name.
enum RecipeLibrary {
    private static let ending = ".lua"

    /// The user's own folder; nil without a home.
    static var userFolder: String? { Environment.dataFolder.map { "\($0)/recipes" } }

    private static var folders: [(path: String, origin: RecipeFile.Origin)] {
        let others = (Environment.variable("VIMEO_LUA_RECIPES") ?? "").split(separator: ":").map(String.init)
        return (userFolder.map { [($0, .user)] } ?? []) + others.map { ($0, .variable) }
    }

    /// A recipe by name, or by path if the word has a slash or ends with `.lua`.
    ///
    /// - Throws: `UsageError` if there is none of that name.
    static func find(_ word: String) throws -> RecipeFile {
        if word.contains("/") || word.hasSuffix(ending) { return try RecipeFile(path: word) }
        if let place = places().first(where: { $0.name == word }) { return try place.file() }
        if (try? Stat(FilePath("\(word).lua")))?.type == .regular {
            throw UsageError(
                message: "there is no recipe \(TerminalText.escaped(word))",
                hint: "a file is given with its path: ./\(TerminalText.escaped(word)).lua"
            )
        }
        let nearest = NearestName.find(word, in: places().map(\.name))
        throw UsageError(
            message: "there is no recipe \(TerminalText.escaped(word))",
            hint: nearest.map { "did you mean \($0)?" }
                ?? "'vimeo-lua recipe list' lists them; a file is given with its path"
        )
    }

    /// A recipe that can be found by its name.
    struct Place {
        let name: String
        let origin: RecipeFile.Origin
        /// Whether it is in a folder of several files, of which some may be modules.
        let isInFolder: Bool
        /// Nil for one inside the program.
        let path: String?

        func file() throws -> RecipeFile {
            if let path { return try RecipeFile(path: path, name: name, origin: origin) }
            return RecipeFile(builtIn: name, source: BuiltInRecipes.all[name] ?? [])
        }
    }

    /// Those that a name stands for, sorted within their folder: of two with the same name the first one counts.
    static func places() -> [Place] {
        var names: Set<String> = []
        return allPlaces().filter { names.insert($0.name).inserted }
    }

    /// All of them, also those behind others with the same name.
    static func allPlaces() -> [Place] {
        var places: [Place] = []
        func add(_ name: String, _ origin: RecipeFile.Origin, _ path: String?, isInFolder: Bool = false) {
            places.append(Place(name: name, origin: origin, isInFolder: isInFolder, path: path))
        }
        for (folder, origin) in folders {
            for path in files(in: folder) {
                let isInFolder = path.utf8.dropFirst(folder.utf8.count + 1).contains(UInt8(ascii: "/"))
                add(FilePath(path).stem ?? path, origin, path, isInFolder: isInFolder)
            }
        }
        for name in BuiltInRecipes.all.keys.sorted() { add(name, .program, nil) }
        return places
    }

    /// The Lua files in a folder and in the folders in it, which hold modules, as sorted paths relative to it.
    static func luaFiles(in folder: String, depth: Int = 4) throws(Errno) -> [String] {
        var files: [String] = []
        for entry in try FilePath(folder).entries() {
            let name = String(decoding: entry.name, as: UTF8.self)
            if name.hasPrefix(".") { continue }
            if name.hasSuffix(ending) {
                files.append(name)
            } else if depth > 0, entry.type == .directory || entry.type == nil {
                files += ((try? luaFiles(in: "\(folder)/\(name)", depth: depth - 1)) ?? []).map { "\(name)/\($0)" }
            }
        }
        return files.sorted()
    }

    /// The recipes of a folder, and of the folders in it; a folder that cannot be read has none.
    private static func files(in folder: String, depth: Int = 1) -> [String] {
        guard let entries = try? FilePath(folder).entries() else { return [] }
        let names = entries.map { String(decoding: $0.name, as: UTF8.self) }.filter { !$0.hasPrefix(".") }.sorted()
        let own = names.filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
        guard depth > 0 else { return own }
        return own + names.filter { !$0.hasSuffix(ending) }.flatMap { files(in: "\(folder)/\($0)", depth: depth - 1) }
    }
}
