import Testing

@Suite("Where we differ from lua 5.4 on purpose")
struct DifferenceTests {
    @Test(
        "A script from standard input that fails ends with 1, where lua 5.4 says 0",
        arguments: ["error('e')", "x =", "error({})"]
    )
    func failingInput(_ code: String) async throws {
        let command = Command(input: Text(code))
        let ours = try await command.run()
        let stock = try await command.runStock()
        #expect(ours.status == 1)
        #expect(stock.status == 0)
        #expect(ours.error.withoutAddresses == stock.error.withoutAddresses)
        #expect(ours.output == stock.output)
    }

    @Test("Endless recursion overflows Lua's stack alike, but for a few levels of depth")
    func overflow() async throws {
        let command = Command("-e", "local function f() return f() + 1 end f()")
        let ours = try await command.run()
        let stock = try await command.runStock()
        #expect(ours.errorLines.map(Self.withoutCount) == stock.errorLines.map(Self.withoutCount))
        #expect(ours.status == 1)
    }

    private static func withoutCount(_ line: String) -> String {
        line.contains("(skipping ") ? line.filter { !$0.isNumber } : line
    }

    @Test("The global vimeo is there, and is the module of that name")
    func vimeo() async throws {
        let outcome = try await Command("-e", "print(type(vimeo), require('vimeo') == vimeo, vimeo._VERSION ~= nil)")
            .run()
        #expect(outcome.output == "table\ttrue\ttrue\n")
        #expect(outcome.error == "")
    }

    @Test("Without argv[0] messages begin with vimeo-lua")
    func name() async throws {
        var command = Command("-e", "error('e', 0)")
        command.name = ""
        let outcome = try await command.run()
        #expect(outcome.errorLines.first == "vimeo-lua: e")
    }
}
