import Testing

@Suite("The prompt of -i, standard input not a terminal")
struct PromptTests {
    @Test("Sessions look as in lua 5.4", arguments: PromptSessions.all)
    func session(_ session: PromptSession) async throws {
        let ours = try await session.command.run()
        var stock = try await session.command.runStock()
        stock.output = Text(session.withoutEcho(stock.output.string))
        #expect(ours.withoutAddresses == stock.withoutAddresses)
    }

    @Test(
        "After a script and -e the prompt follows in both, with the script's arguments",
        arguments: [
            Command("-i", "-e", "x = 1", input: "x\n"),
            Command("-i", "s.lua", "a", input: "y\n", files: ["s.lua": "y = ..."]),
            Command("-i", "s.lua", input: "1\n", files: ["s.lua": "error('in the script')"]),
            Command("-i", "nosuch.lua", input: "1\n"),
            Command("-i", "-", input: "print('all of it is the script')"),
            Command("-i", "-v", input: ""),
        ]
    )
    func afterScript(_ command: Command) async throws {
        let ours = try await command.run()
        let stock = try await command.runStock()
        let echo = command.input.string
        #expect(ours.error == stock.error)
        #expect(ours.ending == stock.ending)
        #expect(ours.output.string == stock.output.string.replacing("> \(echo)", with: "> "))
    }

    @Test("Input that ends inside a statement shows the syntax error, where lua 5.4 prints (null)")
    func unfinished() async throws {
        for input: Text in ["x =", "x =\n", "do\nprint(1)", "'a\\"] {
            let ours = try await Command("-i", input: input).run()
            #expect(ours.error.string.contains("stdin:"))
            #expect(ours.error.string.contains("near"))
            #expect(!ours.error.string.contains("(null)"))
            #expect(ours.output.string.hasSuffix("> \n"))
            #expect(ours.status == 0)
        }
    }

    @Test("An error object that print raises is named, where lua 5.4 prints (null)")
    func printRaisesTable() async throws {
        let outcome = try await Command("-i", input: "print = function() error({}) end\n2\n").run()
        #expect(outcome.withoutAddresses.error == "error calling 'print' (table: 0x)\n")
    }

    @Test("io.read takes the next line, as in a lua 5.4 without readline, which reads ahead")
    func reading() async throws {
        let outcome = try await Command("-i", input: "io.read()\neaten\n2\n").run()
        #expect(outcome.output.string.hasSuffix("\n> eaten\n> 2\n> \n"))
    }

    @Test("Bytes that are no UTF-8 and NULs pass through")
    func bytes() async throws {
        let input = Text(Array("x = '".utf8) + [0xFF, 0xFE] + Array("'\n#x, x\n".utf8))
        let outcome = try await Command("-i", input: input).run()
        let shown = Array("2\t".utf8) + [0xFF, 0xFE, 0x0A]
        #expect(outcome.output.bytes.firstRange(of: shown) != nil)
    }

    @Test("A line of a megabyte is one line")
    func long() async throws {
        let input = Text("x = '\(String(repeating: "y", count: 1_000_000))'\n#x\n")
        let outcome = try await Command("-i", input: input).run()
        #expect(outcome.output.string.hasSuffix("> > 1000000\n> \n"))
    }
}
