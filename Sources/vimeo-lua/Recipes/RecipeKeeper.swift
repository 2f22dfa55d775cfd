internal import LuaKit
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// The user's own folder of recipes: `recipe add` and `recipe remove`.
struct RecipeKeeper {
    let options: LongOptions
    let printer: ErrorPrinter

    private func folder() throws -> String {
        guard let folder = RecipeLibrary.userFolder else {
            throw UsageError(message: "there is no folder for your recipes", hint: "set HOME or XDG_DATA_HOME")
        }
        return folder
    }

    /// Copies a file, or a folder with the recipes in it, and says where from.
    func add(_ path: String) throws {
        let folder = try folder()
        let status = try? Stat(FilePath(path))
        guard let status else {
            throw UsageError(message: "there is no file or folder \(path)", hint: "check the name")
        }
        let isFolder = status.type == .directory
        let sources = try isFolder ? files(in: path) : [FilePath(path).lastComponent?.string ?? path]
        let origin = isFolder ? path : FilePath(path).removingLastComponent().string
        guard !sources.isEmpty else {
            throw UsageError(message: "the folder \(path) has no recipes", hint: "recipes are files that end with .lua")
        }
        // All are looked at before one is copied.
        var copies: [(file: RecipeFile, recipe: Recipe?, target: String)] = []
        let base = isFolder ? "\(folder)/\(FilePath(path).followed.lastComponent?.string ?? "recipes")" : folder
        for source in sources {
            let file = try RecipeFile(path: origin.isEmpty ? source : "\(origin)/\(source)")
            var recipe: Recipe?
            // A folder may also have modules, which its recipes need.
            if !source.contains("/") {
                do { recipe = try read(file) } catch let problem as RecipeProblem {
                    if !isFolder || !problem.isOther { throw problem }
                }
            }
            copies.append((file, recipe, "\(base)/\(source)"))
        }
        guard copies.contains(where: { $0.recipe != nil }) else {
            throw UsageError(
                message: "the folder \(path) has no recipes",
                hint: "'vimeo-lua recipe new NAME' writes one"
            )
        }
        for copy in copies {
            let changes = copy.recipe.map { self.changes(of: copy.file, $0, at: copy.target) }
            do throws(Errno) {
                try FilePath(copy.target).removingLastComponent().createFolder(permissions: .privateFolder)
                try FileReplacement.write(copy.file.source, to: FilePath(copy.target))
            } catch {
                throw VimeoError(
                    .file,
                    "cannot write \(copy.target): \(error)",
                    hint: "check its permissions, and that the disk has space"
                )
            }
            if let changes { say(changes) }
            note(copy.file, target: copy.target)
            let name = copy.file.name
            let places = RecipeLibrary.allPlaces().filter { $0.name == name }
            if copy.recipe != nil, let other = places.first(where: { $0.path != copy.target }) {
                let isFirst = places.first?.path == copy.target
                say(
                    "there is another recipe \(name) (\(other.path ?? other.origin.text)); "
                        + (isFirst ? "this one is run in its place" : "that one is run in its place")
                )
            }
        }
        for copy in copies where copy.recipe != nil {
            try StandardOutput.write("\(TerminalText.escaped(copy.file.name))\n")
        }
    }

    func remove(_ name: String) throws {
        let place = RecipeLibrary.places().first { $0.name == name }
        guard let place, place.origin == .user, let path = try place.file().path else {
            if try removeFolder(name) { return }
            throw UsageError(
                message: "\(name) is not one of your own recipes",
                hint: "'vimeo-lua recipe list' says where each is from"
            )
        }
        do throws(Errno) { try FilePath(path).removeFile() } catch {
            throw UsageError(message: "cannot remove \(path): \(error)", hint: "check its permissions")
        }
        try? FilePath("\(path).from").removeFile()
        let other = RecipeLibrary.places().first { $0.name == name }
        say("removed \(path)" + (other.map { "; the recipe \(name) is now another one (\($0.origin.text))" } ?? ""))
    }

    /// Removes the files of a folder that was added, and the folder if nothing else is in it; false if there is none.
    private func removeFolder(_ name: String) throws -> Bool {
        let folder = "\(try folder())/\(name)"
        guard !name.hasPrefix("."), !name.contains("/"), (try? Stat(FilePath(folder)))?.type == .directory else {
            return false
        }
        var folders: Set<FilePath> = [FilePath(folder)]
        for file in try files(in: folder) {
            let path = FilePath("\(folder)/\(file)")
            folders.insert(path.removingLastComponent())
            do throws(Errno) { try path.removeFile() } catch {
                throw UsageError(message: "cannot remove \(path): \(error)", hint: "check its permissions")
            }
            try? FilePath("\(path).from").removeFile()
        }
        // The longest first: those that are in others.
        for path in folders.sorted(by: { $0.string.utf8.count > $1.string.utf8.count }) {
            _ = path.withPlatformString { rmdir($0) }
        }
        say(
            (try? Stat(FilePath(folder))) == nil
                ? "removed \(folder)" : "removed the recipes in \(folder); the other files in it stay"
        )
        return true
    }

    private func read(_ file: RecipeFile) throws -> Recipe {
        do { return try RecipeReader.read(file, options, printer.progress) } catch let problem as RecipeProblem {
            let message = "\(file.path ?? file.name): \(problem.message)"
            throw RecipeProblem(message, hint: problem.hint, isOther: problem.isOther)
        }
    }

    private func files(in folder: String) throws -> [String] {
        do throws(Errno) { return try RecipeLibrary.luaFiles(in: folder) } catch {
            throw UsageError(message: "cannot read the folder \(folder): \(error)", hint: "check its permissions")
        }
    }

    /// What is new; the powers that a newer copy asks for beyond those of the old one.
    private func changes(of file: RecipeFile, _ recipe: Recipe, at target: String) -> String {
        guard let old = try? RecipeFile(path: target) else {
            return "added \(file.name): it \(recipe.permissions.joined(separator: "; it "))"
        }
        guard old.checksum != file.checksum else { return "\(file.name) is there already, the same" }
        let known = (try? read(old))?.permissions ?? []
        let more = recipe.permissions.filter { !known.contains($0) }
        return "replaced \(file.name)"
            + (more.isEmpty ? "; it asks for no more powers" : "; now it \(more.joined(separator: "; it "))")
    }

    /// Where it came from, beside it.
    private func note(_ file: RecipeFile, target: String) {
        guard let path = file.path, let whole = try? FilePath(path).resolved() else { return }
        try? FileReplacement.write(Array("\(whole)\n".utf8), to: FilePath("\(target).from"))
    }

    private func say(_ text: String) { Notices.show(TerminalText.escaped(text), printer.progress) }
}

extension FilePath {
    /// Its absolute form, so that `.` has a name.
    fileprivate var followed: FilePath { (try? resolved()) ?? self }
}
