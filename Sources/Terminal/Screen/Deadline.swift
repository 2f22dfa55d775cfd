/// A point in time up to which something is waited for.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(milliseconds: Int32) {
        end = .now.advanced(by: .milliseconds(milliseconds))
    }

    /// Whole milliseconds until then; nil when it has passed.
    func millisecondsLeft() -> Int32? {
        let left = ContinuousClock.now.duration(to: end)
        return left > .zero ? Int32(left / .milliseconds(1)) + 1 : nil
    }
}
