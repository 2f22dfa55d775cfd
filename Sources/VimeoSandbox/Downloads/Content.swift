import NIOCore

/// Where the bytes of a file come from.
enum Content: Sendable, Equatable {
    /// What was sent to that upload.
    case stored(upload: String)
    /// Made up, but the same each time: the films of the account exist in name only.
    case sample(seed: UInt64)

    /// Bytes of a sample: a header by which programs take it for MP4, then noise.
    static func sample(_ seed: UInt64, _ range: Range<Int64>) -> ByteBuffer {
        var bytes = ByteBuffer()
        bytes.reserveCapacity(Int(range.upperBound - range.lowerBound))
        for place in range {
            bytes.writeInteger(place < header.count ? header[Int(place)] : noise(seed, place))
        }
        return bytes
    }

    private static let header: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 2, 0]

    /// Differs from place to place and from sample to sample, so that a wrong offset shows.
    private static func noise(_ seed: UInt64, _ place: Int64) -> UInt8 {
        var state = (seed ^ UInt64(bitPattern: place)) &* 0x9E37_79B9_7F4A_7C15
        state = (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
        return UInt8(truncatingIfNeeded: state >> 32)
    }
}
