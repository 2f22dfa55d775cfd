/// Bytes that grow at their end: the text a writer makes, or a string put together from escapes.
struct JSONOutput: ~Copyable {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The number of bytes in use; setting it lower drops the end.
    var count = 0

    init(capacity: Int = 0) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    /// Makes room for `extra` bytes more.
    @inline(__always)
    mutating func reserve(_ extra: Int) {
        if capacity &- count < extra { grow(extra) }
    }

    @inline(never)
    private mutating func grow(_ extra: Int) {
        capacity = max(capacity * 2, count + extra, 64)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        (base + count).update(from: start, count: length)
        count &+= length
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        append(text.utf8Start, text.utf8CodeUnitCount)
    }

    /// Appends the UTF-8 of a Unicode scalar value.
    mutating func append(scalar: UInt32) {
        // Surrogates have been refused before.
        guard let bytes = Unicode.Scalar(scalar).flatMap(UTF8.encode) else { return }
        for byte in bytes { append(byte) }
    }
}

/// Facts about the bytes of JSON strings that reader and writer share.
enum JSONText {
    /// Eight bytes at once: a set high bit, of the first one at least, for each byte that ends a plain run of text.
    ///
    /// Such bytes are the quote, the backslash, control characters and everything above ASCII. A borrow can set bits
    /// above a true hit, never below it, so the lowest set bit is always right. The word must be little-endian.
    @inline(__always)
    static func specials(_ word: UInt64) -> UInt64 {
        // Flipping bit 1 turns the quote (0x22) into 0x20 and leaves control characters below it: one comparison.
        let low = word ^ 0x0202_0202_0202_0202
        let quoteOrControl = (low &- 0x2121_2121_2121_2121) & ~low
        let slash = word ^ 0x5c5c_5c5c_5c5c_5c5c
        let backslash = (slash &- 0x0101_0101_0101_0101) & ~slash
        return (quoteOrControl | backslash | word) & 0x8080_8080_8080_8080
    }

    /// The same question for one byte.
    @inline(__always)
    static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte >= 0x80
    }

    /// Eight bytes in the order of memory, the first in the lowest bits.
    @inline(__always)
    static func word(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// The same of four bytes.
    @inline(__always)
    static func half(_ pointer: UnsafePointer<UInt8>) -> UInt32 {
        UInt32(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt32.self))
    }

    /// The length of the well-formed UTF-8 sequence of two to four bytes at `pointer`, or 0 (RFC 3629, section 4).
    ///
    /// Overlong forms, surrogates and values above U+10FFFF are not well-formed.
    static func sequenceLength(_ pointer: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
        let first = pointer[0]
        let left = end - pointer
        let second: ClosedRange<UInt8>
        switch first {
        case 0xC2...0xDF: return left >= 2 && pointer[1] & 0xC0 == 0x80 ? 2 : 0
        case 0xE0: second = 0xA0...0xBF
        case 0xED: second = 0x80...0x9F
        case 0xE1...0xEF: second = 0x80...0xBF
        case 0xF0: second = 0x90...0xBF
        case 0xF1...0xF3: second = 0x80...0xBF
        case 0xF4: second = 0x80...0x8F
        default: return 0
        }
        let length = first < 0xF0 ? 3 : 4
        guard left >= length, second.contains(pointer[1]), pointer[2] & 0xC0 == 0x80 else { return 0 }
        return length == 3 || pointer[3] & 0xC0 == 0x80 ? length : 0
    }
}
