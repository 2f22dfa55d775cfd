import Testing

@testable import Vimeo

@Suite("Failures since progress")
struct FailureCountTests {
    @Test("Only an offset beyond all before is progress, and forgets the failures")
    func progress() {
        var count = FailureCount(retries: 1, from: 5)
        #expect([count.mayRetry(), count.progress(to: 5), count.mayRetry()] == [true, false, false])
        #expect(count.failures == 2)
        #expect([count.progress(to: 6), count.failures == 0, count.mayRetry()] == [true, true, true])
    }

    @Test("The wait is what the server asks for, or grows; beyond the retries and the budget there is none")
    func wait() {
        var count = FailureCount(retries: 2)
        let waits = (1...3).map { _ in count.wait(asked: nil, random: 1) }
        #expect(waits == [0.5, 1, nil])
        count.progress(to: 1)
        let asked = [300.0, 301].map { count.wait(asked: $0, random: 1) }
        #expect(asked == [300, nil])
    }
}
