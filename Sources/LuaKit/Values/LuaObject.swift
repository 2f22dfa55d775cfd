internal import CLua
internal import CLuaBridge

/// A Swift object that Lua holds as a userdata.
///
/// Lua owns one reference, given up once, at `__close` or `__gc`, on the state's thread; after that every use is the
/// error `closed …`. Scripts cannot reach the metatable.
public protocol LuaObject: AnyObject {
    /// The type's name in messages.
    static var luaName: String { get }
    /// The methods; `self` is the first argument, already checked.
    static var luaMethods: [String: @Sendable (Self, LuaStack) throws -> LuaReply] { get }
}

extension LuaStack {
    /// Pushes a userdata that owns `object`.
    public func push<Object: LuaObject>(object: Object) {
        let key = registryKey(of: Object.self)
        if lua_rawgetp(pointer, clua_registryindex(), key) == LUA_TNIL {
            pushOwnerMetatable(name: Object.luaName)
            pushTable(fields: Object.luaMethods.count)
            for (name, method) in Object.luaMethods {
                push { stack in try method(stack.object(at: 1), stack) }
                setRaw(name, in: -2)
            }
            setRaw("__index", in: -2)
            lua_rawsetp(pointer, clua_registryindex(), key)
        }
        pop()
        pushOwned(object, metatable: key)
    }

    /// The object that the userdata at `index` owns.
    ///
    /// - Throws: ``LuaArgumentError`` for another type or a closed object.
    public func object<Object: LuaObject>(at index: Int32, as type: Object.Type = Object.self) throws -> Object {
        let key = registryKey(of: Object.self)
        guard self.type(at: index) == .userdata, lua_getmetatable(pointer, index) != 0 else {
            throw LuaArgumentError.expected(Object.luaName, at: Int(index), on: self)
        }
        lua_rawgetp(pointer, clua_registryindex(), key)
        let isSame = lua_rawequal(pointer, -1, -2) != 0
        pop(2)
        guard isSame, let slot = lua_touserdata(pointer, index) else {
            throw LuaArgumentError.expected(Object.luaName, at: Int(index), on: self)
        }
        guard let object = slot.load(as: UnsafeMutableRawPointer?.self) else {
            throw LuaArgumentError(position: Int(index), message: "closed \(Object.luaName)")
        }
        return Unmanaged<Object>.fromOpaque(object).takeUnretainedValue()
    }
}
