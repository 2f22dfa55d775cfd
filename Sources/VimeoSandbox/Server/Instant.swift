import FoundationEssentials
import Platform

/// A moment in milliseconds since 1970-01-01T00:00:00Z, with the two ways Vimeo writes it.
struct Instant: Comparable, Sendable {
    var milliseconds: Int64

    /// The machine's time.
    static var machine: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

    static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    static func + (instant: Instant, duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(milliseconds: instant.milliseconds + seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    }

    /// Whole seconds since 1970, rounded down.
    var seconds: Int64 { milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000 }

    /// The form of the JSON fields: `2024-01-03T12:12:58+00:00`.
    var iso8601: String {
        let date = date
        return "\(date.tm_year + 1900)-\(two(date.tm_mon + 1))-\(two(date.tm_mday))T\(time(date))+00:00"
    }

    /// The form of the headers (RFC 9110 section 5.6.7): `Wed, 03 Jan 2024 12:12:58 GMT`.
    var httpDate: String {
        let date = date
        let (weekday, month) = (Self.weekdays[Int(date.tm_wday)], Self.months[Int(date.tm_mon)])
        return "\(weekday), \(two(date.tm_mday)) \(month) \(date.tm_year + 1900) \(time(date)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// In UTC.
    private var date: tm {
        var (seconds, date) = (time_t(seconds), tm())
        gmtime_r(&seconds, &date)
        return date
    }

    private func time(_ date: tm) -> String { "\(two(date.tm_hour)):\(two(date.tm_min)):\(two(date.tm_sec))" }

    private func two(_ number: Int32) -> String { String(number, digits: 2) }
}
