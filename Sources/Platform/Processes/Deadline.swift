/// A moment on the clock that never goes back.
package struct Deadline: Comparable, Sendable {
    private let nanoseconds: Int64

    package static var now: Deadline { Deadline(nanoseconds: nanoseconds(of: CLOCK_MONOTONIC)) }

    /// Seconds on that clock, for differences.
    package static var uptime: Double { Double(nanoseconds(of: CLOCK_MONOTONIC)) / 1e9 }

    /// Seconds of processor time that the process has used.
    package static var processorTime: Double { Double(nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)) / 1e9 }

    private init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// So many seconds from now; what is beyond the clock's range is its end.
    package init(after seconds: Double) {
        let wait = Int64(exactly: (seconds * 1e9).rounded(.up)) ?? .max
        let (sum, overflow) = Deadline.now.nanoseconds.addingReportingOverflow(wait)
        nanoseconds = overflow ? .max : sum
    }

    /// Milliseconds from now, rounded up, at least 0.
    package var milliseconds: Int32 {
        let left = nanoseconds - Deadline.now.nanoseconds
        return left <= 0 ? 0 : Int32(clamping: (left - 1) / 1_000_000 + 1)
    }

    package static func < (left: Deadline, right: Deadline) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    private static func nanoseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
