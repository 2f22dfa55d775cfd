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
    /// The fields that are read like a table's; each pushes its value.
    static var luaProperties: [String: @Sendable (Self, LuaStack) -> Void] { get }
    /// What calling the object does, if it can be called; the arguments start at 2.
    static var luaCall: (@Sendable (Self, LuaStack) throws -> LuaReply)? { get }
    /// What it is and what it does at the moment, for people, such as `task waiting 3 s`.
    var luaSummary: String { get }
}

extension LuaObject {
    /// None.
    public static var luaMethods: [String: @Sendable (Self, LuaStack) throws -> LuaReply] { [:] }
    /// None.
    public static var luaProperties: [String: @Sendable (Self, LuaStack) -> Void] { [:] }
    /// It cannot be called.
    public static var luaCall: (@Sendable (Self, LuaStack) throws -> LuaReply)? { nil }
    /// Its name.
    public var luaSummary: String { Self.luaName }
}

extension LuaStack {
    /// Pushes a userdata that owns `object`.
    public func push<Object: LuaObject>(object: Object) {
        let key = registryKey(of: Object.self)
        if lua_rawgetp(pointer, clua_registryindex(), key) == LUA_TNIL {
            pushMetatable(for: Object.self)
            lua_rawsetp(pointer, clua_registryindex(), key)
        }
        pop()
        pushOwned(object, metatable: key)
    }

    private func pushMetatable<Object: LuaObject>(for type: Object.Type) {
        pushOwnerMetatable(name: Object.luaName)
        pushTable(fields: Object.luaMethods.count)
        for (name, method) in Object.luaMethods {
            push { stack in try method(stack.object(at: 1), stack) }
            setRaw(name, in: -2)
        }
        if !Object.luaProperties.isEmpty {
            pushIndex { stack in
                guard let name = stack.string(at: 2), let property = Object.luaProperties[name] else {
                    stack.pushNil()
                    return .results(1)
                }
                property(try stack.object(at: 1), stack)
                return .results(1)
            }
        }
        setRaw("__index", in: -2)
        if let call = Object.luaCall {
            push { stack in try call(stack.object(at: 1), stack) }
            setRaw("__call", in: -2)
        }
    }

    /// What the userdata at `index` is, for people; nil for those of C modules.
    ///
    /// No Lua code runs.
    public func summary(ofObjectAt index: Int32) -> String? {
        switch bridge_file(UInt32(bridge_file_state(pointer, index))) {
        case BRIDGE_OPEN_FILE: return "file"
        case BRIDGE_CLOSED_FILE: return "closed file"
        default: break
        }
        guard bridge_is_object(pointer, index) else { return nil }
        guard let object: AnyObject = owned(at: index) else { return "closed \(typeName(at: index))" }
        return (object as? any LuaObject)?.luaSummary
    }

    /// The object that the userdata at `index` owns.
    ///
    /// - Throws: ``LuaError`` of code `argument` for another type or a closed object.
    public func object<Object: LuaObject>(at index: Int32, as type: Object.Type = Object.self) throws -> Object {
        let place = absolute(index)
        lua_rawgetp(pointer, clua_registryindex(), registryKey(of: Object.self))
        let isSame = hasMetatable(at: place, sameAs: -1)
        pop()
        guard isSame, self.type(at: place) == .userdata else {
            throw LuaError.expected(Object.luaName, at: Int(index), on: self)
        }
        guard let object: Object = owned(at: place) else {
            throw LuaError.argument(Int(index), "closed \(Object.luaName)")
        }
        return object
    }
}
