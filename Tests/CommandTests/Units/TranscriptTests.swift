import Testing

@testable import vimeo_lua

/// The inputs of a session, and the script that `:save` makes of them.
struct TranscriptTests {
    /// The script of some inputs, of which those that end in `✗` failed and those that begin with `=` are expressions.
    private func script(_ inputs: String...) -> String {
        var transcript = Transcript()
        for input in inputs {
            let isExpression = input.hasPrefix("=")
            _ = transcript.add(
                input.hasSuffix("✗") ? String(input.dropLast()) : String(input.dropFirst(isExpression ? 1 : 0))
            )
            if !input.hasSuffix("✗") { transcript.noteSuccess(isExpression: isExpression) }
        }
        return transcript.script { $0.hasSuffix(")") }.text
    }

    @Test("Only inputs that succeeded are in it, in order")
    func order() {
        #expect(script("local a = 1", "nonsense✗", "print(a)") == "local a = 1\nprint(a)\n")
    }

    @Test("A call is a statement, an expression with a call is kept in a local, others are left out")
    func expressions() {
        #expect(script("=f()") == "f()\n")
        #expect(script("=f() + 1") == "do local _ = f() + 1\nend\n")
        #expect(script("=f() + 1;") == "do local _ = f() + 1\nend\n")
        #expect(script("=f{} .. g''") == "do local _ = f{} .. g''\nend\n")
        #expect(script("=_1", "=1 + x.y", "=a, b") == "\n")
    }

    @Test("Private inputs are left out")
    func secrets() {
        var transcript = Transcript()
        for text in ["a = 1", "token = 'x'", "b = 2"] {
            _ = transcript.add(text)
            transcript.noteSuccess(isExpression: false)
        }
        let script = transcript.script(isLeftOut: { $0.contains("token") }, isStatement: { _ in true })
        #expect(script.text == "a = 1\nb = 2\n")
        #expect(script.count == 2)
    }

    @Test("Only what is in the script is counted")
    func counting() {
        var transcript = Transcript()
        for (text, isExpression) in [("a = 1", false), ("a", true), ("return", false), ("f()", true)] {
            _ = transcript.add(text)
            transcript.noteSuccess(isExpression: isExpression)
        }
        #expect(transcript.script { $0.hasSuffix(")") } == ("a = 1\nf()\n", 2))
    }

    @Test("Statements that end in an expression are saved as the chunk that they were run as")
    func endingInExpression() {
        var transcript = Transcript()
        _ = transcript.add("a = 1; a")
        transcript.noteSuccess(isExpression: false, chunk: "a = 1; return a")
        _ = transcript.add("print(_)")
        transcript.noteSuccess(isExpression: false)
        #expect(transcript.script { _ in false }.text == "a = 1; _ = a\nprint(_)\n")
    }

    @Test("A result that a later input uses keeps its name")
    func results() {
        #expect(script("=1 + 1", "=2", "print(_1)") == "_1 = 1 + 1\nprint(_1)\n")
        #expect(script("=1", "print(_)") == "_ = 1\nprint(_)\n")
        #expect(script("=1", "print(_, _1)") == "_1 = 1\n_ = _1\nprint(_, _1)\n")
        #expect(script("=1", "=2", "print(_)") == "_ = 2\nprint(_)\n")
    }

    @Test("The values of a return are results, its statements stay")
    func returns() {
        #expect(script("local x = 1 return x", "print(_)") == "local x = 1 _ = x\nprint(_)\n")
        #expect(script("return") == "\n")
    }

    @Test("An input is found by its number, failed ones too")
    func numbers() {
        var transcript = Transcript()
        #expect(transcript.add("a") == 1)
        #expect(transcript.add("b") == 2)
        #expect(transcript.text(2) == "b" && transcript.text(3) == nil)
        #expect(transcript.inputs.map(\.hasSucceeded) == [false, false])
    }
}
