internal import HeapModule
internal import Platform

struct Timers {
    private struct Timer: Comparable {
        let deadline: Deadline
        let ticket: TaskTree.ID

        static func < (left: Timer, right: Timer) -> Bool {
            // Of two for the same moment the first one created comes first.
            (left.deadline, left.ticket.number) < (right.deadline, right.ticket.number)
        }
    }

    private var heap = Heap<Timer>()
    /// About how many are of waits that have ended.
    private var staleCount = 0

    var count: Int { heap.count }
    var next: Deadline? { heap.min?.deadline }

    mutating func insert(_ ticket: TaskTree.ID, _ deadline: Deadline) {
        heap.insert(Timer(deadline: deadline, ticket: ticket))
    }

    /// The next one whose time has come.
    mutating func takeDue() -> TaskTree.ID? {
        guard let timer = heap.min, timer.deadline <= .now else { return nil }
        heap.removeMin()
        return timer.ticket
    }

    /// The wait of one has ended early; once most are like that, those are forgotten.
    mutating func noteStale(unless isOpen: (TaskTree.ID) -> Bool) {
        staleCount += 1
        guard staleCount > 32, staleCount * 2 > heap.count else { return }
        heap = Heap(heap.unordered.filter { isOpen($0.ticket) })
        staleCount = 0
    }
}
