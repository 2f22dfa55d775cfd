/// Raised by a wait that ended because of an interrupt, or because its task was cancelled.
public struct LuaInterruption: Error, Equatable, CustomStringConvertible {
    /// What ended the wait.
    public enum Cause: Sendable {
        case interrupt
        case timeout
        case cancellation
    }

    /// What ended the wait.
    public let cause: Cause

    /// One line.
    public var description: String {
        switch cause {
        case .interrupt: "interrupted!"
        case .timeout: "timed out!"
        case .cancellation: "the task was cancelled"
        }
    }
}

/// Nothing is left that could end a wait.
public struct LuaDeadlock: Error, CustomStringConvertible {
    /// One line.
    public var description: String { "all tasks are waiting for each other" }
}

/// Tasks that start tasks that start tasks, and so on.
public struct LuaNestingTooDeep: Error, CustomStringConvertible {
    /// One line.
    public var description: String { "too many tasks inside each other" }
}

/// A wait where none is possible.
public struct LuaWaitRefused: Error, CustomStringConvertible {
    /// One line.
    public var description: String { "cannot wait in a finalizer (__gc)" }
}
