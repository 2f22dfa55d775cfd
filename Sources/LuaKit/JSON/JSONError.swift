/// Why a JSON text could not be read, or a Lua value could not be written as JSON.
public struct JSONError: Error, Equatable, Sendable {
    /// The classes of failure, for code that wants to tell them apart.
    public enum Kind: String, Sendable {
        /// The text breaks the grammar of RFC 8259.
        case syntax
        /// Bytes that are no UTF-8, or a `\u` escape that is half a surrogate pair.
        case encoding
        /// A number that has no JSON or no Lua form: too large, NaN or infinite.
        case range
        /// More than `JSONReader.maximumDepth` arrays and objects inside each other.
        case depth
        /// A table that contains itself.
        case cycle
        /// A table whose keys fit neither an array nor an object.
        case keys
        /// A value of a type JSON does not have.
        case type
        /// The Lua stack cannot grow any more.
        case stack
    }

    /// Where in the text reading stopped.
    public struct Position: Equatable, Sendable {
        /// Bytes before the offending one.
        public let offset: Int
        /// The line, counted from 1.
        public let line: Int
        /// The column in characters (Unicode scalars), counted from 1.
        public let column: Int
    }

    /// The class of the failure.
    public let kind: Kind
    /// What is wrong, as one line without the place.
    public let reason: String
    /// The value it is about as a Lua expression, such as `data[3].user.name`; empty at the top level.
    public let path: String
    /// The place in the text; `nil` for errors of writing.
    public let position: Position?
    /// What to do about it, where there is something to say.
    public let hint: String?

    /// The whole error as one line: the reason, the path and the position.
    public var message: String {
        var text = reason
        if !path.isEmpty { text += " at \(path)" }
        if let position { text += " (line \(position.line), column \(position.column))" }
        return text
    }
}

extension JSONError: CustomStringConvertible {
    /// The same as `message`.
    public var description: String { message }
}
