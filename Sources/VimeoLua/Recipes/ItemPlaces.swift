internal import LuaKit

/// How many items of a run are planned or changed at the same time; the others wait in line.
///
/// It belongs to the thread of the run.
final class ItemPlaces {
    private var free: Int
    private var line: [@Sendable (Result<Void, any Error>) -> Void] = []

    init(_ count: Int) { free = count }

    /// Waits for a place.
    func enter() -> LuaReply {
        guard free == 0 else {
            free -= 1
            return .results(0)
        }
        return .wait(LuaWait(callback: { self.line.append($0) }) { (_: Void, _) in 0 })
    }

    /// Gives a place to the first in line.
    func leave() {
        if line.isEmpty { free += 1 } else { line.removeFirst()(.success(())) }
    }
}
