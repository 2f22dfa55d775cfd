internal import CLuaBridge

extension LuaState {
    /// What ran how often when the profiler looked, most often first.
    public struct Profile {
        /// By line, `source:line`.
        public let lines: [(name: String, count: Int)]
        /// By function.
        public let functions: [(name: String, count: Int)]
    }

    /// Starts to look at what the main coroutine runs, every so many instructions; it runs slower meanwhile.
    public func startProfile(every instructions: Int) {
        bridge_profile(stack.pointer, Int32(clamping: instructions))
    }

    /// Stops, and gives what was seen.
    public func takeProfile() -> Profile {
        bridge_profile(stack.pointer, 0)
        bridge_push_profile(stack.pointer)
        defer { stack.pop(2) }
        return Profile(lines: counts(at: -2), functions: counts(at: -1))
    }

    private func counts(at index: Int32) -> [(name: String, count: Int)] {
        guard stack.type(at: index) == .table else { return [] }
        var counts: [(name: String, count: Int)] = []
        stack.forEachEntry(at: index) {
            counts.append((stack.mendedString(at: -2) ?? "", Int(stack.integer(at: -1) ?? 0)))
        }
        return counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}
