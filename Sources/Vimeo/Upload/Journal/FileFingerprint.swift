import NIOCore
import Platform

/// Which bytes of a file stand for all of them: its first and last MiB and pieces of 64 KiB in between.
///
/// Other edits in place show in the modification time.
enum FileFingerprint {
    private static let end: Int64 = 1024 * 1024
    private static let piece: Int64 = 64 * 1024
    private static let pieces: Int64 = 16

    static func parts(of size: Int64) -> [Range<Int64>] {
        guard size > 2 * end + pieces * piece else { return [0..<size] }
        let between = size - 2 * end
        let inner = (0..<pieces).map { number in
            // In the middle of each of the equal stretches; divided first, for a product could overflow.
            let start = end + between / pieces * number + (between / pieces - piece) / 2
            return start..<start + piece
        }
        return [0..<end] + inner + [size - end..<size]
    }

    static func checksum(_ file: SourceFile) async throws(VimeoError) -> String {
        var checksum = Checksum()
        checksum.add(UInt64(bitPattern: file.size))
        for part in parts(of: file.size) {
            for start in stride(from: part.lowerBound, to: part.upperBound, by: FilePieces.size) {
                let count = min(part.upperBound - start, Int64(FilePieces.size))
                try await file.bytes(count, at: start).withUnsafeReadableBytes { checksum.add($0) }
            }
        }
        return checksum.text
    }
}
