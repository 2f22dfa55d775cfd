import Testing

@testable import Terminal

struct ColorChoiceTests {
    @Test(
        "The option comes first, then NO_COLOR, then whether the stream is a terminal that `TERM` names",
        arguments: [
            (ColorChoice.auto, true, ["TERM": "xterm"], true),
            (.auto, true, [:], false), (.auto, true, ["TERM": ""], false), (.auto, false, ["TERM": "xterm"], false),
            (.auto, true, ["NO_COLOR": "1", "TERM": "xterm"], false),
            (.auto, true, ["NO_COLOR": "", "TERM": "xterm"], true),
            (.auto, true, ["TERM": "dumb"], false),
            (.always, false, ["NO_COLOR": "1", "TERM": "dumb"], true),
            (.never, true, [:], false),
        ]
    )
    func decision(choice: ColorChoice, isTerminal: Bool, environment: [String: String], expected: Bool) {
        #expect(choice.decide(isTerminal: isTerminal) { environment[$0] } == expected)
    }

    @Test("Painted text ends with the default colour, so that what follows is not coloured")
    func paint() {
        #expect(Color.red.paint("x") == "\u{1B}[31mx\u{1B}[39m")
    }
}
