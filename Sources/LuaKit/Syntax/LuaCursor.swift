/// What is being typed at a cursor.
public struct LuaCursor: Equatable, Sendable {
    /// What stands between a name and the chain before it.
    public enum Separator: Sendable {
        /// Nothing: there is no chain.
        case none
        /// A field follows.
        case dot
        /// A method follows.
        case colon
    }

    /// What is being typed; all ranges end at the cursor.
    public enum Target: Equatable, Sendable {
        /// A name, or nothing yet where one may stand.
        case name(prefix: String, range: Range<Int>, path: LuaPath?, separator: Separator)
        /// A string in the brackets of an index.
        case key(prefix: String, range: Range<Int>, path: LuaPath)
        /// Another string in quotes.
        case string(content: [UInt8], range: Range<Int>)
        /// The attribute of a local.
        case attribute(prefix: String, range: Range<Int>)
        /// Nothing that could be completed.
        case none
    }

    /// What is being typed.
    public var target: Target
    /// The innermost call around the cursor; nil in a function's body outside of calls.
    public var call: LuaCall?
}

extension LuaSource {
    /// What is being typed at an offset.
    public func cursor(at offset: Int) -> LuaCursor {
        let reader = LuaCursorReader(whole: self, cursor: min(max(offset, 0), bytes.count))
        return LuaCursor(target: reader.target, call: reader.call)
    }
}
