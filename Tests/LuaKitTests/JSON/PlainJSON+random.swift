extension PlainJSON {
    /// Any value at all: every plane of Unicode, integers of every length, floats by random bits, deep nesting.
    static func random(_ random: inout SeededGenerator, depth: Int = 0) -> PlainJSON {
        switch Int.random(in: 0..<(depth < 6 ? 14 : 9), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2, 3:
            let shift = Int64.random(in: 0...63, using: &random)
            return .integer(Int64(bitPattern: random.next()) >> shift)
        case 4:
            let bits = random.next()
            return Double(bitPattern: bits).isFinite ? .float(bits) : .float(0)
        case 5: return .float((Double(Int64.random(in: -9999...9999, using: &random)) / 100).bitPattern)
        case 6, 7, 8: return .string(text(&random))
        case 9, 10:
            return .array((0..<Int.random(in: 0...6, using: &random)).map { _ in .random(&random, depth: depth + 1) })
        case 11: return chain(&random, depth: depth)
        default:
            var fields: [[UInt8]: PlainJSON] = [:]
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let key = Bool.random(using: &random) ? Array("name\(random.next() % 9)".utf8) : text(&random)
                fields[key] = .random(&random, depth: depth + 1)
            }
            return .object(fields)
        }
    }

    /// Many containers with nothing beside each other.
    private static func chain(_ random: inout SeededGenerator, depth: Int) -> PlainJSON {
        var value = Self.random(&random, depth: 9)
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            value = Bool.random(using: &random) ? .array([value]) : .object([Array("k".utf8): value])
        }
        return value
    }

    private static func text(_ random: inout SeededGenerator) -> [UInt8] {
        let limits: [UInt32] = [0x20, 0x7F, 0x7F, 0x7F, 0x800, 0x3000, 0xFFFF, 0x10FFFF]
        var text = ""
        for _ in 0..<Int.random(in: 0...[3, 12, 50].randomElement(using: &random)!, using: &random) {
            let value = UInt32.random(in: 0...limits.randomElement(using: &random)!, using: &random)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        return Array(text.utf8)
    }
}
