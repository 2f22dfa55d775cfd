#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// A moment on the clock that never goes back.
struct Deadline: Comparable {
    private let nanoseconds: Int64

    static var now: Deadline {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Deadline(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    private init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// So many seconds from now; what is beyond the clock's range is its end.
    init(after seconds: Double) {
        let wait = Int64(exactly: (seconds * 1e9).rounded(.up)) ?? .max
        let (sum, overflow) = Deadline.now.nanoseconds.addingReportingOverflow(wait)
        nanoseconds = overflow ? .max : sum
    }

    /// Milliseconds from now, rounded up, at least 0.
    var milliseconds: Int32 {
        let left = nanoseconds - Deadline.now.nanoseconds
        return left <= 0 ? 0 : Int32(clamping: (left - 1) / 1_000_000 + 1)
    }

    static func < (left: Deadline, right: Deadline) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}
