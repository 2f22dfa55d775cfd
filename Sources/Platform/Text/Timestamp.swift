/// Reads the forms of a point in time that occur in headers, as seconds since 1970.
package enum Timestamp {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// A whole number of seconds, or ISO 8601 with a zone (`2017-08-08T22:20:21+00:00`).
    package static func epoch(_ text: String) -> Int? {
        if let seconds = wholeNumber(text[...]) { return seconds }
        let halves = text.split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false).map { wholeNumber($0) }
        let clock = halves[1].prefix { $0.isNumber || $0 == ":" || $0 == "." }
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2],
            let offset = zone(halves[1][clock.endIndex...]),
            let start = seconds(year: year, month: month, day: day, clock: clock.prefix { $0 != "." })
        else { return nil }
        return start - offset
    }

    /// An HTTP date in any of the three forms of RFC 9110, 5.6.7.
    package static func httpDate(_ text: String) -> Int? {
        var words = text.split { " ,-".contains($0) }
        if let last = words.last, last == "GMT" || last == "UTC" { words.removeLast() }
        guard words.count == 5 else { return nil }
        if let day = wholeNumber(words[1]) {
            guard let month = month(words[2]), var year = wholeNumber(words[3]) else { return nil }
            // Two digits come from RFC 850 dates; they mean the years around now.
            if words[3].count == 2 { year += year < 70 ? 2000 : 1900 }
            return seconds(year: year, month: month, day: day, clock: words[4])
        }
        guard let month = month(words[1]), let day = wholeNumber(words[2]), let year = wholeNumber(words[4]) else {
            return nil
        }
        return seconds(year: year, month: month, day: day, clock: words[3])
    }

    private static func wholeNumber(_ text: Substring) -> Int? {
        text.utf8.count <= 18 && text.utf8.allSatisfy(\.isASCIIDigit) ? Int(text) : nil
    }

    private static func month(_ name: Substring) -> Int? {
        months.firstIndex(of: name.lowercased()).map { $0 + 1 }
    }

    private static func zone(_ text: Substring) -> Int? {
        if text.isEmpty || text == "Z" { return 0 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 4, let number = wholeNumber(digits[...]), number / 100 < 24, number % 100 < 60 else {
            return nil
        }
        return (number / 100 * 3600 + number % 100 * 60) * (sign == "-" ? -1 : 1)
    }

    private static func seconds(year: Int, month: Int, day: Int, clock: Substring) -> Int? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { wholeNumber($0) }
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2], 1...12 ~= month,
            1...31 ~= day, 1...9999 ~= year, hour < 24, minute < 60, second <= 60
        else { return nil }
        var date = tm()
        date.tm_year = Int32(year - 1900)
        date.tm_mon = Int32(month - 1)
        date.tm_mday = Int32(day)
        let start = timegm(&date)
        // It makes the 2nd of March of a 30th of February.
        guard date.tm_mday == Int32(day), date.tm_mon == Int32(month - 1) else { return nil }
        return start + hour * 3600 + minute * 60 + second
    }
}
