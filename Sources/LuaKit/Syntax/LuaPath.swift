/// A chain of fields and calls such as `a.b["c"][1]`, as it is written.
public struct LuaPath: Equatable, Sendable {
    /// What a chain starts with.
    public enum Base: Equatable, Sendable {
        /// A variable.
        case name(String)
        /// A string literal.
        case string
    }

    /// How a chain goes on.
    public enum Step: Equatable, Sendable {
        /// A field, after a dot or colon or as a string in brackets.
        case field(String)
        /// An integer in brackets.
        case index(Int64)
        /// A call, whatever its arguments.
        case call
    }

    /// What it starts with.
    public var base: Base
    /// How it goes on.
    public var steps: [Step]
}
