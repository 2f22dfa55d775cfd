internal import CLua
internal import CLuaBridge

/// What becomes of a `null` in an object.
public enum JSONNulls: Sendable {
    /// The key is absent.
    case absent
    /// The value is ``LuaStack/pushJSONNull()``'s.
    case keep
}

/// How JSON text is laid out.
public struct JSONLayout: Sendable {
    /// One element or field to a line, two blanks for each level.
    public var pretty: Bool
    /// The keys of objects in the order of their bytes instead of the table's own order.
    public var sortKeys: Bool

    /// The default is compact text in the table's own order.
    public init(pretty: Bool = false, sortKeys: Bool = false) {
        self.pretty = pretty
        self.sortKeys = sortKeys
    }
}

// JSON between bytes and Lua values.
extension LuaStack {
    /// Reads a JSON text and pushes its value.
    ///
    /// ```swift
    /// try stack.push(json: Array(#"{"name": "Talk", "tags": []}"#.utf8))
    /// let text = try stack.json(at: -1, JSONLayout(sortKeys: true))
    /// ```
    ///
    /// Integers that fit 64 bits are Lua integers, other numbers floats. The memory limit holds while it is read.
    ///
    /// - Parameter nulls: what becomes of a `null` in an object; in an array it is always kept.
    /// - Throws: a ``LuaError`` with the place in the text, and the path of the value; the stack is then as before.
    public func push(json: UnsafeRawBufferPointer, nulls: JSONNulls = .absent) throws(LuaError) {
        try JSONReader.read(json, onto: pointer, nulls: nulls, checksMemory: true)
    }

    /// Reads a JSON text and pushes its value.
    public func push(json: [UInt8], nulls: JSONNulls = .absent) throws(LuaError) {
        let result = json.withUnsafeBytes { bytes in
            Result { () throws(LuaError) in try push(json: bytes, nulls: nulls) }
        }
        try result.get()
    }

    /// The JSON text of the value at `index`; no metamethod runs.
    ///
    /// - Throws: a ``LuaError`` with the path of the value: for functions, userdata and coroutines, for keys that fit
    ///   neither an array nor an object, cycles, NaN and infinities, strings that are not UTF-8, and more than 512 levels.
    public func json(at index: Int32, _ layout: JSONLayout = JSONLayout()) throws(LuaError) -> [UInt8] {
        try JSONWriter.write(index, of: pointer, options: layout, checksMemory: true)
    }

    /// Pushes the JSON text of the value at `index`; on failure the stack is as before.
    package func push(jsonOf index: Int32, _ layout: JSONLayout = JSONLayout()) throws(LuaError) {
        try JSONWriter.withText(of: index, on: pointer, options: layout, checksMemory: true) { push($0) }
    }

    /// Pushes the value that stands for `null` where a table cannot have nil: a light userdata, which counts as true.
    public func pushJSONNull() {
        lua_pushlightuserdata(pointer, nil)
    }

    /// Whether the value at `index` stands for `null`.
    public func isJSONNull(at index: Int32) -> Bool {
        lua_type(pointer, index) == LUA_TLIGHTUSERDATA && lua_touserdata(pointer, index) == nil
    }

    /// Marks the table at `index` as an array, in place of any metatable it had.
    public func markJSONArray(at index: Int32) {
        JSONMark.array.set(pointer, index)
    }

    /// Whether the table at `index` is marked as an array: decoded ones are.
    public func isJSONArray(at index: Int32) -> Bool {
        JSONMark.array.isSet(pointer, index)
    }

    /// Whether the value at `index` is a table that was decoded, or marked as an array.
    public func isDecodedJSON(at index: Int32) -> Bool {
        isJSONArray(at: index) || JSONMark.object.isSet(pointer, index)
    }
}
