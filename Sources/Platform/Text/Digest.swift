/// The algorithms of ``Digest``.
package enum DigestAlgorithm: Sendable {
    /// FIPS 180-4.
    case sha256
    /// RFC 1321. Two files with the same one can be made on purpose.
    case md5
}

/// A digest of bytes that come in pieces.
package struct Digest: Sendable {
    private static let blockSize = 64

    private let algorithm: DigestAlgorithm
    private var state: [UInt32]
    /// The beginning of the next block.
    private var rest: [UInt8] = []
    private var count: UInt64 = 0

    package init(_ algorithm: DigestAlgorithm) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .sha256:
                [
                    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
                    0x5BE0_CD19,
                ]
            case .md5: [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
            }
    }

    package mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        count &+= UInt64(bytes.count)
        var offset = 0
        if !rest.isEmpty {
            offset = min(Self.blockSize - rest.count, bytes.count)
            rest += bytes[..<offset]
            guard rest.count == Self.blockSize else { return }
            let block = rest
            rest = []
            block.withUnsafeBytes { take($0) }
        }
        while bytes.count - offset >= Self.blockSize {
            take(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + Self.blockSize)]))
            offset += Self.blockSize
        }
        rest += bytes[offset...]
    }

    /// The digest of what was added so far, in hexadecimal digits.
    package var text: String {
        var copy = self
        let bits = count &* 8
        // A one bit, zeros, and the number of bits fill whole blocks.
        copy.add([0x80] + [UInt8](repeating: 0, count: (119 - rest.count % Self.blockSize) % Self.blockSize))
        copy.add((0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * (algorithm == .md5 ? $0 : 7 - $0))) })
        return copy.state.map { String(algorithm == .md5 ? $0.byteSwapped : $0, digits: 8, radix: 16) }.joined()
    }

    private mutating func take(_ block: UnsafeRawBufferPointer) {
        switch algorithm {
        case .sha256: takeSHA256(block)
        case .md5: takeMD5(block)
        }
    }

    private mutating func takeSHA256(_ block: UnsafeRawBufferPointer) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
            for index in 0..<16 {
                words[index] = UInt32(
                    bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                )
            }
            for index in 16..<64 {
                let (old, new) = (words[index - 15], words[index - 2])
                let one = old.rotated(right: 7) ^ old.rotated(right: 18) ^ (old >> 3)
                let two = new.rotated(right: 17) ^ new.rotated(right: 19) ^ (new >> 10)
                words[index] = words[index - 16] &+ one &+ words[index - 7] &+ two
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for index in 0..<64 {
                let mixed = e.rotated(right: 6) ^ e.rotated(right: 11) ^ e.rotated(right: 25)
                let one = h &+ mixed &+ ((e & f) ^ (~e & g)) &+ Self.sha256Constants[index] &+ words[index]
                let spread = a.rotated(right: 2) ^ a.rotated(right: 13) ^ a.rotated(right: 22)
                let two = spread &+ ((a & b) ^ (a & c) ^ (b & c))
                (h, g, f, e, d, c, b, a) = (g, f, e, d &+ one, c, b, a, one &+ two)
            }
            state[0] &+= a
            state[1] &+= b
            state[2] &+= c
            state[3] &+= d
            state[4] &+= e
            state[5] &+= f
            state[6] &+= g
            state[7] &+= h
        }
    }

    private mutating func takeMD5(_ block: UnsafeRawBufferPointer) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        for index in 0..<64 {
            let (mixed, place): (UInt32, Int) =
                switch index / 16 {
                case 0: ((b & c) | (~b & d), index)
                case 1: ((d & b) | (~d & c), (5 * index + 1) % 16)
                case 2: (b ^ c ^ d, (3 * index + 5) % 16)
                default: (c ^ (b | ~d), 7 * index % 16)
                }
            let word = UInt32(littleEndian: block.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self))
            let sum = a &+ mixed &+ Self.md5Constants[index] &+ word
            let turn = Self.md5Turns[index / 16 * 4 + index % 4]
            (a, d, c, b) = (d, c, b, b &+ sum.rotated(right: 32 - turn))
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
    }

    private static let md5Turns: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

    /// The whole part of 2^32 times the absolute value of sin(1), sin(2) and so on.
    private static let md5Constants: [UInt32] = (1...64).map { UInt32(abs(sin(Double($0))) * 0x1p32) }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let sha256Constants: [UInt32] = [
        0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
        0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
        0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
        0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
        0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
        0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
        0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
        0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
    ]
}

extension UInt32 {
    fileprivate func rotated(right count: UInt32) -> UInt32 {
        self &>> count | self &<< (32 &- count)
    }
}
