/// When a file was last modified.
struct FileTime: Sendable, Equatable, Codable {
    var seconds: Int
    var nanoseconds: Int
}
