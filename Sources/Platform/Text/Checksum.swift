/// A fast hash of 64 bits that notices any accidental change; no protection against somebody who wants to collide.
///
/// In the manner of FNV-1a, on words instead of bytes; every step can be undone, so no difference ever gets lost.
package struct Checksum: Sendable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    package mutating func add(_ word: UInt64) {
        state = (state ^ word) &* 0x0000_0100_0000_01B3
        state ^= state >> 29
    }

    /// Adds bytes and their number.
    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset + 8 <= bytes.count {
            add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        var rest: UInt64 = 0
        for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
        add(rest)
        add(UInt64(bytes.count))
    }

    package mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    package mutating func add(_ text: String) {
        add(Array(text.utf8))
    }

    /// 16 digits.
    package var text: String {
        // FNV's multiplication moves differences upwards only; these steps bring them down again.
        var mixed = state
        for _ in 0..<2 {
            mixed ^= mixed >> 32
            mixed = mixed &* 0xD6E8_FEB8_6659_FD93
        }
        mixed ^= mixed >> 32
        return String(hex: mixed)
    }
}
