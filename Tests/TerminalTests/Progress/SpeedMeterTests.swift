import Testing

@testable import Terminal

/// The speed over the last seconds.
struct SpeedMeterTests {
    @Test("Nothing is said in the first moments, then what was moved since the beginning")
    func beginning() {
        var meter = SpeedMeter(bytes: 1000, at: 10)
        #expect(meter.rate(at: 10.4) == nil)
        meter.move(to: 1500, at: 10.4)
        #expect(meter.rate(at: 10.5) == 1000)
        #expect(meter.rate(at: 11) == 500)
    }

    @Test("Only the last seconds count, however long it was slow before")
    func window() {
        var meter = SpeedMeter(bytes: 0, at: 0)
        for second in 1...100 { meter.move(to: Int64(second) * 10, at: Double(second)) }
        #expect(meter.rate(at: 100) == 10)
        for second in 101...110 { meter.move(to: 1000 + Int64(second - 100) * 1000, at: Double(second)) }
        #expect(meter.rate(at: 110) == 1000)
    }

    @Test("The speed falls to 0 while nothing moves")
    func stall() {
        var meter = SpeedMeter(bytes: 0, at: 0)
        for second in 1...10 { meter.move(to: Int64(second) * 100, at: Double(second)) }
        #expect([10, 11, 12, 14, 15, 100].map { meter.rate(at: $0) } == [100, 80, 60, 20, 0, 0])
    }

    @Test("Bytes that are sent again do not make it negative")
    func fallBack() {
        var meter = SpeedMeter(bytes: 0, at: 0)
        for second in 1...10 { meter.move(to: Int64(second) * 100, at: Double(second)) }
        meter.move(to: 200, at: 10)
        #expect(meter.rate(at: 10) == 100)
        meter.move(to: 300, at: 11)
        #expect(meter.rate(at: 11) == 100)
    }

    @Test("Many small moves cost no memory, and a clock that goes back does no harm")
    func manyMoves() {
        var meter = SpeedMeter(bytes: 0, at: 0)
        for step in 1...100_000 { meter.move(to: Int64(step), at: Double(step) / 1000) }
        #expect(abs((meter.rate(at: 100) ?? 0) - 1000) < 30)
        meter.move(to: 100_001, at: 50)
        #expect((meter.rate(at: 100) ?? -1) >= 0)
    }
}
