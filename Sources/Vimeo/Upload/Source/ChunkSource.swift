import NIOCore
import Synchronization

/// Bytes that are generated while they are sent, once; what is not confirmed is kept, to be sent again.
final class ChunkSource: ByteSource {
    /// 8 MiB: more is kept only where the limit of 1024 requests forces larger ones.
    static let held: Int64 = 8 * 1024 * 1024

    let name: String
    let size: Int64
    private let next: @Sendable () async throws -> [UInt8]?
    private let state = Mutex(State())

    private struct State {
        var bytes = ByteBuffer()
        /// Where the first of the bytes belongs.
        var start: Int64 = 0
        var isAtEnd = false

        var end: Int64 { start + Int64(bytes.readableBytes) }
    }

    /// A size below 1 is a usage error.
    init(size: Int64, name: String, next: @escaping @Sendable () async throws -> [UInt8]?) throws(VimeoError) {
        guard size > 0 else { throw Self.empty(name) }
        self.size = size
        self.name = name
        self.next = next
    }

    var window: Int64? { Self.held }

    /// Everything is generated before it is sent: however long that takes, no request waits for it.
    func prepare(_ part: Range<Int64>) async throws(VimeoError) {
        let isHeld = state.withLock { state in
            guard part.lowerBound >= state.start else { return false }
            let done = min(Int(part.lowerBound - state.start), state.bytes.readableBytes)
            state.bytes.moveReaderIndex(forwardBy: done)
            state.bytes.discardReadBytes()
            state.start += Int64(done)
            return true
        }
        guard isHeld else {
            throw problem(.lost, "the server lost bytes that it had confirmed, and they cannot be generated again")
        }
        // Look beyond the last byte before it is sent: a source that is too long must not become a video.
        while state.withLock({ !$0.isAtEnd && ($0.end < part.upperBound || part.upperBound == size) }) {
            let more = try await nextPiece()
            let end = state.withLock { state in
                if let more { state.bytes.writeBytes(more) } else { state.isAtEnd = true }
                return state.end
            }
            guard end <= size else { throw wrongSize("has more than its declared \(size) bytes") }
        }
        let end = state.withLock { $0.end }
        guard end >= part.upperBound else { throw wrongSize("ended after \(end) of its declared \(size) bytes") }
    }

    func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer {
        guard let read = readHeld(count, at: offset) else { throw problem(.lost, "no longer holds these bytes") }
        return read
    }

    func readHeld(_ count: Int, at offset: Int64) -> ByteBuffer? {
        state.withLock { state in
            state.bytes.getSlice(at: state.bytes.readerIndex + Int(offset - state.start), length: count)
        }
    }

    private func nextPiece() async throws(VimeoError) -> [UInt8]? {
        guard !Task.isCancelled else { throw TransportErrors.cancelled }
        do {
            return try await next()
        } catch let error as VimeoError {
            throw error
        } catch is CancellationError {
            throw TransportErrors.cancelled
        } catch {
            throw problem(.source, "failed: \(PlainText.oneLine(String(describing: error)))")
        }
    }

    private func wrongSize(_ text: String) -> VimeoError {
        problem(.size, text, hint: "declare the size that it really has")
    }

    private func problem(
        _ code: VimeoError.Code,
        _ text: String,
        hint: String = "send it again from the start"
    ) -> VimeoError {
        VimeoError(.upload, code: code, "\(PlainText.oneLine(name)): the source \(text)", hint: hint)
    }

    static func empty(_ name: String) -> VimeoError {
        VimeoError(
            .usage,
            code: .empty,
            "\(PlainText.oneLine(name)) is empty",
            hint: "Vimeo does not accept empty files"
        )
    }
}
