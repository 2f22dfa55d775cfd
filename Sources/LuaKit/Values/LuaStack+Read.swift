internal import CLua

extension LuaStack {
    /// The boolean at `index`, nil for other types.
    public func boolean(at index: Int32) -> Bool? {
        type(at: index) == .boolean ? lua_toboolean(pointer, index) != 0 : nil
    }

    /// Lua's notion of truth: all but nil and false.
    public func isTruthy(_ index: Int32) -> Bool {
        lua_toboolean(pointer, index) != 0
    }

    /// The integer at `index`, also of a float with an integral value; nil for other types, strings included.
    public func integer(at index: Int32) -> Int64? {
        guard type(at: index) == .number else { return nil }
        var isInteger: Int32 = 0
        let value = lua_tointegerx(pointer, index, &isInteger)
        return isInteger != 0 ? value : nil
    }

    /// Whether the number at `index` is of Lua's subtype integer.
    public func isInteger(at index: Int32) -> Bool {
        lua_isinteger(pointer, index) != 0
    }

    /// The number at `index` as a float; nil for other types, strings included.
    public func number(at index: Int32) -> Double? {
        type(at: index) == .number ? lua_tonumberx(pointer, index, nil) : nil
    }

    /// Calls `body` with the bytes of the string at `index`, which are valid during the call; nil for other types.
    public func withBytes<Result>(
        at index: Int32,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result? {
        // Numbers are left out: lua_tolstring would turn them into strings in place.
        guard type(at: index) == .string else { return nil }
        var size = 0
        let bytes = lua_tolstring(pointer, index, &size)
        return try body(UnsafeRawBufferPointer(start: bytes, count: size))
    }

    /// The bytes of the string at `index`; nil for other types.
    public func bytes(at index: Int32) -> [UInt8]? {
        withBytes(at: index) { Array($0) }
    }

    /// The string at `index` if it is valid UTF-8; nil otherwise and for other types.
    public func string(at index: Int32) -> String? {
        withBytes(at: index) { String(validating: $0, as: UTF8.self) } ?? nil
    }

    /// The string at `index` with bytes that are not UTF-8 replaced, for messages; nil for other types.
    public func lossyString(at index: Int32) -> String? {
        withBytes(at: index) { String(decoding: $0, as: UTF8.self) }
    }

    /// Any value; tables, functions, userdata and coroutines by reference.
    public func value(at index: Int32) -> LuaValue {
        switch type(at: index) {
        case .none, .nil:
            return .nil
        case .boolean:
            return .boolean(isTruthy(index))
        case .number:
            return isInteger(at: index)
                ? .integer(lua_tointegerx(pointer, index, nil)) : .number(lua_tonumberx(pointer, index, nil))
        case .string:
            return .string(bytes(at: index) ?? [])
        case .lightUserdata, .table, .function, .userdata, .thread:
            return .reference(type(at: index), LuaReference(to: index, on: self))
        }
    }
}
