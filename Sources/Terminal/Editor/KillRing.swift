/// The texts that were killed, for yanking.
struct KillRing {
    private var entries: [String] = []
    /// How far yank-pop has gone back.
    private var depth = 0
    private static let capacity = 60

    /// The text that yank inserts.
    var current: String? {
        entries.isEmpty ? nil : entries[entries.count - 1 - depth]
    }

    /// Adds a killed text; one that follows another kill joins it, on the side where it stood.
    mutating func add(_ text: String, isForward: Bool, joinsLast: Bool) {
        depth = 0
        guard joinsLast, let last = entries.popLast() else {
            entries.append(text)
            if entries.count > KillRing.capacity { entries.removeFirst() }
            return
        }
        entries.append(isForward ? last + text : text + last)
    }

    /// Goes back to the kill before the current one, round and round.
    mutating func rotate() {
        depth = entries.isEmpty ? 0 : (depth + 1) % entries.count
    }
}
