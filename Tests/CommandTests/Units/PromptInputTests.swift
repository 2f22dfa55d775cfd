import Testing

@testable import vimeo_lua

/// What a text at the prompt is.
struct PromptInputTests {
    @Test(
        "Commands, questions and Lua",
        arguments: [
            ("", PromptInput.empty), (" \n", .empty), (":help", .command("help")), ("  :time x ", .command("time x")),
            ("::label::", .lua), ("print(1)", .lua), ("a ?", .lua), ("f(?)", .lua), ("a\n?", .lua),
            ("vimeo.get?", .question("vimeo.get", asksForSource: false)),
            ("?vimeo.get?", .question("vimeo.get", asksForSource: false)),
            ("f??", .question("f", asksForSource: true)), ("s:rep?", .question("s.rep", asksForSource: false)),
            ("for?", .question("\"for\"", asksForSource: false)), ("?", .question("", asksForSource: false)),
        ]
    )
    func kinds(text: String, expected: PromptInput) {
        #expect(PromptInput(text) == expected)
    }
}
