import NIOHTTP1

/// One rule of a plan: which requests, what goes wrong, how often.
struct FaultRule: Sendable, Equatable {
    enum Chance: Sendable, Equatable {
        /// Each request, with that probability.
        case share(Double)
        /// The request of that number only, from 1.
        case number(Int)
    }

    let origin: RecordedRequest.Origin
    /// The requests of that method only; nil is all.
    let method: String?
    /// What goes wrong; dice decide where a connection drops `anywhere`, and how short an answer falls.
    let what: Fault
    var chance = Chance.share(1)

    /// Whether the rule is about such a request: one that does not fit is neither hit nor counted.
    func fits(_ method: HTTPMethod) -> Bool {
        guard self.method.map({ $0 == method.rawValue }) ?? true else { return false }
        return switch what {
        case .short: method == .PATCH
        case .ahead, .garbage, .lost: method == .PATCH || method == .HEAD
        default: true
        }
    }

    /// What happens to the request that fits as the `number`th, if anything.
    func fault(number: Int, method: HTTPMethod, _ dice: inout Dice) -> Fault? {
        switch chance {
        case .share(let share): guard dice.roll() < share else { return nil }
        case .number(let wanted): guard number == wanted else { return nil }
        }
        switch what {
        case .drop(.anywhere): return .drop([.start, .share(dice.roll()), .end][Int(dice.roll() * 3)])
        case .status(let status, _):
            // As a proxy does whose server died while it was sent something.
            let isLate = origin == .upload && status >= 500 && method != .HEAD && dice.roll() < 0.5
            return .status(status, isLate ? .share(dice.roll()) : .start)
        case .short: return .short(dice.roll())
        default: return what
        }
    }
}

/// Numbers that look random but are the same for the same seed (SplitMix64).
struct Dice: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The numbers for one request that fits one rule.
    init(seed: UInt64, _ rule: Int, _ number: Int) {
        self.init(seed: seed &+ UInt64(truncatingIfNeeded: rule) &* 0xD1B5_4A32_D192_ED03)
        self.init(seed: next() &+ UInt64(truncatingIfNeeded: number))
    }

    /// From 0 up to 1, without 1.
    mutating func roll() -> Double { Double(next() >> 11) / Double(1 << 53 as UInt64) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
