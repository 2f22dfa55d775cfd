import Testing

@testable import Vimeo

@Suite("Rate governor")
struct RateGovernorTests {
    /// A governor, and the requests in it by their numbers from 1.
    private struct Line {
        var governor = RateGovernor(sent: RateGovernor.firstInFlight)
        var places: [RatePlace] = []

        mutating func enter(_ count: Int, patience: Double = 900, now: Double = 0) {
            for _ in 0..<count {
                let place = governor.reserve(patience: patience, now: now)
                places.append(place)
                governor.enter(place)
            }
        }

        /// Answers a request; one that is refused stands in line again.
        mutating func answer(_ ticket: Int, _ answer: RateAnswer, now: Double) {
            if governor.answered(ticket, answer, now: now) { governor.enter(places[ticket - 1]) }
        }
    }

    private func answer(
        _ status: Int = 200,
        left: Int? = nil,
        of limit: Int? = nil,
        reset: Int? = nil,
        after: Double? = nil
    ) -> RateAnswer {
        RateAnswer(status: status, limit: limit, remaining: left, reset: reset, date: 1000, clock: 0, retryAfter: after)
    }

    @Test("While nothing is known one goes ahead, and another one after two seconds without an answer")
    func probe() {
        var line = Line()
        line.enter(3)
        var admission = line.governor.admit(now: 0)
        #expect(admission.go == [1])
        #expect(admission.next == 2)
        #expect(admission.notice == nil)
        admission = line.governor.admit(now: 2)
        #expect(admission.go == [2])
        #expect(line.governor.admit(now: 3.9).go == [])
    }

    @Test("After the first answer all go that the window has room for, those on their way taken off")
    func room() {
        var line = Line()
        line.enter(100)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 30, of: 60, reset: 1060), now: 1)
        let admission = line.governor.admit(now: 1)
        // Down to the last tenth; the first of that goes at once, too.
        #expect(admission.go == Array(2...26))
        #expect(admission.notice == .init(left: 5, seconds: 61))
        #expect(admission.next == 1 + 61.0 / 6)
    }

    @Test("No more go at once than there are connections")
    func mostInFlight() {
        var line = Line()
        line.enter(200)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 1000, of: 1000, reset: 1060), now: 1)
        #expect(line.governor.admit(now: 1).go.count == 64)
        line.answer(2, answer(left: 999, of: 1000, reset: 1060), now: 1)
        #expect(line.governor.admit(now: 1).go.count == 1)
    }

    @Test(
        "After a refusal nobody goes until the time that was asked for; without any, for a minute; at most for an hour",
        arguments: [
            (nil, nil, 60.0), (nil, 30.0, 30), (1042, nil, 43), (1042, 5, 5), (990, nil, 1), (nil, 0, 1),
            (5000, nil, 3600), (nil, 86_400, 3600),
        ] as [(Int?, Double?, Double)]
    )
    func hold(reset: Int?, after: Double?, seconds: Double) {
        var line = Line()
        line.enter(3, patience: 4000)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(429, left: 0, of: 60, reset: reset, after: after), now: 10)
        let admission = line.governor.admit(now: 10)
        #expect(admission.go == [])
        #expect(admission.next == 10 + seconds)
        #expect(admission.notice == (seconds > 1 ? .init(seconds: seconds) : nil))
        #expect(line.governor.admit(now: 9.9 + seconds).go == [])
        // The refused one is the first again.
        #expect(line.governor.admit(now: 10 + seconds).go == [1])
    }

    @Test("After a hold one goes, then two, then four")
    func ramp() {
        var line = Line()
        line.enter(100)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(429), now: 0)
        _ = line.governor.admit(now: 0)
        var flying = line.governor.admit(now: 60).go
        for count in [1, 2, 4, 8, 16] {
            #expect(flying.count == count)
            for ticket in flying { line.answer(ticket, answer(), now: 61) }
            flying = line.governor.admit(now: 61).go
        }
    }

    @Test("Refusals that were on their way with the first one do not make the hold longer")
    func crowd() {
        var line = Line()
        line.enter(10)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(), now: 0)
        #expect(line.governor.admit(now: 0).go.count == 9)
        line.answer(2, answer(429), now: 10)
        #expect(line.governor.admit(now: 10).notice == .init(seconds: 60))
        line.answer(3, answer(429), now: 20)
        let admission = line.governor.admit(now: 20)
        #expect(admission.next == 70)
        #expect(admission.notice == nil)
        line.answer(4, answer(429, after: 100), now: 21)
        #expect(line.governor.admit(now: 21).next == 121)
    }

    @Test("A refused probe holds everybody again")
    func refusedProbe() {
        var line = Line()
        line.enter(5)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(429), now: 0)
        #expect(line.governor.admit(now: 60).go == [1])
        line.answer(1, answer(429), now: 61)
        #expect(line.governor.admit(now: 61).next == 121)
    }

    @Test("A change that has a limit of its own holds up nobody")
    func ownLimit() {
        var line = Line()
        line.enter(3)
        _ = line.governor.admit(now: 0)
        var refusal = answer(429, left: 50, of: 60, reset: 1060)
        refusal.isChange = true
        let isRefused = line.governor.answered(1, refusal, now: 0)
        #expect(!isRefused)
        #expect(line.governor.admit(now: 0).go == [2, 3])
    }

    @Test("Who leaves the line is not let go, and the others keep their order")
    func leaving() {
        var line = Line()
        line.enter(5)
        _ = line.governor.admit(now: 0)
        line.governor.leave(3)
        line.governor.leave(3)
        line.answer(1, answer(), now: 0)
        #expect(line.governor.admit(now: 0).go == [2, 4, 5])
    }

    @Test("Who cannot wait so long is told at once, the others stay")
    func patience() {
        var line = Line()
        line.enter(1)
        line.enter(1, patience: 59)
        line.enter(1, patience: 60)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(429), now: 0)
        let admission = line.governor.admit(now: 0)
        #expect(admission.dismissed == [2])
        #expect(admission.dismissedFor == 60)
        #expect(line.governor.line.map(\.ticket) == [1, 3])
        // Its patience is used up: the next hold is one too many.
        #expect(line.governor.admit(now: 60).go == [1])
        line.answer(1, answer(429), now: 60)
        #expect(line.governor.admit(now: 60).dismissed == [3])
    }

    @Test("Waiting for answers does not count as waiting for the limit")
    func slowServer() {
        var line = Line()
        line.enter(1)
        line.enter(70, patience: 1)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(), now: 0)
        #expect(line.governor.admit(now: 0).go.count == 64)
        let admission = line.governor.admit(now: 5000)
        #expect(admission.dismissed.isEmpty)
        #expect(admission.next == nil)
    }

    @Test("A request without an answer may have been counted, unless it was never sent")
    func lost() {
        var line = Line()
        line.enter(3)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 30, of: 60, reset: 1060), now: 0)
        _ = line.governor.admit(now: 0)
        line.governor.lost(2, isUnsent: true, now: 0)
        #expect(line.governor.state(now: 0) == RateState(limit: 60, remaining: 29, reset: 1060, waiting: 0))
        line.governor.lost(3, isUnsent: false, now: 0)
        #expect(line.governor.state(now: 0).remaining == 29)
        #expect(line.governor.state(now: 62) == RateState(limit: 60, remaining: nil, reset: nil, waiting: 0))
    }

    @Test("When the first request is lost the others need not go one by one")
    func lostProbe() {
        var line = Line()
        line.enter(5)
        _ = line.governor.admit(now: 0)
        line.governor.lost(1, isUnsent: true, now: 0)
        #expect(line.governor.admit(now: 0).go == [2, 3, 4, 5])
    }

    @Test("A late answer of the window before does not spoil the new one")
    func late() {
        var line = Line()
        line.enter(4)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 3, of: 60, reset: 1001), now: 0)
        #expect(line.governor.admit(now: 0).go == [2])
        #expect(line.governor.admit(now: 2).go.contains(3))
        line.answer(3, answer(left: 59, of: 60, reset: 1063), now: 3)
        line.answer(2, answer(left: 0, of: 60, reset: 1001), now: 3)
        #expect(line.governor.window?.remaining == 59)
    }

    @Test("A clock that goes back does no harm")
    func backwards() {
        var line = Line()
        line.enter(2)
        _ = line.governor.admit(now: 100)
        line.answer(1, answer(429, after: 10), now: 50)
        #expect(line.governor.admit(now: 0).next == 110)
        #expect(line.governor.time == 100)
    }

    @Test("An answer that was on its way when the window ended tells nothing of the next one")
    func lateAfterEnd() {
        var line = Line()
        line.enter(3)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 1, of: 60, reset: 1001), now: 0)
        #expect(line.governor.admit(now: 0).go == [2])
        line.answer(2, answer(left: 0, of: 60, reset: 1001), now: 3)
        #expect(line.governor.window?.isOver == true)
        #expect(line.governor.admit(now: 3).go == [3])
    }

    @Test("The end of the window is the earliest that its answers tell")
    func end() {
        var line = Line()
        line.enter(2)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 30, of: 60, reset: 1060), now: 0)
        #expect(line.governor.window?.end == 61)
        _ = line.governor.admit(now: 0)
        var second = answer(left: 29, of: 60, reset: 1060)
        second.date = 1001
        line.answer(2, second, now: 0.5)
        #expect(line.governor.window?.end == 60.5)
    }

    @Test("An answer that counts nothing was counted all the same")
    func uncounted() {
        var line = Line()
        line.enter(2)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 30, of: 60, reset: 1060), now: 0)
        _ = line.governor.admit(now: 0)
        line.answer(2, answer(), now: 0)
        #expect(line.governor.window?.remaining == 29)
    }

    @Test(
        "A server that no longer counts has no limit any more, but a broken one tells nothing",
        arguments: [200, 502]
    )
    func noLongerCounted(status: Int) {
        var line = Line()
        line.enter(10)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 0, of: 60, reset: 1060), now: 0)
        #expect(line.governor.admit(now: 61).go == [2])
        line.answer(2, answer(status), now: 61)
        #expect(line.governor.admit(now: 61).go == (status == 200 ? Array(3...10) : [3]))
    }

    @Test("Where much was left nobody waits at the end of the window")
    func plentyAtTheEnd() {
        var line = Line()
        line.enter(1)
        _ = line.governor.admit(now: 0)
        line.answer(1, answer(left: 900, of: 1000, reset: 1060), now: 0)
        line.enter(10)
        #expect(line.governor.admit(now: 100).go == Array(2...11))
    }

    @Test("The first four of an unknown limit go at once; the fifth waits for an answer, and after a refusal one goes")
    func first() {
        var governor = RateGovernor()
        for _ in 0..<6 { governor.enter(governor.reserve(patience: 900, now: 0)) }
        #expect(governor.admit(now: 0).go == [1, 2, 3, 4])
        #expect(governor.admit(now: 1).go == [])
        for number in 1...4 { _ = governor.answered(number, answer(429), now: 1) }
        #expect(governor.admit(now: 61).go == [5])
    }
}
