import Platform
import Synchronization
import Testing

@Suite("Threads, clocks and signals")
struct ProcessTests {
    private final class Seen: Sendable {
        let value = Mutex<(isBlocked: Bool, isFatalBlocked: Bool, stack: Int)?>(nil)
    }

    private func observe(stackSize: Int?, blocksSignals: Bool) throws -> (Bool, Bool, Int)? {
        let seen = Seen()
        let thread = try SystemThread.start(stackSize: stackSize, blocksSignals: blocksSignals) {
            var signals = sigset_t()
            pthread_sigmask(SIG_SETMASK, nil, &signals)
            let result = (sigismember(&signals, SIGUSR1) == 1, sigismember(&signals, SIGSEGV) == 1, stackSize ?? 0)
            seen.value.withLock { $0 = result }
        }
        #expect(thread != .current)
        thread.join()
        return seen.value.withLock { $0 }
    }

    @Test("A thread runs to its end, and gets no signals unless it wants them")
    func thread() throws {
        let blocked = try #require(try observe(stackSize: nil, blocksSignals: true))
        #expect(blocked == (true, false, 0))
        let open = try #require(try observe(stackSize: 16 << 20, blocksSignals: false))
        var signals = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &signals)
        #expect(open == (sigismember(&signals, SIGUSR1) == 1, sigismember(&signals, SIGSEGV) == 1, 16 << 20))
    }

    @Test("A thread that cannot be started is an error")
    func noThread() {
        #expect(throws: Errno.self) { try SystemThread.start(stackSize: 1 << 60) {} }
    }

    @Test("A deadline counts down in milliseconds, rounded up, and never below 0")
    func deadline() {
        #expect(Deadline(after: 0).milliseconds == 0)
        #expect(Deadline(after: -5).milliseconds == 0)
        #expect((1...1_000_000).contains(Deadline(after: 1000).milliseconds))
        #expect(Deadline(after: .infinity).milliseconds == .max)
        #expect(Deadline(after: 1e300) > .now)
        #expect(Deadline.uptime <= Deadline.uptime)
    }

    @Test("The environment is read as it is")
    func environment() {
        setenv("PLATFORM_TEST", "a=b", 1)
        #expect(Environment.variable("PLATFORM_TEST") == "a=b")
        #expect(Environment.all["PLATFORM_TEST"] == "a=b")
        #expect(Environment.variable("PLATFORM_TEST_NONE") == nil)
    }

    @Test("Ignored signals get their actions back")
    func ignored() {
        var ignored = Signals.Ignored(SIGUSR2)
        raise(SIGUSR2)
        ignored.restore()
        var action = sigaction()
        sigaction(SIGUSR2, nil, &action)
        #expect(action.isDefault)
    }

    @Test("Bytes of ASCII have classes, and numbers are digits only")
    func ascii() {
        let all = UInt8.min...UInt8.max
        #expect(all.filter(\.isASCIIDigit) == Array("0123456789".utf8))
        #expect(all.filter(\.isHexDigit) == Array("0123456789ABCDEFabcdef".utf8))
        #expect(all.filter(\.isASCIILetter).count == 52)
        #expect(all.compactMap(\.hexDigitValue).reduce(0) { $0 + Int($1) } == 45 + 2 * 75)
        #expect(Int64(digits: "0042") == 42)
        for text in ["", "-1", "+1", " 1", "1 ", "1e3", "٣", "9223372036854775808"] {
            #expect(Int64(digits: text) == nil)
        }
        #expect(String(hex: 255) == "00000000000000ff")
    }
}
