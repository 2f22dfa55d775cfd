internal import CLua
internal import CLuaBridge

/// The stack of the coroutine that runs: how a Swift function gets its arguments and gives its results.
///
/// Everything here is raw: no metamethod runs, and nothing raises. Indices count from 1, or from the top as -1, -2, ….
/// A Swift function finds its arguments at 1 to ``top``.
public struct LuaStack {
    /// The `lua_State *`.
    package let pointer: OpaquePointer

    package init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    /// The state this stack belongs to.
    public var state: LuaState { LuaState.owning(pointer) }

    /// The number of values on the stack.
    public var top: Int32 { lua_gettop(pointer) }

    /// Makes room for more values than the 20 a function starts with; false if there is no more.
    public func reserve(_ count: Int) -> Bool {
        guard lua_checkstack(pointer, Int32(clamping: count)) != 0 else { return false }
        #if DEBUG
        bridge_note_room(pointer, Int32(clamping: count))
        #endif
        return true
    }

    /// Whether so many more values fit into what is reserved; always true in release builds, which do not count.
    func hasRoom(for count: Int32) -> Bool { bridge_has_room(pointer, count) }

    /// Traps in debug builds when more values are pushed than were reserved: liblua does not check that.
    @inline(__always)
    func checkRoom(for count: Int32 = 1) {
        assert(hasRoom(for: count), "more values are pushed than LuaStack.reserve made room for")
    }

    /// Removes values from the top.
    ///
    /// Slots that are to be closed are never there: only C functions and Lua make those.
    public func pop(_ count: Int32 = 1) {
        lua_settop(pointer, -count - 1)
    }

    /// Turns an index from the top into one from the bottom.
    public func absolute(_ index: Int32) -> Int32 {
        lua_absindex(pointer, index)
    }

    /// Moves the top value to `index`, shifting those above.
    public func insert(at index: Int32) {
        clua_insert(pointer, index)
    }

    /// Removes the value at `index`, shifting those above.
    public func remove(at index: Int32) {
        clua_remove(pointer, index)
    }
}
