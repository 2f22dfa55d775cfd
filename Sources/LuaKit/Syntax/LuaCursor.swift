/// What is being typed at a cursor.
package struct LuaCursor: Equatable, Sendable {
    package enum Separator: Sendable {
        case none
        case dot
        case colon
    }

    /// What is being typed; all ranges end at the cursor.
    package enum Target: Equatable, Sendable {
        /// A name, or nothing yet where one may stand.
        case name(prefix: String, range: Range<Int>, path: LuaPath?, separator: Separator)
        /// A string in the brackets of an index.
        case key(prefix: String, range: Range<Int>, path: LuaPath)
        /// Another string in quotes.
        case string(content: [UInt8], range: Range<Int>)
        case attribute(prefix: String, range: Range<Int>)
        case none
    }

    package var target: Target
    /// Where a variable may stand: the locals in scope there, parameters and loop variables included, sorted.
    package var locals: [String] = []
    /// In the same place: the variables that the text before it assigns to and that are not among the locals, sorted.
    package var assigned: [String] = []
    /// The innermost call around the cursor; nil in a function's body outside of calls.
    package var call: LuaCall?
}

extension LuaSource {
    package func cursor(at offset: Int) -> LuaCursor {
        let reader = LuaCursorReader(whole: self, cursor: min(max(offset, 0), bytes.count))
        var cursor = LuaCursor(target: reader.target, call: reader.call)
        if case .name(_, _, nil, _) = cursor.target {
            cursor.locals = reader.locals
            cursor.assigned = reader.assigned.filter { !cursor.locals.contains($0) }
        }
        return cursor
    }
}

/// A chain of fields and calls such as `a.b["c"][1]`, as it is written.
package struct LuaPath: Equatable, Sendable {
    package enum Base: Equatable, Sendable {
        case name(String)
        case string
    }

    package enum Step: Equatable, Sendable {
        /// A field, after a dot or colon or as a string in brackets.
        case field(String)
        case index(Int64)
        /// A call, whatever its arguments.
        case call
    }

    package var base: Base
    package var steps: [Step]
}

/// A call whose arguments are being typed.
package struct LuaCall: Equatable, Sendable {
    /// A table constructor between the call and the cursor.
    package struct TableLevel: Equatable, Sendable {
        package enum Position: Equatable, Sendable {
            /// A key, or what may become one.
            case key
            /// The value of a key; the key is empty for items of a list and where it is not a literal.
            case value(of: String)
        }

        package var position: Position
        /// The keys it has, those behind the cursor included.
        package var present: Set<String>
        /// The values of keys that are string literals alone.
        package var literals: [String: String] = [:]
    }

    /// What is called; its last step is the method's name where that is a method.
    package var callee: LuaPath
    package var isMethod: Bool
    /// The argument at the cursor, counted from 0.
    package var argument = 0
    /// The arguments before the cursor that are string literals alone.
    package var literals: [Int: String] = [:]
    /// The table constructors around the cursor, the outermost first.
    package var tableKeys: [TableLevel] = []
}
