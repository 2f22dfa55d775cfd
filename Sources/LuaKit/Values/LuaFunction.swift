internal import CLua
internal import CLuaBridge

/// What a Swift function called from Lua answers.
public enum LuaReply {
    /// So many values on top of the stack.
    case results(Int)
    /// A wait; the scheduler runs other tasks meanwhile.
    case wait(LuaWait)
    /// A Lua function and so many arguments on top of the stack: its results are the function's own. Unlike in
    /// ``LuaStack/call(arguments:results:)`` it may wait without blocking.
    case call(arguments: Int)
    /// The value on top of the stack is raised as it is.
    case raise
}

/// A Swift function for Lua: arguments on the stack, errors thrown.
public typealias LuaFunction = (LuaStack) throws -> LuaReply

extension LuaStack {
    /// Pushes a Lua function that calls `body`.
    public func push(function body: @escaping LuaFunction) {
        pushOwned(FunctionBox(body), metatable: registryKey(of: FunctionBox.self))
        bridge_pushfunction(pointer)
    }

    /// Pops a table and pushes an `__index` that gives what the table has, and calls `body` for all other keys.
    func pushIndex(elsewhere body: @escaping LuaFunction) {
        pushOwned(FunctionBox(body), metatable: registryKey(of: FunctionBox.self))
        bridge_pushindex(pointer)
    }

    /// Pushes a userdata that owns `object`, with a metatable from the registry.
    func pushOwned(_ object: AnyObject, metatable key: UnsafeRawPointer?) {
        checkRoom(for: 2)
        let slot = bridge_pushobject(pointer)
        slot?.pointee = Unmanaged.passRetained(object).toOpaque()
        // The metatable comes last: `__gc` must not see an incomplete object.
        lua_rawgetp(pointer, clua_registryindex(), key)
        lua_setmetatable(pointer, -2)
    }

    /// Pushes a metatable with `__gc` and `__close` that release the Swift object, sealed against scripts.
    func pushOwnerMetatable(name: String) {
        pushTable(fields: 5)
        push(name)
        setRaw("__name", in: -2)
        push(false)
        setRaw("__metatable", in: -2)
        for event in ["__gc", "__close"] {
            lua_pushcclosure(pointer, bridge_release, 0)
            setRaw(event, in: -2)
        }
    }

    /// The object of a userdata that owns one; nil once it is closed.
    func owned<Object: AnyObject>(at index: Int32) -> Object? {
        guard let object = lua_touserdata(pointer, index)?.load(as: UnsafeMutableRawPointer?.self) else { return nil }
        return Unmanaged<Object>.fromOpaque(object).takeUnretainedValue()
    }
}

/// A function that Lua owns.
final class FunctionBox {
    let body: LuaFunction

    init(_ body: @escaping LuaFunction) {
        self.body = body
    }
}

/// A registry key that no other type has: the address of the type itself.
func registryKey(of type: AnyClass) -> UnsafeRawPointer? {
    UnsafeRawPointer(bitPattern: UInt(bitPattern: ObjectIdentifier(type)))
}

// The functions the bridge calls. Each is called by C with Lua's thread current; none lets an error out.

let luaInvoke: @convention(c) (OpaquePointer?) -> Int32 = { pointer in
    // C passes its own state, never NULL.
    guard let pointer else { return 0 }
    let stack = LuaStack(pointer)
    guard let object = lua_touserdata(pointer, clua_upvalueindex(1))?.load(as: UnsafeMutableRawPointer?.self) else {
        stack.push("function of a closed state")
        return BRIDGE_ERROR
    }
    // The closure that is being called owns the userdata, and so the box.
    let box = Unmanaged<FunctionBox>.fromOpaque(object)
    return stack.conclude { try box._withUnsafeGuaranteedRef { try $0.body(stack) } }
}

let luaTake: @convention(c) (OpaquePointer?, Int64) -> Int32 = { pointer, ticket in
    guard let pointer else { return 0 }
    let stack = LuaStack(pointer)
    return stack.conclude { try stack.state.scheduler.take(TaskTree.ID(raw: ticket), on: stack) }
}

let luaRun: @convention(c) (OpaquePointer?, Int64) -> Void = { pointer, ticket in
    guard let pointer else { return }
    let stack = LuaStack(pointer)
    stack.state.scheduler.run(until: TaskTree.ID(raw: ticket), on: stack)
}

extension LuaStack {
    /// What the bridge does about a reply, or about an error.
    fileprivate func conclude(_ body: () throws -> LuaReply) -> Int32 {
        do {
            switch try body() {
            case .results(let count):
                return Int32(count)
            case .wait(let wait):
                try state.scheduler.begin(wait, on: self)
                return BRIDGE_WAIT
            case .call(let arguments):
                bridge_set_argument(pointer, Int32(arguments))
                return BRIDGE_CALL
            case .raise:
                return BRIDGE_ERROR
            }
        } catch {
            return pushForRaising(error)
        }
    }
}

let luaLook: @convention(c) (OpaquePointer?) -> Bool = { pointer in
    guard let pointer else { return false }
    let state = LuaStack(pointer).state
    state.scheduler.takeStops(state.handle)
    return state.scheduler.tree.isStopped(state.scheduler.tree.running)
}

let luaRelease: @convention(c) (UnsafeMutableRawPointer?) -> Void = { object in
    object.map { Unmanaged<AnyObject>.fromOpaque($0).release() }
}
