import Testing

/// A session at a window: what is typed, and what the window must show then.
struct PromptCase: Sendable, CustomTestStringConvertible {
    let columns: Int
    let keys: String
    /// Words that stand behind each other, in however many rows.
    var shows: [String] = []
    /// What must not be there.
    var hides: [String] = []
    /// What is being typed at the end, as one text.
    var input: String?

    var testDescription: String { "\(columns) columns: \(keys.debugDescription)" }
}

@Suite("Inputs at windows of several widths, and what they show")
struct PromptCaseTests {
    private static let cases: [PromptCase] = [
        // Statements that end in an expression, and what is not complete.
        PromptCase(columns: 20, keys: "a = 41; a + 1\r", shows: ["42"]),
        PromptCase(columns: 80, keys: "for i = 1, 3 do s = (s or 0) + i end s\r", shows: ["6"]),
        PromptCase(columns: 40, keys: "a = 1; a.b = 2 a\r", shows: ["syntax error near <eof>"]),
        PromptCase(columns: 20, keys: "x = {1,\r\r\r", shows: ["input 1:3:", "near <eof>"]),
        PromptCase(
            columns: 200,
            keys: "function f()\r\r\r",
            shows: ["'end' expected (to close 'function' at line 1) near <eof>"]
        ),
        PromptCase(columns: 80, keys: "do\r\rlocal b = 7\rprint(b)\rend\r", shows: ["7 >"]),
        // Values begin in a row of their own.
        PromptCase(columns: 80, keys: "do io.write('abc') return 6 * 7 end\r", shows: ["abc 42 >"]),
        PromptCase(columns: 20, keys: "do io.write('abc') return 6 * 7 end\r", shows: ["abc 42 >"]),
        PromptCase(columns: 40, keys: "io.write('abc') error('no' .. 'pe')\r", shows: ["abc input 1:1: nope"]),
        // Tables that are cut.
        PromptCase(
            columns: 80,
            keys: "t = {[0] = 'ze' .. 'ro'} for i = 1, 150 do t[i] = i end\rt\r",
            shows: ["98, 99, … 51 more, [0] = \"zero\" }"]
        ),
        // Completion.
        PromptCase(columns: 40, keys: "total = 5; tot\t", input: "> total = 5; total"),
        PromptCase(columns: 80, keys: "vimeo.get(\"/users/\t", shows: ["{user_id}"], input: "> vimeo.get(\"/users/"),
        PromptCase(columns: 20, keys: "vimeo.get(\"/users/\t", shows: ["{user_id}"], input: "> vimeo.get(\"/users/"),
        PromptCase(columns: 80, keys: "vimeo.get(\"/users/\t1/alb\t", input: "> vimeo.get(\"/users/1/albums"),
        PromptCase(columns: 80, keys: ":set keys v\t", input: "> :set keys vi"),
        PromptCase(columns: 20, keys: ":set ti\ton\r:set time\r", shows: ["time is on; it takes on or off"]),
        PromptCase(columns: 40, keys: ":set pager \t", shows: ["on off"], input: "> :set pager o"),
        // Hints and nearest names.
        PromptCase(columns: 80, keys: "vimeo.upload{file = 'x'}\r", shows: ["hint: did you mean filename?"]),
        PromptCase(columns: 20, keys: "vimeo.get{pth = '/me'}\r", shows: ["hint: did you mean path?"]),
        PromptCase(columns: 20, keys: ":hlep\r", shows: ["unknown command :hlep; did you mean :help?"]),
        PromptCase(columns: 80, keys: "x = {1}\rx??\r", shows: ["x is a table; only functions have a source"]),
        PromptCase(
            columns: 200,
            keys: "vimeo.patch('/videos/1001', {privacy = {view = 'x'}}):check()\r",
            shows: ["[2204]; privacy.view: This value is invalid: It must be", "kind api"],
            hides: ["parameter. (privacy.view", "error_code 2204 privacy.view"]
        ),
        PromptCase(
            columns: 200,
            keys: "vimeo.post('/me/videos', '<a/>', {content_type = 'application/json'}):check()\r",
            shows: ["not valid JSON: found '<' where a value is expected"]
        ),
        // No word is broken.
        PromptCase(columns: 20, keys: ":set\r", shows: ["keys emacs", "the keys of the editor: emacs or vi"]),
        PromptCase(columns: 40, keys: ":set\r", shows: ["whether the cost of every input is shown: on or off"]),
        PromptCase(
            columns: 20,
            keys: "word = 'several words behind each other'\r:vars\r",
            shows: ["global word = \"several words …"]
        ),
        PromptCase(
            columns: 20,
            keys: "one, two, three, four = 1, 2, 3, 4\r:history\r",
            shows: ["1 one, two, three, four = 1, 2, 3, 4 >"]
        ),
        PromptCase(
            columns: 20,
            keys: "error('a message of' .. ' several words')\r",
            shows: ["input 1:1: a message of several words"]
        ),
        PromptCase(
            columns: 20,
            keys: "local a, bb = 1, 2 missing(a, bb)\r",
            shows: ["attempt to call a nil value (global 'missing')", "1 | …2 missing(a,… | ^^^^^^^"]
        ),
        PromptCase(columns: 200, keys: "help \"texttrack\"\r", shows: ["more; apropos \"texttrack\" lists all"]),
        // The keys of vi.
        PromptCase(columns: 80, keys: ":set keys vi\rabc def\u{1B}0ved", input: ">  def"),
        PromptCase(columns: 20, keys: ":set keys vi\rone two\u{1B}0wmb0\"ayw$\"ap0d`b", input: "> twoone"),
        PromptCase(columns: 40, keys: ":set keys vi\r10 + 1\u{1B}Vyp", input: "> 10 + 1… 10 + 1"),
        // Many locals of earlier inputs.
        PromptCase(columns: 80, keys: "\(locals(47))\r\(sum(47))\r", shows: ["1128 >"]),
        PromptCase(columns: 200, keys: "\(locals(48))\r\(sum(48))\r", shows: ["1176 >"]),
        PromptCase(columns: 200, keys: "\(locals(190))\r\(sum(190))\r", shows: ["18145 >"]),
    ]

    private static func locals(_ count: Int) -> String {
        "local \((1...count).map { "v\($0)" }.joined(separator: ",")) = \((1...count).map(String.init).joined(separator: ","))"
    }

    private static func sum(_ count: Int) -> String { (1...count).map { "v\($0)" }.joined(separator: "+") }

    /// What the window shows, with one blank between any two words.
    private static func words(_ screen: ScreenModel) -> String {
        screen.everything.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    /// What is typed, as one text, however many rows it takes.
    private static func input(_ screen: ScreenModel) -> String {
        guard let start = screen.text.lastIndex(where: { $0 == ">" || $0.hasPrefix("> ") }) else { return "" }
        return screen.text[start...max(start, screen.row)].joined()
    }

    @Test("What is typed gives what is expected", arguments: cases)
    func session(_ row: PromptCase) async throws {
        try await Command("--sandbox", environment: ["NO_COLOR": "1"]).inTerminal(columns: row.columns) { session in
            try await session.wait(forLine: ">")
            try await session.type(row.keys)
            for text in row.shows {
                try await session.wait(for: text) { Self.words($0).contains(text) }
            }
            if let input = row.input {
                try await session.wait(for: input) { Self.input($0) == input }
            } else {
                try await session.wait(forLine: ">")
            }
            for text in row.hides { #expect(!Self.words(session.screen).contains(text)) }
            try await session.type("\u{3}\u{4}")
            try await session.wait(forRow: "left with 0")
        }
    }

    @Test("A key whose sequence comes byte by byte takes back the Escape that has acted", arguments: [20, 200])
    func splitSequence(columns: Int) async throws {
        try await Command("--sandbox", environment: ["NO_COLOR": "1"]).inTerminal(columns: columns) { session in
            try await session.wait(forLine: ">")
            try await session.type("'older'\r")
            try await session.wait(forRow: "\"older\"")
            try await session.wait(forLine: ">")
            // On a busy machine the rest may come too late, and is text then.
            for _ in 0..<20 where session.screen.text[session.screen.row] != "> 'older'" {
                try await session.type("\u{15}\u{12}old")
                try await session.wait(for: "the match") { $0.text.joined().contains("'old': 'older'") }
                try await session.deliver("\u{1B}")
                try await session.wait(for: "the end of the search") { $0.text[$0.row] == ">" }
                try await session.deliver("[")
                try await session.deliver("F")
                try await session.wait(for: "the match or text") { ["> 'older'", "> [F"].contains($0.text[$0.row]) }
            }
            try await session.wait(forLine: "> 'older'")
            try await session.type("\r\u{4}")
            try await session.wait(forRow: "left with 0")
        }
    }
}
