package import Platform
public import Vimeo

/// What a restricted script may use beyond Lua itself; nothing unless it is granted.
public struct Powers: Sendable {
    /// A kind of power; its name is that of the option, `--allow-read`, and of the key in a recipe.
    package enum Kind: String, CaseIterable, Sendable {
        case api
        case read
        case write
        case net
        case run
        case env
    }

    /// How far it may use the API.
    public let api: Access
    /// The files and folders, as their paths are now.
    package private(set) var files: FileAccess
    /// What `require` finds besides: the Lua files in the folder of a recipe.
    private let modules: FileAccess
    private let moduleFolders: [String]
    private let hosts: Set<String>
    private let programs: Set<String>
    private let variables: Set<String>

    private let apiHint: String?

    /// - Parameters:
    ///   - api: how far it may use the API.
    ///   - apiHint: what to do where `api` is not enough.
    ///   - read: the files and folders that it may read.
    ///   - write: those that it may write, too.
    ///   - hosts: each as `host` or `host:port`.
    ///   - programs: as scripts call them.
    ///   - variables: the variables of the environment that it may read.
    ///   - modules: folders whose Lua files `require` may load.
    /// - Throws: an error of kind `file` if a granted path cannot be opened.
    public init(
        api: Access = .none,
        apiHint: String? = nil,
        read: [String] = [],
        write: [String] = [],
        hosts: [String] = [],
        programs: [String] = [],
        variables: [String] = [],
        modules: [String] = []
    ) throws(VimeoError) {
        self.api = api
        self.apiHint = apiHint
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.programs = Set(programs)
        self.variables = Set(variables).subtracting(Self.credentials)
        do throws(Errno) {
            // No script can be granted the token, or what the program runs and believes later.
            let secret = ProfileFile()?.path
            files = try FileAccess(
                reading: read,
                writing: write,
                except: secret,
                reserving: Environment.ownFolders.map { FilePath($0) }
            )
            self.modules = try FileAccess(reading: modules, writing: [], except: secret)
            moduleFolders = modules
        } catch {
            let paths = (read + write).map { Path($0.utf8).text }.joined(separator: ", ")
            throw VimeoError(.file, "cannot open what is granted (\(paths)): \(error)", hint: "check the names")
        }
    }

    /// The variables that hold secrets: no script can be granted them.
    package static let credentials: Set<String> = ["VIMEO_ACCESS_TOKEN", "VIMEO_CLIENT_ID", "VIMEO_CLIENT_SECRET"]

    /// Where a module is, if the path is that of one.
    ///
    /// Modules are the Lua files in a folder of modules, and at most four folders below it, without hidden ones: these are
    /// the files that the user's answer about a recipe is for.
    func module(_ path: Path) -> FilePlace? {
        for folder in moduleFolders where path.bytes.starts(with: "\(folder)/".utf8) {
            let names = path.bytes.dropFirst(folder.utf8.count + 1).split(separator: UInt8(ascii: "/"))
            guard names.count <= 5, names.allSatisfy({ $0.first != UInt8(ascii: ".") }),
                names.last?.suffix(4).elementsEqual(".lua".utf8) == true
            else { continue }
            return try? modules.place(path.filePath, for: .read)
        }
        return nil
    }

    /// Whether a program may be run; it is granted by exactly the name that the script calls it.
    package func allowsRun(_ program: String) -> Bool { programs.contains(program) }

    package func allowsVariable(_ name: String) -> Bool { variables.contains(name) }

    /// Limits a client to them.
    package func limit(_ configuration: inout Configuration) {
        if api < configuration.access {
            configuration.access = api
            configuration.accessHint = apiHint ?? files.grantHint.moreRequests
        }
        configuration.hosts = hosts
        configuration.files = files
        configuration.hidesSecrets = true
    }

    /// The same powers, with errors that advise who can grant more.
    package func advising(_ hint: GrantHint) -> Powers {
        var powers = self
        powers.files.grantHint = hint
        return powers
    }

    /// What grants a power.
    func hint(for kind: Kind, _ value: String) -> String { files.grantHint.text(kind.rawValue, value) }
}

extension VimeoTable {
    /// A process as a restricted script may run it: without the sign-in of this program.
    ///
    /// - Throws: `permission` for a program that is not granted, or for what would run another one in its place.
    func restricted(_ process: ChildProcess) throws(VimeoError) -> ChildProcess {
        guard let powers = parts.powers else { return process }
        guard powers.allowsRun(process.program) else {
            let shown = Path(process.program.utf8).text
            throw VimeoError(.permission, "not allowed: running \(shown)", hint: powers.hint(for: .run, shown))
        }
        // Many programs have a variable that makes them run other code.
        for name in process.environment.keys.sorted() where !powers.allowsVariable(name) {
            let shown = Path(name.utf8).text
            throw VimeoError(
                .permission,
                "not allowed: the variable \(shown) of a program",
                hint: powers.hint(for: .env, shown)
            )
        }
        if let folder = process.folder {
            _ = try files.place(folder, for: .read, to: "run a program in")
            // In another folder it would be another program.
            guard process.program.hasPrefix("/") || !process.program.contains("/") else {
                throw VimeoError(
                    .permission,
                    "not allowed: running \(Path(process.program.utf8).text) in another folder",
                    hint: "grant and call it by its absolute path"
                )
            }
        }
        var process = process
        for name in Powers.credentials where process.environment[name] == nil {
            process.environment[name] = .some(nil)
        }
        return process
    }

    /// Throws `permission` in a restricted script.
    func refuseRestricted(_ what: String, hint: String) throws(VimeoError) {
        guard parts.powers != nil else { return }
        throw VimeoError(.permission, "not allowed in a restricted script: \(what)", hint: hint)
    }
}
