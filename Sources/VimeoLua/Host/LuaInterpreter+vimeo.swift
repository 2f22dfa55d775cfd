public import Logging
public import LuaKit
internal import Platform
public import Vimeo

extension LuaInterpreter {
    /// Makes a Lua state with the table `vimeo` on a thread of its own.
    ///
    /// ```swift
    /// let lua = try await LuaInterpreter(libraries: .safe, vimeo: client)
    /// try await lua.run("print(vimeo.get('/me'):check().body.name)")
    /// ```
    ///
    /// - Parameters:
    ///   - libraries: those of Lua; with `.safe`, and with `powers`, the script is restricted as by `vimeo-lua --restrict`.
    ///   - client: what scripts use, within `powers`; it can sign in, but its settings are fixed.
    ///   - powers: what a restricted script may do; nil means all that `client` may do at the API, and nothing else.
    ///   - limits: of memory and time.
    ///   - logger: where warnings and `vimeo.log` go.
    /// - Throws: ``LuaError`` of code `setup` if there is no memory or no thread for it.
    public init(
        libraries: LuaLibraries = .safe,
        vimeo client: Client,
        powers: Powers? = nil,
        limits: LuaLimits = LuaLimits(),
        logger: Logger = Logger(label: "vimeo-lua")
    ) async throws {
        let isRestricted = libraries == .safe || powers != nil
        let granted = isRestricted ? try (powers ?? Powers(api: .delete)).advising(.host) : nil
        let limited = try granted.map { powers in try client.derived { powers.limit(&$0) } } ?? client
        try await self.init(isRestricted ? .safe : .all, limits) { stack in
            _ = try VimeoTable.install(
                on: stack,
                client: { limited },
                warn: { logger.warning("\($0)") },
                logger: logger,
                powers: granted
            )
        }
    }
}
