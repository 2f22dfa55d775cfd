internal import CLua
internal import CLuaBridge

extension LuaState {
    /// The bytes Lua has allocated.
    public var memoryUsed: Int { bridge_memory_used(stack.pointer) }

    /// The bytes Lua may allocate before it raises `not enough memory`; nil for no limit.
    public func limitMemory(to bytes: Int?) {
        bridge_set_memory_limit(stack.pointer, bytes ?? 0)
    }

    /// Runs a full garbage collection.
    public func collectGarbage() {
        bridge_collect(stack.pointer)
    }

    /// Makes every n-th growing allocation fail outside Swift code; 0 ends it. For tests of the bridge.
    package func failAllocations(every count: UInt64) {
        bridge_fail_allocations(stack.pointer, count)
    }

    /// Ends an interrupt that is still under way; call it when the outermost call has returned.
    public func clearInterrupt() {
        bridge_clear_interrupt(bridge_context(stack.pointer))
    }

    /// Lets SIGINT stop what runs from now on, as in the stand-alone interpreter: the first one raises `interrupted!`,
    /// a second one before ``stopHandlingSIGINT()`` ends the process.
    public func handleSIGINT() {
        bridge_handle_sigint(bridge_context(stack.pointer))
    }

    /// Gives SIGINT back its default action; returns whether one had come.
    @discardableResult
    public func stopHandlingSIGINT() -> Bool {
        bridge_stop_handling_sigint()
    }
}
