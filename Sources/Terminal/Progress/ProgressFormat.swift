/// Sizes (in KiB, MiB, GiB), speeds and durations as people read them.
package enum ProgressFormat {
    private static let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

    static let unknownTime = "--:--"

    /// `512 B`, `3.0 GiB`.
    package static func bytes(_ count: Int64) -> String {
        let count = max(0, count)
        let unit = unit(of: count)
        return unit == 0 ? "\(count) B" : "\(tenths(count, unit, .toNearestOrAwayFromZero)) \(units[unit])"
    }

    /// `1.9/3.0 GiB`; the first number equals the second only at the end.
    static func bytes(_ count: Int64, of total: Int64) -> String {
        let unit = unit(of: max(0, total))
        let count = max(0, count)
        if count == total { return part(bytes(total)) + "/" + bytes(total) }
        let done = unit == 0 ? "\(count)" : tenths(count, unit, .down)
        return "\(done)/\(bytes(total))"
    }

    /// `12/41`, or `12`.
    static func items(_ count: Int64, of total: Int64?) -> String {
        total.map { "\(count)/\($0)" } ?? "\(count)"
    }

    /// `24.1 MiB/s`; of items `120/s`, `3.4/s` or `12/min`.
    static func speed(_ perSecond: Double, of unit: ProgressTransfer.Unit = .bytes) -> String {
        guard unit == .items else { return bytes(whole(perSecond)) + "/s" }
        if perSecond < 1 { return "\(whole(perSecond * 60))/min" }
        if perSecond >= 9.95 { return "\(whole(perSecond))/s" }
        let tenths = whole(perSecond * 10)
        return "\(tenths / 10).\(tenths % 10)/s"
    }

    /// The remaining time: `00:47`, `1:02:03`, `12 d`; dashes if it is years.
    static func timeLeft(_ seconds: Double) -> String {
        guard seconds < 1000 * 86400 else { return unknownTime }
        let text = clock(max(0, whole(seconds.rounded(.up))))
        return text.utf8.count == 4 ? "0" + text : text
    }

    /// The elapsed time: `0.4 s`, `2:05`, `1:02:03`.
    static func elapsed(_ seconds: Double) -> String {
        guard seconds >= 59.95 else {
            let tenths = max(0, whole(seconds * 10))
            return "\(tenths / 10).\(tenths % 10) s"
        }
        return clock(whole(seconds))
    }

    /// `63%`; 100 only at the end.
    static func percent(_ fraction: Double) -> String {
        // 0.29 is slightly less than 29 hundredths in binary.
        "\(Int(min(1, max(0, fraction)) * 100 + 1e-9))%"
    }

    /// Seconds to wait, counted down: `12 s`, `2:05`.
    static func countdown(_ seconds: Double) -> String {
        let left = max(0, whole(seconds.rounded(.up)))
        return left < 60 ? "\(left) s" : clock(left)
    }

    /// The nearest whole number, whatever the number is.
    static func whole(_ number: Double) -> Int64 {
        guard number.isFinite else { return number > 0 ? .max : 0 }
        return Int64(exactly: number.rounded()) ?? (number > 0 ? .max : .min)
    }

    private static func clock(_ seconds: Int64) -> String {
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        if hours >= 100 { return "\(hours / 24) d" }
        return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" : "\(minutes):\(twoDigits(rest))"
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The unit in which the number has at most four digits before the point.
    private static func unit(of count: Int64) -> Int {
        var unit = 0
        // From here on it is 1024.0 when rounded.
        while unit < units.count - 1, Double(count) >= 1023.95 * size(of: unit), unit > 0 || count >= 1024 { unit += 1 }
        return unit
    }

    private static func size(of unit: Int) -> Double { Double(Int64(1) << (10 * Int64(unit))) }

    private static func tenths(_ count: Int64, _ unit: Int, _ rule: FloatingPointRoundingRule) -> String {
        let tenths = Int64((Double(count) / size(of: unit) * 10).rounded(rule))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func part(_ text: String) -> Substring { text.prefix { $0 != " " } }
}
