internal import LuaKit
internal import Synchronization

/// What happens to a count of items that is shown as progress.
public enum CountEvent: Equatable, Sendable {
    /// The count begins at 0; `total` is nil if it is unknown.
    case began(id: Int, label: String, total: Int?)
    /// So many items are done; `total` may have become known, or changed.
    case moved(id: Int, done: Int, total: Int?)
    /// It is over; `leavesLine` says whether a line about it stays.
    case ended(id: Int, leavesLine: Bool)
}

/// A count of items that is shown as progress until it is closed or dropped.
///
/// It belongs to the thread of its state.
final class ItemCount: LuaObject {
    static let luaName = "progress"
    static let luaMethods: [String: @Sendable (ItemCount, LuaStack) throws -> LuaReply] = [
        "add": { count, stack in
            guard !stack.isNoneOrNil(2) else {
                count.add(1)
                return .results(0)
            }
            guard let number = stack.integer(at: 2), number >= 0 else {
                throw LuaError.argument(2, "a whole number of at least 0 expected")
            }
            count.add(Int(clamping: number))
            return .results(0)
        },
        "close": { count, _ in
            count.end()
            return .results(0)
        },
    ]
    static let luaProperties: [String: @Sendable (ItemCount, LuaStack) -> Void] = [
        "done": { count, stack in stack.push(Int64(count.done)) }
    ]

    private static let lastID = Atomic<Int>(0)

    private let id = ItemCount.lastID.add(1, ordering: .relaxed).newValue
    private let leavesLine: Bool
    private let report: @Sendable (CountEvent) -> Void
    private var done = 0
    private var isOver = false
    /// Nil as long as it is unknown.
    var total: Int?

    init(
        _ label: String,
        total: Int?,
        leavesLine: Bool = true,
        report: @escaping @Sendable (CountEvent) -> Void
    ) {
        (self.total, self.leavesLine, self.report) = (total, leavesLine, report)
        report(.began(id: id, label: label, total: total))
    }

    deinit { end() }

    func add(_ number: Int) {
        let (sum, isTooLarge) = done.addingReportingOverflow(number)
        done = isTooLarge ? .max : sum
        if !isOver { report(.moved(id: id, done: done, total: total)) }
    }

    func end() {
        guard !isOver else { return }
        isOver = true
        report(.ended(id: id, leavesLine: leavesLine))
    }
}
