/// A local variable that a chunk declares.
public struct LuaLocal: Equatable, Sendable {
    /// Its name.
    public let name: String
    /// What stands in angle brackets behind it: `const`, `close`, or something Lua will refuse.
    public let attribute: String?
    /// The bytes of the name.
    public let range: Range<Int>
}
