import FoundationEssentials
import Testing

@testable import Vimeo

@Suite("Fingerprints of files")
struct FileFingerprintTests {
    private static let mebibyte: Int64 = 1024 * 1024

    @Test(
        "The parts lie in the file, in order, apart, and have both its ends",
        arguments: [
            1, 4096, 3 * mebibyte - 1, 3 * mebibyte, 3 * mebibyte + 1, 4 * mebibyte + 17, 50_000_000_000, .max,
        ] as [Int64]
    )
    func parts(size: Int64) throws {
        let parts = FileFingerprint.parts(of: size)
        #expect(parts.first?.lowerBound == 0)
        #expect(parts.last?.upperBound == size)
        #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        #expect(parts.allSatisfy { !$0.isEmpty })
        let read = parts.map { $0.upperBound - $0.lowerBound }.reduce(0, +)
        #expect(read == min(size, 3 * Self.mebibyte))
        if size > 3 * Self.mebibyte { #expect(parts.count == 18) }
    }

    @Test("A sparse file of 50 GB is fingerprinted at once, and a byte at either end changes it")
    func sparse() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("film.mp4", [1])
        let handle = try #require(SparseFile(path))
        handle.resize(50_000_000_000)
        let first = try await FileFingerprint.checksum(SourceFile(path))
        handle.write(2, at: 0)
        let second = try await FileFingerprint.checksum(SourceFile(path))
        handle.write(2, at: 49_999_999_999)
        let third = try await FileFingerprint.checksum(SourceFile(path))
        #expect(Set([first, second, third]).count == 3)
        #expect(try await FileFingerprint.checksum(SourceFile(path)) == third)
    }

    @Test("A file that shrinks while it is fingerprinted is a file error")
    func shrinks() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("film.mp4", pattern(1000))
        let file = try SourceFile(path)
        try Data(pattern(10)).write(to: URL(filePath: path))
        #expect(await failure { _ = try await FileFingerprint.checksum(file) }.code == "changed")
    }
}
