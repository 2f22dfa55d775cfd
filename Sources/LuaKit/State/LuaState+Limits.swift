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

    /// Makes every n-th growing allocation fail outside Swift code; 0 ends it.
    ///
    /// For tests of the bridge.
    package func failAllocations(every count: UInt64) {
        bridge_fail_allocations(stack.pointer, count)
    }

    /// Makes waits believe that they are in a forked child process.
    ///
    /// For tests.
    package func pretendForked() {
        bridge_pretend_forked(bridge_context(stack.pointer))
    }

    /// Ends an interrupt that is still under way; call it when the outermost call has returned.
    package func clearInterrupt() {
        bridge_clear_interrupt(bridge_context(stack.pointer))
    }

    /// Lets signals stop what runs from now on: the first SIGINT raises `interrupted!` as far as `reach` says, the first
    /// SIGTERM until all has ended; a second one ends the process.
    ///
    /// - Parameter reach: by default once, as in the stand-alone interpreter.
    package func handleSignals(reach: LuaHandle.Reach = .once) {
        bridge_handle_signals(bridge_context(stack.pointer), reach.mode)
    }

    /// Lets the first SIGINT raise `interrupted!` once in what runs, waits or begins to run, and end the reading of a
    /// line; SIGTERM has its default action.
    ///
    /// An interrupt that has come already stays until ``clearInterrupt()``.
    package func handleInterruptSignal() {
        bridge_handle_sigint(bridge_context(stack.pointer))
    }

    /// Whether an interrupt is under way: long work in Swift looks at it now and then.
    package var isInterrupted: Bool { bridge_interrupted(bridge_context(stack.pointer)) != 0 }

    /// Gives the signals back their default actions; returns the one that had come, if any.
    @discardableResult
    package func stopHandlingSignals() -> Int32? {
        let signal = bridge_stop_handling_signals()
        return signal == 0 ? nil : signal
    }
}

extension LuaStack {
    /// The bytes Lua may still allocate; without a limit a number larger than any memory.
    package var memoryLeft: Int { bridge_memory_left(pointer, 1) }
}
