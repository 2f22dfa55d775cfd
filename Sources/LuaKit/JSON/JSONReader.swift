internal import CLua
internal import CLuaBridge

/// Reads JSON text (RFC 8259) straight onto a Lua stack, with no objects in between.
///
/// The rules where the standard leaves a choice: integer literals that fit 64 bits become Lua integers, other numbers
/// the nearest float, and `-0` the float `-0.0`, which keeps the sign; a number too large for a float is an error.
/// The last of several equal keys wins. Arrays and objects carry their mark; `null` in an array is the null value.
struct JSONReader: ~Copyable {
    /// How many arrays and objects may stand inside each other, for reading and writing.
    static let maximumDepth = 512

    /// Texts of this size are read with the collector paused.
    private static let pausingSize = 16 * 1024

    typealias Cursor = UnsafePointer<UInt8>

    let lua: OpaquePointer
    let start: Cursor
    let end: Cursor
    let nulls: JSONNulls
    let keys: JSONKeyCache
    /// The Lua stack index of the metatable of arrays; that of objects is above it.
    let arrayMetatable: Int32
    /// Whether to look at the memory limit on the way; only states of ours have one.
    let checksMemory: Bool
    var depth = 0
    /// Where text with escapes is put together; it grows and is used again.
    var scratch = JSONOutput()
    var failure: Failure?

    struct Failure {
        let code: LuaError.Code
        let reason: String
        let at: Cursor
    }

    /// Reads the one value in `bytes` and pushes it; after an error the stack is as before.
    static func read(
        _ bytes: UnsafeRawBufferPointer,
        onto lua: OpaquePointer,
        nulls: JSONNulls = .absent,
        checksMemory: Bool = false
    ) throws(LuaError) {
        let top = lua_gettop(lua)
        let buffer = bytes.bindMemory(to: UInt8.self)
        guard let start = buffer.baseAddress, !buffer.isEmpty else {
            throw JSONPlace(of: 0, in: buffer).error(.jsonSyntax, "empty text where a JSON value was expected")
        }
        var reader = JSONReader(
            lua: lua,
            start: start,
            end: start + buffer.count,
            nulls: nulls,
            keys: JSONKeyCache(textLength: buffer.count, stack: top + 2),
            arrayMetatable: top + 1,
            checksMemory: checksMemory
        )
        // The collector would only find that all that is read is needed.
        let isPaused = checksMemory && buffer.count >= pausingSize && bridge_pause_collector(lua)
        reader.document()
        if isPaused { bridge_resume_collector(lua) }
        guard let failure = reader.failure else {
            lua_copy(lua, -1, top + 1)
            lua_settop(lua, top + 1)
            return
        }
        lua_settop(lua, top)
        throw JSONPlace(of: failure.at - start, in: buffer).error(failure.code, failure.reason)
    }

    /// Leaves the value on top of the stack, or notes the failure.
    private mutating func document() {
        let slots = Int32(keys.slotCount)
        guard lua_checkstack(lua, slots + 9) != 0 else {
            _ = fail(.stack, "the Lua stack is full", start)
            return
        }
        JSONMark.array.pushMetatable(lua)
        JSONMark.object.pushMetatable(lua)
        lua_settop(lua, arrayMetatable + 1 + slots)
        if end - start >= 3, start[0] == 0xEF, start[1] == 0xBB, start[2] == 0xBF {
            _ = fail(.jsonSyntax, "a byte order mark is not allowed before JSON", start)
            return
        }
        guard let after = value(skip(start), place: 0) else { return }
        let rest = skip(after)
        if rest < end { _ = fail(.jsonSyntax, "nothing may follow the value, but there is \(found(rest))", rest) }
    }

    /// Pushes the value that starts at `cursor`; gives the byte after it, or `nil` after noting the failure.
    @inline(__always)
    mutating func value(_ cursor: Cursor, place: Int) -> Cursor? {
        guard cursor < end else { return expected("a value", cursor) }
        switch cursor.pointee {
        case UInt8(ascii: "\""): return string(cursor + 1)
        case UInt8(ascii: "{"): return object(cursor, place: place)
        case UInt8(ascii: "["): return array(cursor, place: place)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number(cursor)
        case UInt8(ascii: "t"):
            guard let after = word("true", cursor) else { return nil }
            lua_pushboolean(lua, 1)
            return after
        case UInt8(ascii: "f"):
            guard let after = word("false", cursor) else { return nil }
            lua_pushboolean(lua, 0)
            return after
        case UInt8(ascii: "n"):
            guard let after = word("null", cursor) else { return nil }
            lua_pushlightuserdata(lua, nil)
            return after
        default: return expected("a value", cursor)
        }
    }

    @inline(__always)
    private mutating func word(_ word: StaticString, _ cursor: Cursor) -> Cursor? {
        let count = word.utf8CodeUnitCount
        var i = 1
        while i < count {
            guard cursor + i < end, cursor[i] == word.utf8Start[i] else { return expected(word, cursor + i) }
            i &+= 1
        }
        return cursor + count
    }

    /// Skips white space: blank, tab, line feed and carriage return only.
    @inline(__always)
    func skip(_ cursor: Cursor) -> Cursor {
        if cursor < end {
            if cursor.pointee > 0x20 { return cursor }
            // Most often it is one blank.
            if cursor.pointee == 0x20, cursor + 1 < end, cursor[1] > 0x20 { return cursor + 1 }
        }
        return Self.skipMore(cursor, end)
    }

    @inline(never)
    private static func skipMore(_ cursor: Cursor, _ end: Cursor) -> Cursor {
        var cursor = cursor
        while cursor < end {
            switch cursor.pointee {
            case 0x20, 0x0A, 0x0D, 0x09: cursor += 1
            default: return cursor
            }
            while end - cursor >= 8, JSONText.word(cursor) == 0x2020_2020_2020_2020 { cursor += 8 }
        }
        return cursor
    }
}

extension JSONReader {
    /// Notes the failure; the result is always `nil`, for use in `return`.
    @inline(never)
    mutating func fail(_ code: LuaError.Code, _ reason: String, _ cursor: Cursor) -> Cursor? {
        failure = Failure(code: code, reason: reason, at: cursor)
        return nil
    }

    /// Whether the memory limit leaves anything; else notes the failure.
    @inline(__always)
    mutating func hasMemory(_ cursor: Cursor) -> Bool {
        !checksMemory || bridge_memory_left(lua, 1) > 0 || fail(.memory, "not enough memory", cursor) != nil
    }

    /// Fails because something else is at `cursor`.
    @inline(never)
    mutating func expected(_ what: StaticString, _ cursor: Cursor) -> Cursor? {
        fail(.jsonSyntax, "expected \(what), found \(found(cursor))", cursor)
    }

    /// The byte at `cursor` in words.
    func found(_ cursor: Cursor) -> String {
        guard cursor < end else { return "the end of the text" }
        return Self.describe(cursor.pointee)
    }

    /// A byte in words: as a character where that can be seen.
    static func describe(_ byte: UInt8) -> String {
        if (0x21...0x7E).contains(byte) { return "'\(Character(Unicode.Scalar(byte)))'" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "byte 0x" + (digits.count < 2 ? "0" : "") + digits
    }
}
