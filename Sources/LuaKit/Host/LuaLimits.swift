/// Which of Lua's libraries scripts have.
public enum LuaLibraries: Sendable {
    /// All of the stand-alone interpreter: for scripts that are trusted like the program itself.
    case all
    /// Nothing that reaches beyond the state: no files, programs, variables, C modules, bytecode, or `debug`. What scripts
    /// print still arrives.
    case safe
}

/// What a hosted script may use; nothing of it costs anything before it is reached.
public struct LuaLimits: Sendable {
    /// The bytes that Lua may have allocated at a time; nil for no limit.
    public var memory: Int?
    /// Seconds that each run or call may take, its waits included; nil or an infinite number for no limit.
    public var seconds: Double?

    /// Both are unlimited unless given.
    public init(memory: Int? = nil, seconds: Double? = nil) {
        (self.memory, self.seconds) = (memory, seconds)
    }

    /// When a run or call is ended: no clock counts to more than a billion seconds.
    var timer: Duration? {
        guard let seconds, seconds.isFinite else { return nil }
        return .seconds(min(max(seconds, 0), 1e9))
    }
}
