internal import CLua

/// The mark of a decoded table, or of one that is an array for JSON even when it is empty: a shared metatable.
///
/// It changes nothing but what `tostring` gives.
enum JSONMark: String {
    case array = "json.array"
    case object = "json.object"

    /// Pushes the metatable, which is created at the first use and kept in the registry; needs three free slots.
    func pushMetatable(_ lua: OpaquePointer) {
        let stack = LuaStack(lua)
        if stack.getRaw(rawValue, in: clua_registryindex()) == .table { return }
        stack.pop()
        stack.pushTable(fields: 2)
        if self == .array {
            stack.push(rawValue)
            stack.setRaw("__name", in: -2)
        }
        stack.pushCopy(of: -1)
        stack.setRaw(rawValue, in: clua_registryindex())
    }

    /// Sets the mark on the table at `index`, in place of any metatable it had.
    func set(_ lua: OpaquePointer, _ index: Int32) {
        let table = lua_absindex(lua, index)
        pushMetatable(lua)
        lua_setmetatable(lua, table)
    }

    /// Says whether the value at `index` carries the mark.
    func isSet(_ lua: OpaquePointer, _ index: Int32) -> Bool {
        let stack = LuaStack(lua)
        guard stack.reserve(4), stack.type(at: index) == .table, stack.pushMetatable(of: index) else { return false }
        defer { stack.pop(2) }
        pushMetatable(lua)
        return lua_rawequal(lua, -1, -2) != 0
    }

    /// Makes `tostring` give a short text for marked tables.
    static func prepare(_ stack: LuaStack) {
        for mark in [array, object] {
            mark.pushMetatable(stack.pointer)
            stack.push { stack in
                let text = (try? stack.json(at: 1, JSONLayout(sortKeys: true))).map {
                    String(decoding: $0, as: UTF8.self)
                }
                stack.push(text.map { $0.utf8.count > 100 ? "\($0.prefix(99))…" : $0 } ?? "{…}")
                return .results(1)
            }
            stack.setRaw("__tostring", in: -2)
            stack.pop()
        }
    }
}
