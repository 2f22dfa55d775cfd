public import Logging
public import LuaKit
import Platform
public import Vimeo

/// The `vimeo` table of a Lua state.
///
/// It is a global, and `require "vimeo"` gives the same table; its sub-tables are modules too.
public final class VimeoTable {
    /// The version that `vimeo._VERSION` and `--version` give.
    public static let version = Configuration.version

    private let makeClient: () throws -> Client
    private var madeClient: Client?
    let parts: Parts
    /// Shows a line to the user.
    let warn: @Sendable (String) -> Void
    private var warned: Set<String> = []
    /// The files that its functions may use.
    var files: FileAccess { parts.powers?.files ?? .unlimited }
    /// Where `vimeo.log` writes.
    var logger: Logger { parts.logger }

    /// What all tables of a state share.
    struct Parts {
        let metatables: ResponseTable.Metatables
        let library: TaskLibrary
        let names: FunctionNames
        /// What prompts propose as paths.
        let seen = SeenURIs()
        let host: ScriptHost
        let logger: Logger
        /// Those of a restricted script; nil for one that may do everything.
        let powers: Powers?

        init(
            on stack: LuaStack,
            logger: Logger = Logger(label: "vimeo-lua"),
            host: ScriptHost = ScriptHost(),
            powers: Powers? = nil
        ) {
            metatables = ResponseTable.Metatables(on: stack)
            library = TaskLibrary(on: stack)
            names = FunctionNames(on: stack)
            self.logger = logger
            self.host = host
            self.powers = powers
        }
    }

    init(client makeClient: @escaping () throws -> Client, parts: Parts, warn: @escaping @Sendable (String) -> Void) {
        self.makeClient = makeClient
        self.parts = parts
        self.warn = warn
    }

    /// Creates the global `vimeo` and the modules.
    ///
    /// - Parameters:
    ///   - stack: the main stack, with the standard libraries open.
    ///   - client: creates the client when the first function needs it.
    ///   - warn: shows a line to the user.
    ///   - logger: where `vimeo.log` writes, with the least level it writes.
    ///   - host: what the program does for scripts.
    /// - Returns: the table, for help and completion.
    @discardableResult
    public static func install(
        on stack: LuaStack,
        client: @escaping () throws -> Client,
        warn: @escaping @Sendable (String) -> Void,
        logger: Logger = Logger(label: "vimeo-lua"),
        host: ScriptHost = ScriptHost()
    ) throws -> VimeoTable {
        try install(on: stack, client: client, warn: warn, logger: logger, host: host, powers: nil)
    }

    /// The same, and restricts the state to `powers`, unless these are nil.
    package static func install(
        on stack: LuaStack,
        client: @escaping () throws -> Client,
        warn: @escaping @Sendable (String) -> Void,
        logger: Logger,
        host: ScriptHost = ScriptHost(),
        powers: Powers?
    ) throws -> VimeoTable {
        let parts = Parts(on: stack, logger: logger, host: host, powers: powers)
        let table = VimeoTable(client: client, parts: parts, warn: warn)
        table.push(on: stack)
        try stack.getGlobal("package")
        stack.getRaw("loaded", in: -1)
        stack.pushCopy(of: -3)
        stack.setRaw("vimeo", in: -2)
        for module in Self.modules {
            stack.getRaw(module, in: -3)
            stack.setRaw("vimeo.\(module)", in: -2)
        }
        stack.pop(2)
        try stack.setGlobal("vimeo")
        if let powers { try table.restrict(to: powers, on: stack) }
        return table
    }

    /// A table with all the functions for another client.
    ///
    /// - Parameter close: what a to-be-closed variable with the table does at its end; nil if it cannot be one.
    func push(_ client: Client, on stack: LuaStack, close: LuaFunction? = nil) {
        VimeoTable(client: { client }, parts: parts, warn: warn).push(on: stack, close: close)
    }

    /// What the functions use.
    func client() throws -> Client {
        if let madeClient { return madeClient }
        let client = try makeClient()
        madeClient = client
        return client
    }

    /// Waits for `work` of the client, which must not block, then pushes the results.
    func ask<Value: Sendable>(
        _ work: @escaping @Sendable (Client) async throws -> Value,
        push: @escaping (Value, LuaStack) throws -> Void
    ) throws -> LuaReply {
        let client = try client()
        return .wait(
            on: try client.executor(),
            for: { try await work(client) },
            deliver: { value, stack in try stack.countPushed { try push(value, stack) } }
        )
    }

    /// Waits for an answer, whose body is the one result.
    func ask(_ work: @escaping @Sendable (Client) async throws -> Response) throws -> LuaReply {
        try ask(work, push: { try $1.push(json: $0.body) })
    }

    func warnOnce(_ message: String) {
        if warned.insert(message).inserted { warn(message) }
    }

    /// The sub-tables.
    private static let modules = ["json", "fs", "csv", "log", "time"]

    /// Every function of the table and of its sub-tables, by what describes it.
    private static let groups: [(names: [String], describe: FunctionGroup.Describe)] = [
        (
            [
                "vimeo.get", "vimeo.head", "vimeo.options", "vimeo.delete", "vimeo.post", "vimeo.put", "vimeo.patch",
                "vimeo.request", "vimeo.path", "vimeo.uri", "vimeo.rate",
            ], VimeoTable.addRequests
        ),
        (["vimeo.each", "vimeo.pages"], VimeoTable.addCollections),
        (
            [
                "vimeo.client", "vimeo.load_client_credentials", "vimeo.auth_url", "vimeo.exchange_code",
                "vimeo.verify_token", "vimeo.revoke_token",
            ], VimeoTable.addSignIn
        ),
        (
            ["vimeo.upload", "vimeo.replace", "vimeo.upload_picture", "vimeo.upload_texttrack"],
            VimeoTable.addUploads
        ),
        (
            ["vimeo.grab_picture", "vimeo.pull", "vimeo.download", "vimeo.wait", "vimeo.quota"],
            VimeoTable.addVideos
        ),
        (["vimeo.map", "vimeo.all", "vimeo.spawn"], VimeoTable.addTasks),
        (["vimeo.sleep", "vimeo.inspect", "vimeo.lock"], VimeoTable.addBasics),
        (["vimeo.confirm", "vimeo.progress", "vimeo.help", "vimeo.repl"], VimeoTable.addDialogue),
        (["vimeo.run"], VimeoTable.addProcesses),
        (["vimeo.json.encode", "vimeo.json.decode", "vimeo.json.array"], VimeoTable.addJSON),
        (
            [
                "vimeo.fs.list", "vimeo.fs.glob", "vimeo.fs.walk", "vimeo.fs.stat", "vimeo.fs.exists", "vimeo.fs.mkdir",
                "vimeo.fs.read", "vimeo.fs.hash", "vimeo.fs.write",
            ], VimeoTable.addFileSystem
        ),
        (
            ["vimeo.fs.join", "vimeo.fs.basename", "vimeo.fs.extension", "vimeo.fs.stem", "vimeo.fs.same_name"],
            VimeoTable.addPaths
        ),
        (["vimeo.csv.reader", "vimeo.csv.writer"], VimeoTable.addCSV),
        (["vimeo.log.debug", "vimeo.log.info", "vimeo.log.warn", "vimeo.log.error"], VimeoTable.addLog),
        (["vimeo.sandbox"], VimeoTable.addSandbox),
        (
            ["vimeo.fs.append", "vimeo.fs.copy", "vimeo.fs.move", "vimeo.fs.remove", "vimeo.fs.tempdir"],
            VimeoTable.addFileChanges
        ),
        (["vimeo.time.parse", "vimeo.time.format", "vimeo.time.now", "vimeo.time.ago"], VimeoTable.addTime),
    ]

    /// The names that each group lists, with those that it describes.
    var groups: [(listed: [String], described: [FunctionDescription])] {
        Self.groups.map { names, describe in
            var functions: [FunctionDescription] = []
            describe(self)(&functions)
            return (names, functions)
        }
    }

    /// Every function of the table and of its sub-tables.
    var functions: [FunctionDescription] { groups.flatMap(\.described) }

    /// Every function with its name, such as `vimeo.get` and `vimeo.json.encode`.
    private(set) lazy var descriptions = Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })

    /// What answers of this session had in them.
    var seen: SeenURIs { parts.seen }

    /// The description of the function at `index`, if it is one of this table or of another client's.
    func description(at index: Int32, on stack: LuaStack) -> FunctionDescription? {
        parts.names.name(at: index, on: stack).flatMap { descriptions[$0] }
    }

    private func push(on stack: LuaStack, close: LuaFunction? = nil) {
        let groups = Self.groups.map { FunctionGroup($0.names, of: self, $0.describe) }
        push("vimeo", groups, on: stack, close: close)
        for module in Self.modules {
            push("vimeo.\(module)", groups, on: stack)
            stack.setRaw(module, in: -2)
        }
    }

    /// Pushes the table of those functions that `owner` has; reading an unknown field of it raises with the nearest name.
    private func push(_ owner: String, _ groups: [FunctionGroup], on stack: LuaStack, close: LuaFunction? = nil) {
        stack.pushTable(fields: owner == "vimeo" ? 40 : 12)
        for group in groups {
            for name in group.names where FunctionDescription.table(of: name) == owner[...] {
                group.push(name, on: stack)
                parts.names.note(name, on: stack)
                stack.setRaw(String(FunctionDescription.lastName(of: name)), in: -2)
            }
        }
        switch owner {
        case "vimeo": stack.set("_VERSION", "vimeo-lua \(Self.version)")
        case "vimeo.json":
            stack.pushJSONNull()
            stack.setRaw("null", in: -2)
        default: break
        }
        stack.pushTable(fields: 2)
        if let close { stack.set("__close", close) }
        stack.set("__index") { stack in
            var known: [String] = []
            stack.forEachEntry(at: 1) {
                if let name = stack.string(at: -2) { known.append(name) }
            }
            let name = stack.describeKey(at: 2)
            let nearest = NearestName.find(name, in: known.sorted())
            let question = nearest.map { "; did you mean \(owner).\($0)?" } ?? ""
            throw VimeoError(.usage, code: .unknownField, "no function \(owner).\(name)\(question)")
        }
        stack.setMetatable(at: -2)
    }
}
