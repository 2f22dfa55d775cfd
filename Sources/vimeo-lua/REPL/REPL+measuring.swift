internal import LuaKit
internal import Terminal
internal import VimeoLua

extension REPL {
    // How many seconds the runs of one round should take together, and how many rounds there are.
    private static let roundTime = 0.1
    private static let rounds = 5
    // How many instructions there are between two samples of the profiler.
    private static let profileStep = 1000
    private static let profileRows = 10

    /// Runs an input in rounds of enough runs that the resolution of the clock does not matter.
    func bench(_ input: String) {
        guard !input.isEmpty else { return say(":bench needs an input, such as :bench vimeo.json.encode{1}", .yellow) }
        do {
            _ = try scope.load(Array(input.utf8), name: "=bench", on: stack)
        } catch {
            return say("\(error)", .red)
        }
        let function = LuaReference(popping: stack)
        do {
            try stack.load(Array("local f, n = ... for _ = 1, n do f() end".utf8), name: "=bench")
            let loop = LuaReference(popping: stack)
            let stopwatch = Stopwatch(stack.state, settings.trace)
            var runs: Int64 = 1
            var seconds = try time(loop, function, runs)
            while seconds < Self.roundTime, runs < 1 << 40 {
                runs = max(runs * 2, Int64(Double(runs) * Self.roundTime / max(seconds, 1e-9)))
                seconds = try time(loop, function, runs)
            }
            // A slow input is run once.
            var times = [seconds]
            for _ in 1..<(runs == 1 && seconds > 2 ? 1 : Self.rounds) { times.append(try time(loop, function, runs)) }
            times.sort()
            let each = times.map { Stopwatch.time($0 / Double(runs)) }
            printLine("\(each[0]) per run at best, \(each[each.count / 2]) median, \(times.count) × \(runs) runs")
            say("all together: \(stopwatch.summary(stack.state))", .gray)
        } catch {
            fail(error)
        }
    }

    private func time(_ loop: LuaReference, _ function: LuaReference, _ runs: Int64) throws -> Double {
        loop.push(on: stack)
        function.push(on: stack)
        stack.push(runs)
        let stopwatch = Stopwatch(stack.state, settings.trace)
        try call(arguments: 2, results: 0)
        return stopwatch.elapsed
    }

    /// Runs an input and shows where it spent its time.
    func profile(_ input: String) {
        guard !input.isEmpty else { return say(":profile needs an input", .yellow) }
        let stopwatch = Stopwatch(stack.state, settings.trace)
        stack.state.startProfile(every: Self.profileStep)
        evaluate(input)
        let profile = stack.state.takeProfile()
        say(stopwatch.summary(stack.state), .gray)
        show("functions", profile.functions)
        show("lines", profile.lines)
        if profile.lines.isEmpty { printLine("too short to sample; time spent waiting does not count") }
    }

    private func show(_ title: String, _ counts: [(name: String, count: Int)]) {
        let total = counts.reduce(0) { $0 + $1.count }
        guard total > 0 else { return }
        printLine(title)
        for (name, count) in counts.prefix(Self.profileRows) {
            let percent = "\(count * 100 / total)"
            printLine("  \(String(repeating: " ", count: 3 - percent.count))\(percent)%  \(TerminalText.escaped(name))")
        }
    }
}
