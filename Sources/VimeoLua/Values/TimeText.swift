internal import Platform

/// Points and spans of time as people write them.
package enum TimeText {
    private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]

    /// Seconds since 1970 of RFC 3339 (`2026-01-31T12:00:00Z`) or of the start of a day in UTC (`2026-01-31`).
    package static func date(_ text: String) -> Int? {
        let isDay = text.utf8.count == 10 && !text.contains("T")
        guard isDay || text.contains("T") else { return nil }
        return Timestamp.epoch(isDay ? "\(text)T00:00:00Z" : text)
    }

    /// A point in time as Vimeo writes it: RFC 3339 in UTC; nil for years that do not have four digits.
    static func text(_ seconds: Int) -> String? {
        var seconds = time_t(seconds)
        var date = tm()
        guard gmtime_r(&seconds, &date) != nil, 1...9999 ~= Int(date.tm_year) + 1900 else { return nil }
        let day = [date.tm_mon + 1, date.tm_mday].map { String($0, digits: 2) }
        let time = [date.tm_hour, date.tm_min, date.tm_sec].map { String($0, digits: 2) }
        return ([String(date.tm_year + 1900, digits: 4)] + day).joined(separator: "-") + "T"
            + time.joined(separator: ":") + "+00:00"
    }

    /// Seconds of a duration such as `90d` or `1h30m`; the units are s, m, h, d and w.
    package static func duration(_ text: String) -> Int? {
        var total = 0
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            guard let unit = units[character], let number = Int(digits) else { return nil }
            let (product, isTooLong) = number.multipliedReportingOverflow(by: unit)
            let (sum, isTooLongInAll) = total.addingReportingOverflow(product)
            guard !isTooLong, !isTooLongInAll else { return nil }
            (total, digits) = (sum, "")
        }
        return digits.isEmpty && !text.isEmpty ? total : nil
    }
}
