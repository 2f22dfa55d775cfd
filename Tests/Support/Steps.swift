import Synchronization

/// Answers given one after the other; the last one for ever.
package final class Steps: Sendable {
    private let rest: Mutex<[Reply]>

    package init(_ replies: [Reply]) {
        rest = Mutex(replies)
    }

    package func next() -> Reply {
        rest.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
}
