extension Wording {
    /// `1 byte`, `999 bytes`, `1.5 MB`: in powers of ten, as Vimeo's own pages count.
    static func bytes(_ count: Int64) -> String {
        guard count >= 1000 else { return count == 1 ? "1 byte" : "\(count) bytes" }
        var unit: Int64 = 1000
        var names = ["kB", "MB", "GB", "TB", "PB", "EB"][...]
        while names.count > 1, count / unit >= 1000 {
            unit *= 1000
            names.removeFirst()
        }
        let whole = count / unit
        let tenth = count % unit / (unit / 10)
        return whole < 100 ? "\(whole).\(tenth) \(names[names.startIndex])" : "\(whole) \(names[names.startIndex])"
    }
}
