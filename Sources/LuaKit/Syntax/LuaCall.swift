/// A call whose arguments are being typed.
public struct LuaCall: Equatable, Sendable {
    /// A table constructor between the call and the cursor.
    public struct TableLevel: Equatable, Sendable {
        /// What is being typed in a constructor.
        public enum Position: Equatable, Sendable {
            /// A key, or what may become one.
            case key
            /// The value of a key; the key is empty for items of a list and where it is no literal.
            case value(of: String)
        }

        /// What is being typed in it.
        public var position: Position
        /// The keys it has, those behind the cursor included.
        public var present: Set<String>
    }

    /// What is called; its last step is the method's name where that is a method.
    public var callee: LuaPath
    /// Whether that follows a colon.
    public var isMethod: Bool
    /// The argument at the cursor, counted from 0.
    public var argument = 0
    /// The arguments before the cursor that are string literals alone.
    public var literals: [Int: String] = [:]
    /// The table constructors around the cursor, the outermost first.
    public var tableKeys: [TableLevel] = []
}
