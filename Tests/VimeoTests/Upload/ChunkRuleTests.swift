import Testing

@testable import Vimeo

@Suite("Chunk size")
struct ChunkRuleTests {
    @Test(
        "The chunk sizes are those of the official clients",
        arguments: [
            (1, 1024, 1), (3, 1024, 3), (3, 1, 3), (1024, 1, 1024), (0, 1024, 1), (-1000, 1024, 1), (1, 1025, 2),
            (20_971_520, 104_857_600_000, 102_400_001), (.max, 1, .max), (.min, .max, .max / 1024 + 1),
        ] as [(Int64, Int64, Int64)]
    )
    func vectors(chunk: Int64, size: Int64, expected: Int64) {
        #expect(UploadOptions.chunkSize(chunk, fileSize: size) == expected)
    }
}
