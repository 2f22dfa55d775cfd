import NIOCore

/// Where the bytes of a transfer come from.
protocol ByteSource: Sendable {
    /// What to call it.
    var name: String { get }

    /// All its bytes.
    var size: Int64 { get }

    /// The most bytes that can be sent again after a failure; nil for any number.
    var window: Int64? { get }

    /// Makes a part ready to be read; what comes before it is never needed again.
    func prepare(_ part: Range<Int64>) async throws(VimeoError)

    /// Gives exactly that many bytes of a part that was prepared.
    func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer

    /// Fails if what was sent may not be what it was meant to be.
    func checkUnchanged() throws(VimeoError)
}

extension ByteSource {
    var window: Int64? { nil }
    func prepare(_ part: Range<Int64>) async throws(VimeoError) {}
    func checkUnchanged() throws(VimeoError) {}
}
