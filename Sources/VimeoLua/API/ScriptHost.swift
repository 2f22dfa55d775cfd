public import LuaKit

/// What the program around a script does for it.
public struct ScriptHost {
    /// Opens a prompt in the middle of a script: `stack` is that of the caller, the environment at index 1 a table or nil.
    ///
    /// Nil where there is none.
    public var prompt: ((_ stack: LuaStack) throws -> Void)?
    /// Asks the user a question and gives whether the answer was yes; nil where there is nobody to ask.
    public var confirm: ((_ question: String) throws -> Bool)?
    /// Takes what happens to counts that are shown as progress; it must not block.
    public var onCount: @Sendable (CountEvent) -> Void

    /// A host that does what is given, and nothing else.
    public init(
        prompt: ((_ stack: LuaStack) throws -> Void)? = nil,
        confirm: ((_ question: String) throws -> Bool)? = nil,
        onCount: @escaping @Sendable (CountEvent) -> Void = { _ in }
    ) {
        (self.prompt, self.confirm, self.onCount) = (prompt, confirm, onCount)
    }
}
