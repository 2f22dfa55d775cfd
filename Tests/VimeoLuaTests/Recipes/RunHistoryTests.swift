import Testing

@testable import VimeoLua

@Suite("The log of a recipe's run")
struct RunHistoryTests {
    private static let all: [RunRecord] = [
        .began(
            RunBeginning(
                recipe: "set",
                checksum: "abc",
                words: ["nobody", "--query", "a \"b\"\n"],
                folder: "/home/a b",
                account: "profile a",
                shard: Shard("2/3"),
                limit: 5,
                time: 12
            )
        ),
        .planned(key: "/videos/1", label: "/videos/1 One", text: "a -> b"),
        .started(key: "/videos/1"),
        .failed(key: "/videos/1", label: "/videos/1 One", message: "500"),
        .planned(key: "/videos/2", label: "Zwei\u{1B}[31m", text: "a -> b"),
        .started(key: "/videos/2"),
        .done(key: "/videos/2"),
        .ended(time: 15),
    ]

    @Test("Each record is read as it was written", arguments: all)
    func roundTrip(record: RunRecord) {
        #expect(RunRecord(line: record.line.dropLast()) == record)
    }

    @Test("Cut off at any byte, as by kill -9, the whole lines count")
    func cutOff() throws {
        let bytes = Self.all.flatMap(\.line)
        let first = Self.all[0].line.count
        let done = Self.all.prefix(7).flatMap(\.line).count
        for count in bytes.indices {
            guard count >= first - 1 else {
                #expect(throws: RecipeUsage.self) { try RunHistory(Array(bytes[..<count])) }
                continue
            }
            let history = try RunHistory(Array(bytes[..<count]))
            #expect(history.began.words == ["nobody", "--query", "a \"b\"\n"])
            // A line is whole with its last brace, even without its end.
            #expect(history.done == (count >= done - 1 ? ["/videos/2"] : []))
            #expect(bytes[..<history.size].last.map { $0 == 0x0A } ?? true)
        }
    }

    @Test("A run that is completed keeps its part, and what is left of its limit, unless they are given anew")
    func limits() throws {
        let history = try RunHistory(Self.all.flatMap(\.line))
        var options = RunOptions()
        options.complete(history)
        #expect(options.shard == Shard("2/3") && options.limit == 4)
        (options.shard, options.limit) = (Shard("1/1"), 9)
        options.complete(history)
        #expect(options.shard == Shard("1/1") && options.limit == 9)
    }

    @Test("Damage within it is said, with the line", arguments: ["nonsense", "", "{\"type\":\"done\"}"])
    func damaged(line: String) {
        let bytes = Self.all[0].line + Array("\(line)\n".utf8) + Self.all[1].line
        #expect(throws: RecipeUsage("line 2 of the log is damaged")) { try RunHistory(bytes) }
    }

    @Test("Other files are no logs", arguments: ["", "\n", "{}", "{\"type\":\"end\"}\n", "hello"])
    func others(text: String) {
        #expect(throws: RecipeUsage("the file is not the log of a run")) { try RunHistory(Array(text.utf8)) }
    }
}
