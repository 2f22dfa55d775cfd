/// Small pieces of messages.
enum Wording {
    /// `0.5 s`, `30 s`, `12 min`.
    static func seconds(_ seconds: Double) -> String {
        if seconds >= 600 { return "\(Int((seconds / 60).rounded())) min" }
        if seconds >= 10 || seconds == seconds.rounded() { return "\(Int(seconds.rounded())) s" }
        let tenths = Int((seconds * 10).rounded(.up))
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
