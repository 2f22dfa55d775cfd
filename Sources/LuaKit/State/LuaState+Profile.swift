internal import CLuaBridge

extension LuaState {
    /// What ran how often when the profiler looked, most often first.
    package struct Profile {
        /// By line, `source:line`.
        package let lines: [(name: String, count: Int)]
        /// By function.
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
