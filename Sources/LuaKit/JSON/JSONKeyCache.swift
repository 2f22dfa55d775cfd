internal import CLua

/// What a reader remembers of the keys it has met, so that the hundredth object of a page costs less than the first.
///
/// Lua interns a short string by hashing all its bytes and searching a table. Here each key stays on the Lua stack and
/// is pushed again by its slot, and the key that followed it last time is tried first: one comparison finds the end of
/// the key, its value and that it was valid. Slots are counted from 1; slot 0 is that of every key that is not kept.
///
/// A *place* is where a container is: the value of the key in slot s is place s, an element of an array in that
/// place is `elements(s)`. The sizes of containers are remembered per place to create the next table at its final size.
struct JSONKeyCache: ~Copyable {
    /// How many keys fit: a power of two by the length of the text, none for short texts.
    let capacity: Int
    /// The Lua stack index of slot 0; the keys lie above it.
    let stack: Int32
    /// How many slots of the Lua stack they take.
    var slotCount: Int { 2 * capacity }

    private let starts: UnsafeMutablePointer<UnsafePointer<UInt8>?>
    /// The lengths of the keys with their closing quote.
    private let lengths: UnsafeMutablePointer<Int>
    private let numbers: UnsafeMutablePointer<Int32>
    /// Where strings that are values stood last, of which many come again; their Lua strings lie above the keys.
    private let values: UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>

    static let longestKey = 40
    /// Looking up a shorter value takes as long as pushing it.
    static let shortestValue = 8

    init(textLength: Int, stack: Int32) {
        var capacity = 0
        if textLength >= 256 { capacity = 32 }
        while capacity > 0, capacity < 512, capacity * 32 < textLength { capacity *= 2 }
        self.capacity = capacity
        self.stack = stack
        let slots = capacity + 1
        starts = .allocate(capacity: slots)
        starts.initialize(repeating: nil, count: slots)
        lengths = .allocate(capacity: slots)
        lengths.initialize(repeating: 0, count: slots)
        numbers = .allocate(capacity: 5 * slots)
        numbers.initialize(repeating: 0, count: 5 * slots)
        values = .allocate(capacity: slots)
        values.initialize(repeating: UnsafeBufferPointer(start: nil, count: 0), count: slots)
    }

    deinit {
        starts.deallocate()
        lengths.deallocate()
        numbers.deallocate()
        values.deallocate()
    }

    /// The place of the elements of an array at `place`.
    ///
    /// Arrays directly inside arrays share theirs.
    @inline(__always)
    func elements(_ place: Int) -> Int {
        place <= capacity ? place + capacity + 1 : place
    }

    /// Where the key that came after the one in `slot` is noted.
    @inline(__always)
    func follower(ofSlot slot: Int) -> UnsafeMutablePointer<Int32> { numbers + slot }

    /// Where the first key of the objects at `place` is noted.
    @inline(__always)
    func firstKey(atPlace place: Int) -> UnsafeMutablePointer<Int32> { numbers + (capacity + 1 + place) }

    /// Where the number of fields or elements of the last container at `place` is noted.
    @inline(__always)
    func size(atPlace place: Int) -> UnsafeMutablePointer<Int32> { numbers + (3 * (capacity + 1) + place) }

    /// The length with the closing quote if the bytes at `pointer` are the key in `slot`, else 0.
    @inline(__always)
    func match(_ slot: Int, _ pointer: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int {
        let length = lengths[slot]
        guard let start = starts[slot], end - pointer >= length, Self.equal(start, pointer, length) else { return 0 }
        return length
    }

    /// Pushes the key of `length` bytes at `pointer`, a closing quote after it; gives its slot.
    @inline(__always)
    func push(_ lua: OpaquePointer, _ pointer: UnsafePointer<UInt8>, _ length: Int) -> Int {
        guard capacity > 0, length <= Self.longestKey else {
            lua_pushlstring(lua, UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self), length)
            return 0
        }
        var slot = Self.hash(pointer, length) & (capacity - 1)
        for _ in 0..<4 {
            guard let start = starts[slot + 1] else {
                lua_pushlstring(lua, UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self), length)
                lua_copy(lua, -1, stack + Int32(truncatingIfNeeded: slot + 1))
                starts[slot + 1] = pointer
                lengths[slot + 1] = length + 1
                return slot + 1
            }
            if lengths[slot + 1] == length + 1, Self.equal(start, pointer, length) {
                lua_pushvalue(lua, stack + Int32(truncatingIfNeeded: slot + 1))
                return slot + 1
            }
            slot = (slot + 1) & (capacity - 1)
        }
        lua_pushlstring(lua, UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self), length)
        return 0
    }

    /// Pushes the string of `length` bytes at `pointer` that is a value.
    @inline(__always)
    func pushValue(_ lua: OpaquePointer, _ pointer: UnsafePointer<UInt8>, _ length: Int) {
        let isKept = capacity > 0 && length >= Self.shortestValue && length <= Self.longestKey
        let slot = isKept ? Self.hash(pointer, length) & (capacity - 1) : 0
        let place = stack &+ Int32(truncatingIfNeeded: capacity &+ 1 &+ slot)
        if isKept, values[slot].count == length, let start = values[slot].baseAddress,
            Self.equal(start, pointer, length)
        {
            lua_pushvalue(lua, place)
            return
        }
        lua_pushlstring(lua, UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self), length)
        guard isKept else { return }
        lua_copy(lua, -1, place)
        values[slot] = UnsafeBufferPointer(start: pointer, count: length)
    }

    /// Compares `count` bytes, at least one, in words that may overlap.
    @inline(__always)
    private static func equal(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard count >= 8 else {
            for i in 0..<count where a[i] != b[i] { return false }
            return true
        }
        var i = 0
        while i < count &- 8 {
            if JSONText.word(a + i) != JSONText.word(b + i) { return false }
            i &+= 8
        }
        return JSONText.word(a + (count &- 8)) == JSONText.word(b + (count &- 8))
    }

    @inline(__always)
    private static func hash(_ pointer: UnsafePointer<UInt8>, _ length: Int) -> Int {
        var first: UInt64 = 0
        var last: UInt64 = 0
        if length >= 8 {
            first = JSONText.word(pointer)
            last = JSONText.word(pointer + (length &- 8))
        } else {
            for i in 0..<length { first = first << 8 | UInt64(pointer[i]) }
        }
        let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(length)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 40)
    }
}
