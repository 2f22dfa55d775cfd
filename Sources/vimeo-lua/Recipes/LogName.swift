internal import Platform

/// The time in the name of a log: `20260131-120000`.
enum LogName {
    static var now: String {
        var seconds = time(nil)
        var date = tm()
        gmtime_r(&seconds, &date)
        let day = String(date.tm_year + 1900) + [date.tm_mon + 1, date.tm_mday].map(two).joined()
        return "\(day)-\([date.tm_hour, date.tm_min, date.tm_sec].map(two).joined())"
    }

    private static func two(_ number: Int32) -> String { String(number, digits: 2) }
}
