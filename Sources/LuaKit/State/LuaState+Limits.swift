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
    package func collectGarbage() {
        bridge_collect(stack.pointer)
    }

    /// Ends an interrupt that is still under way; call it when the outermost call has returned.
    package func clearInterrupt() {
        bridge_clear_interrupt(bridge_context(stack.pointer))
    }

    /// Lets signals stop what runs from now on: the first SIGINT raises `interrupted!` as far as `reach` says, the first
    /// SIGTERM until all has ended; a second one ends the process.
    ///
    /// An interrupt that has come already stays until ``clearInterrupt()``.
    ///
    /// - Parameter terminating: whether SIGTERM is handled too; else it has its default action.
    package func handleSignals(reach: LuaHandle.Reach = .once, terminating: Bool = true) {
        bridge_handle_signals(bridge_context(stack.pointer), reach.rawValue, terminating)
    }

    /// Sets what is done, in a signal handler, before a second signal ends the process.
    package static func setActionBeforeEnd(_ action: @escaping @convention(c) () -> Void) {
        bridge_before_end(action)
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
    package var memoryLeft: Int { memoryLeft(for: 1) }

    /// The same, after a collection of garbage where these are fewer than so many.
    package func memoryLeft(for wanted: Int) -> Int { bridge_memory_left(pointer, wanted) }
}

// Profiling.
extension LuaState {
    /// What ran how often when the profiler looked, most often first.
    package struct Profile {
        package let lines: [(name: String, count: Int)]
        package let functions: [(name: String, count: Int)]
    }

    /// Starts to look at what the main coroutine runs, every so many instructions; it runs slower meanwhile.
    package func startProfile(every instructions: Int) {
        bridge_profile(stack.pointer, Int32(clamping: instructions))
    }

    /// Stops, and gives what was seen.
    package func takeProfile() -> Profile {
        bridge_profile(stack.pointer, 0)
        bridge_push_profile(stack.pointer)
        defer { stack.pop(2) }
        return Profile(lines: counts(at: -2), functions: counts(at: -1))
    }

    private func counts(at index: Int32) -> [(name: String, count: Int)] {
        guard stack.type(at: index) == .table else { return [] }
        var counts: [(name: String, count: Int)] = []
        stack.forEachEntry(at: index) {
            counts.append((stack.lossyString(at: -2) ?? "", Int(stack.integer(at: -1) ?? 0)))
        }
        return counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}
