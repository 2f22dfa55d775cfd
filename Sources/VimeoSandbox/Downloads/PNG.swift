import Platform

/// An image in two colours (W3C PNG specification), small at any size: a believable picture for a link to lead to.
enum PNG {
    /// Diagonal stripes whose width and colours the seed decides.
    static func stripes(width: Int, height: Int, seed: UInt64) -> [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // One bit for each pixel, which names one of the colours.
        bytes += chunk("IHDR", big(UInt32(width)) + big(UInt32(height)) + [1, 3, 0, 0, 0])
        let dark = [UInt8(seed >> 8 & 0x7F), UInt8(seed >> 16 & 0x7F), UInt8(seed >> 24 & 0x7F)]
        bytes += chunk("PLTE", dark + dark.map { $0 + 0x60 })
        bytes += chunk("IDAT", stored(rows(width: width, height: height, step: 16 + Int(seed % 48))))
        return bytes + chunk("IEND", [])
    }

    private static func rows(width: Int, height: Int, step: Int) -> [UInt8] {
        var rows: [UInt8] = []
        let length = (width + 7) / 8
        rows.reserveCapacity((length + 1) * height)
        for y in 0..<height {
            // The row is not filtered.
            rows.append(0)
            for byte in 0..<length {
                var bits: UInt8 = 0
                for bit in 0..<8 where ((byte * 8 + bit + y) / step).isMultiple(of: 2) {
                    bits |= 0x80 >> bit
                }
                rows.append(bits)
            }
        }
        return rows
    }

    /// The bytes as a zlib stream that compresses nothing (RFC 1950, RFC 1951 section 3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 0xFFFF, bytes.count)
            let count = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            for part in [count, ~count] {
                stream += [UInt8(part & 0xFF), UInt8(part >> 8)]
            }
            stream += bytes[start..<end]
            start = end
        } while start < bytes.count
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return stream + big(high << 16 | low)
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(type.utf8) + data
        return big(UInt32(data.count)) + named + big(checksum(named))
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
