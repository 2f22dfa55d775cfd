/// Numbers that look random but are the same for the same seed (SplitMix64).
struct Dice: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The dice of one throw among many.
    init(seed: UInt64, _ rule: Int, _ number: Int) {
        self.init(seed: seed &+ UInt64(truncatingIfNeeded: rule) &* 0xD1B5_4A32_D192_ED03)
        self.init(seed: next() &+ UInt64(truncatingIfNeeded: number))
    }

    /// From 0 up to 1, without 1.
    mutating func roll() -> Double {
        Double(next() >> 11) / Double(1 << 53 as UInt64)
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
