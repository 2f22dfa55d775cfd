/// Numbers as messages write them.
enum Wording {
    /// `0.5 s`, `30 s`, `12 min`.
    static func seconds(_ seconds: Double) -> String {
        if seconds >= 600 { return "\(Int((seconds / 60).rounded())) min" }
        if seconds >= 10 || seconds == seconds.rounded() { return "\(Int(seconds.rounded())) s" }
        let tenths = Int((seconds * 10).rounded(.up))
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// `1 byte`, `999 bytes`, `1.5 MiB`: in powers of 1024.
    static func bytes(_ count: Int64) -> String {
        guard count >= 1024 else { return count == 1 ? "1 byte" : "\(count) bytes" }
        var unit: Int64 = 1024
        var names = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"][...]
        while names.count > 1, count / unit >= 1024 {
            unit *= 1024
            names.removeFirst()
        }
        let whole = count / unit
        let tenth = min(9, count % unit / (unit / 10))
        return whole < 100 ? "\(whole).\(tenth) \(names[names.startIndex])" : "\(whole) \(names[names.startIndex])"
    }
}
