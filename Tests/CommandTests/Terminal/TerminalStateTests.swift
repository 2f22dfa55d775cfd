import FoundationEssentials
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("The terminal after the prompt")
struct TerminalStateTests {
    private static let command = Command("--sandbox", environment: ["NO_COLOR": "1"])

    @Test(
        "Is as it was when a signal ends the program",
        arguments: [
            SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGBUS, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGXCPU, SIGSYS,
        ]
    )
    func signals(signal: Int32) async throws {
        var command = Self.command
        // A sanitizer would report these signals and end the program in its own way.
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
            let options = ProcessInfo.processInfo.environment[name]
            command.environment[name] = options.map { "\($0):handle_segv=0:handle_sigbus=0:handle_abort=0" }
        }
        try await command.inTerminal { session in
            try await session.wait(forLine: ">")
            try await session.type("half wri")
            try await session.wait(forLine: "> half wri")
            #expect(!session.isCooked)
            try session.send(signal)
            try await session.wait(forRow: "left with \(128 + signal)")
            #expect(session.isCooked)
        }
    }

    @Test("Is as it was when the program leaves by os.exit", arguments: ["os.exit(3)", "os.exit(3, true)"])
    func exit(code: String) async throws {
        try await Self.command.inTerminal { session in
            try await session.wait(forLine: ">")
            try await session.type("\(code)\r")
            try await session.wait(forRow: "left with 3")
            #expect(session.isCooked)
        }
    }

    @Test("Ctrl-Z stops the prompt, and fg brings it back with what was being written")
    func suspend() async throws {
        try await Command.inShell { session in
            try await session.wait(forLine: "sh$")
            try await session.type("\"$PROGRAM\" --sandbox\r")
            try await session.wait(forLine: ">")
            try await session.type("1 + ")
            try await session.wait(forLine: "> 1 +")
            try await session.type("\u{1A}")
            try await session.wait(forLine: "sh$")
            #expect(session.isCooked)
            try await session.type("fg\r")
            try await session.wait(forLine: "> 1 +")
            #expect(!session.isCooked)
            try await session.type("2\r")
            try await session.wait(forRow: "3")
            try await session.type("\u{4}")
            try await session.wait(forLine: "sh$")
        }
    }

    @Test("Ctrl-C at any moment around a short input leaves the prompt running", arguments: [0, 1000, 2000])
    func aimedInterrupts(start: Int) async throws {
        try await Self.command.inTerminal { session in
            try await session.wait(forLine: ">")
            for number in 1...100 {
                try await session.type("x = \(number)\r")
                // Spreads the tries over the time that an input takes.
                let typed = ContinuousClock.now
                while ContinuousClock.now - typed < .microseconds(start + number * 10) {}
                try await session.type("\u{3}")
                try await session.type("print('try \(number)')\r")
                try await session.wait(forRow: "try \(number)")
            }
        }
    }

    @Test("Ctrl-C in one packet with Enter stops the submitted input and discards what was typed between")
    func interruptWithEnter() async throws {
        try await Self.command.inTerminal { session in
            try await session.wait(forLine: ">")
            try await session.deliver("while true do end\rx = 'discarded'\u{3}")
            try await session.wait(forRow: "interrupted")
            try await session.type("print('x is ' .. tostring(x))\r")
            try await session.wait(forRow: "x is nil")
        }
    }

    @Test("Up brings back what Ctrl-C has cleared, which is not in the history file")
    func clearedInput() async throws {
        let folder = try TemporaryFolder()
        try await Self.command.inTerminal(in: folder) { session in
            try await session.wait(forLine: ">")
            try await session.type("cleared = 1\u{3}")
            try await session.wait(forRow: "> cleared = 1^C")
            try await session.wait(forLine: ">")
            try await session.type("\u{1B}[A")
            try await session.wait(forLine: "> cleared = 1")
            try await session.type("\u{15}kept = 1\r\u{4}")
            try await session.wait(forRow: "left with 0")
        }
        #expect(try folder.text("state/vimeo-lua/history") == "kept = 1\n")
    }

    @Test("An outside SIGINT discards the text at the prompt, again and again")
    func outsideInterrupt() async throws {
        try await Self.command.inTerminal { session in
            try await session.wait(forLine: ">")
            for text in ["first", "second"] {
                try await session.type(text)
                try await session.wait(forLine: "> \(text)")
                try session.send(SIGINT)
                try await session.wait(forRow: "> \(text)^C")
                try await session.wait(forLine: ">")
            }
        }
    }

    @Test("Is usable in a shell after kill -9")
    func killed() async throws {
        try await Command.inShell { session in
            try await session.wait(forLine: "sh$")
            try await session.type("\"$PROGRAM\" --sandbox\r")
            try await session.wait(forLine: ">")
            try await session.type("io.write('pid ', io.open('/proc/self/stat'):read('n'), '\\n') vimeo.sleep(0)\r")
            try await session.wait(for: "the number of the process") { $0.everything.contains { $0.hasPrefix("pid ") } }
            try await session.wait(forLine: ">")
            let row = try #require(session.screen.everything.last { $0.hasPrefix("pid ") })
            kill(try #require(Int32(row.dropFirst(4))), SIGKILL)
            try await session.wait(forLine: "sh$")
            try await session.type("echo $((40 + 2)); stty -a | grep -ow -e '-\\?icanon' -e '-\\?echo'\r")
            try await session.wait(forRow: "42")
            try await session.wait(forRow: "icanon")
            try await session.wait(forRow: "echo")
        }
    }
}
