internal import LuaKit
internal import Platform
internal import Vimeo
internal import VimeoLua

/// The file of a recipe.
struct RecipeFile: Sendable {
    /// Where recipes are found, in this order.
    enum Origin: Sendable, Equatable {
        /// A file given by its path.
        case path
        /// The user's own folder.
        case user
        /// A folder of `VIMEO_LUA_RECIPES`.
        case variable
        /// Inside the program.
        case program

        var text: String {
            switch self {
            case .path: ""
            case .user: "yours"
            case .variable: "VIMEO_LUA_RECIPES"
            case .program: "comes with vimeo-lua"
            }
        }
    }

    static let maximumSize = 4 << 20

    let name: String
    let source: [UInt8]
    let origin: Origin
    /// Nil for one inside the program.
    let path: String?
    /// Where its modules are: the folder it is in.
    ///
    /// A recipe whose text does not name `require` has none.
    private(set) var moduleFolders: [String] = []

    /// Reads a file.
    ///
    /// - Throws: `UsageError`.
    init(path: String, name: String? = nil, origin: Origin = .path) throws {
        self.path = path
        self.name = name ?? FilePath(path).stem ?? path
        self.origin = origin
        do throws(Errno) {
            source = try FilePath(path).contents(upTo: Self.maximumSize)
        } catch  where error == .fileTooLarge {
            throw UsageError(message: "\(path) is larger than 4 MiB", hint: "a recipe is a file of Lua code")
        } catch {
            throw UsageError(
                message: "cannot read the recipe \(path): \(error)",
                hint: "check the name and its permissions"
            )
        }
        guard source.contains("require".utf8) else { return }
        let folder = FilePath(path).removingLastComponent().string
        moduleFolders = [folder.isEmpty ? "." : folder]
    }

    /// The same for a process that is about to work in another folder.
    var withAbsoluteModules: RecipeFile {
        var file = self
        file.moduleFolders = moduleFolders.map { (try? FilePath($0).resolved().string) ?? $0 }
        return file
    }

    /// Where `recipe add` has noted that it came from.
    var addedFrom: String? {
        guard origin == .user, let path, let text = try? FilePath("\(path).from").contents(upTo: 1 << 16) else {
            return nil
        }
        return String(decoding: text.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    /// The content of a file beside it that its tests name.
    ///
    /// - Throws: `RecipeProblem` if it cannot be read.
    func fixture(_ name: String) throws -> [UInt8] {
        guard let path else { throw RecipeProblem("a recipe inside the program has no files beside it: \(name)") }
        do {
            // A link that leads out of the folder would be a way to read any file.
            let folder = try FilePath(path).resolved().removingLastComponent().string
            let files = try FileAccess(reading: [folder], writing: [], except: ProfileFile()?.path)
            return try files.place(FilePath("\(folder)/\(name)"), for: .read).open(.readOnly).contents(upTo: 1 << 30)
        } catch {
            throw RecipeProblem("cannot read \(name) beside the recipe: \(error)", hint: "check its name")
        }
    }

    init(builtIn name: String, source: [UInt8]) {
        (self.name, self.source, origin, path) = (name, source, .program, nil)
    }

    /// What runs it: its name, or its path.
    var shownName: String {
        guard origin == .path, let path else { return name }
        return path.contains("/") ? path : "./\(path)"
    }

    /// Nobody can make another text with the same one; of a recipe that has modules, theirs count, too.
    var digest: String {
        var digest = Digest(.sha256)
        digest.add(source)
        for folder in moduleFolders {
            for name in (try? RecipeLibrary.luaFiles(in: folder)) ?? [] {
                let content = (try? FilePath("\(folder)/\(name)").contents(upTo: Self.maximumSize)) ?? []
                digest.add(Array("\n\(name)\n\(content.count)\n".utf8) + content)
            }
        }
        return digest.text
    }

    /// The name of its chunk: what errors show.
    var chunkName: String { path.map { "@\($0)" } ?? "@recipes/\(name).lua" }

    /// Changes when its text does.
    var checksum: String {
        var checksum = Checksum()
        checksum.add(source)
        return checksum.text
    }
}
