/// A version that is being transcoded, and when it is done.
struct Transcode: Sendable {
    let version: String
    let video: String
    let end: Instant
}
