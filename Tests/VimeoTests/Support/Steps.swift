import Synchronization

/// Answers given one after the other; the last one for ever.
final class Steps: Sendable {
    private let rest: Mutex<[Reply]>

    init(_ replies: [Reply]) {
        rest = Mutex(replies)
    }

    func next() -> Reply {
        rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}
