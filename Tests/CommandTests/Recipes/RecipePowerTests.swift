import FoundationEssentials
import TestSupport
import Testing

@Suite("The powers of recipes")
struct RecipePowerTests {
    /// Reads what it declares, and tries to read something else.
    private static let reader = """
        return { summary = 'S.', api = 'none', read = 'data', args = { { 'word', required = false } },
          run = function(args)
            print('read ' .. vimeo.fs.read('data/x'))
            print(args.word, pcall(vimeo.fs.read, 'other'))
          end }
        """

    private static func folder(_ code: String = reader) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("r.lua", code)
        try folder.write("data/x", "granted")
        try folder.write("other", Attack.secret)
        return folder
    }

    @Test("Without a terminal nothing is granted but by options")
    func withoutTerminal() async throws {
        let folder = try Self.folder()
        let asked = try await Command("recipe", "run", "./r.lua").run(in: folder)
        #expect(asked.status == 64 && asked.output.string.isEmpty, "\(asked)")
        let question = "the recipe ./r.lua asks for powers that nobody has allowed: it may read data"
        #expect(asked.error.string.contains(question))
        #expect(asked.error.string.contains("to allow it: vimeo-lua recipe run --allow-read=data ./r.lua"))
        for words in [["--allow-read=data", "recipe", "run"], ["recipe", "run", "--allow-read", "data"]] {
            var command = Command()
            command.arguments = (words + ["./r.lua"]).map { Text($0) }
            let run = try await command.run(in: folder)
            #expect(run.status == 0 && run.output.string.hasPrefix("read granted\n"), "\(run)")
            #expect(!run.output.string.contains(Attack.secret))
        }
        let less = try await Command("--allow-read=other", "recipe", "run", "./r.lua").run(in: folder)
        #expect(less.status == 1 && less.error.string.contains("not allowed: reading data/x"), "\(less)")
    }

    @Test("What comes after the name of a recipe grants nothing")
    func arguments() async throws {
        let folder = try Self.folder()
        let option = try await Command("--allow-read=data", "recipe", "run", "./r.lua", "--allow-read=.")
            .run(in: folder)
        #expect(option.status == 64 && option.error.string.contains("unknown option --allow-read"), "\(option)")
        let word = try await Command("--allow-read=data", "recipe", "run", "./r.lua", "--", "--allow-read=.")
            .run(in: folder)
        #expect(word.status == 0 && word.output.string.contains("--allow-read=.\tfalse"), "\(word)")
    }

    @Test("A file that the user names is granted; one that the recipe names as a default is asked for")
    func namedFiles() async throws {
        let code = """
            return { summary = 'S.', api = 'none', args = { { '--file', type = 'file', default = 'other' } },
              run = function(args) print(vimeo.fs.read(args.file)) end }
            """
        let folder = try Self.folder(code)
        let standard = try await Command("recipe", "run", "./r.lua").run(in: folder)
        #expect(standard.status == 64 && standard.error.string.contains("may read other"), "\(standard)")
        let named = try await Command("--allow-read=none", "recipe", "run", "./r.lua", "--file", "data/x")
            .run(in: folder)
        #expect(named.output.string == "granted\n", "\(named)")
        let other = try await Command("--allow-read=none", "recipe", "run", "./r.lua").run(in: folder)
        #expect(other.status == 1 && !other.output.string.contains(Attack.secret), "\(other)")
    }

    @Test("y is remembered for this content, o is not, n runs nothing")
    func answers() async throws {
        let folder = try Self.folder()
        let command = Command("recipe", "run", "./r.lua")
        func run(_ answer: String?, _ status: Int32) async throws {
            try await command.inTerminal(columns: 200, in: folder) { session in
                if let answer {
                    try await session.wait(for: "the question") { $0.text[$0.row].contains("[y/o/N]") }
                    #expect(session.screen.text.contains { $0.contains("asks for powers:") })
                    #expect(session.screen.text.contains("  it may read data"))
                    let command = "To answer in advance: vimeo-lua recipe run --allow-read=data ./r.lua …"
                    #expect(session.screen.text.contains(command))
                    try await session.deliver(answer)
                }
                try await session.wait(for: "the end") { $0.text.contains { $0.hasSuffix("left with \(status)") } }
                #expect(session.screen.text.contains("read granted") == (status == 0))
            }
        }
        try await run("n\r", 1)
        try await run("\r", 1)
        try await run("o\r", 0)
        try await run("y\r", 0)
        try await run(nil, 0)
        #expect(try folder.mode("state/vimeo-lua/powers.jsonl") == 0o600)
        #expect(try await command.run(in: folder).status == 0)
        try folder.write("r.lua", Self.reader + " -- changed")
        #expect(try await command.run(in: folder).status == 64)
        try await run("n\r", 1)
    }

    @Test("A file that changes during the question runs as it was asked about")
    func changed() async throws {
        let folder = try Self.folder()
        try await Command("recipe", "run", "./r.lua").inTerminal(columns: 200, in: folder) { session in
            try await session.wait(for: "the question") { $0.text[$0.row].contains("[y/o/N]") }
            try folder.write("r.lua", "return { summary = 'S.', run = function() print('another') end }")
            try await session.deliver("y\r")
            try await session.wait(for: "the end") { $0.text.contains { $0.contains("left with") } }
            #expect(session.screen.text.contains("read granted"))
            #expect(!session.screen.text.contains("another"))
        }
        #expect(try await Command("recipe", "run", "./r.lua").run(in: folder).status == 64)
    }

    @Test("The question shows what would hide")
    func spoofing() async throws {
        let code = """
            return { summary = 'S.', api = 'none', read = { 'a\\u{202E}b', 'c\\u{200B}d', 'e\\27[2K\\rf' }, run = print }
            """
        let folder = try Self.folder(code)
        try await Command("recipe", "run", "./r.lua").inTerminal(columns: 200, in: folder) { session in
            try await session.wait(for: "the question") { $0.text[$0.row].contains("[y/o/N]") }
            let line = session.screen.text.first { $0.contains("it may read") } ?? ""
            #expect(line == "  it may read a\\u{202e}b, c\\u{200b}d, e\\u{1b}[2K\\u{d}f")
            try await session.deliver("n\r")
            try await session.wait(for: "the end") { $0.text.contains { $0.hasSuffix("left with 1") } }
        }
        for (list, message) in [
            ("read = { ('x'):rep(201) }", "read has more than 20 entries"),
            ("net = { '' }", "net has more than 20 entries"),
            ("env = 'VIMEO_ACCESS_TOKEN'", "env has VIMEO_ACCESS_TOKEN"),
        ] {
            try folder.write("r.lua", "return { summary = 'S.', \(list), run = print }")
            let outcome = try await Command("recipe", "run", "./r.lua").run(in: folder)
            #expect(outcome.status == 64 && outcome.error.string.contains(message), "\(outcome)")
        }
    }

    @Test("The functions of a test have the sandbox and its folder, and no more")
    func proofs() async throws {
        let code = """
            return { summary = 'S.', api = 'none', run = function() end, tests = { {
              prepare = function() vimeo.fs.write('in', 'x') end,
              check = function()
                assert(vimeo.fs.read('in') == 'x' and vimeo.get('/me').ok and not pcall(vimeo.fs.read, '/etc/passwd'))
                assert(not os.execute and not io.popen and not debug)
              end } } }
            """
        let folder = try Self.folder(code)
        let outcome = try await Command("recipe", "test", "./r.lua").run(in: folder)
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test("What leads out of a test's sandbox and folder is asked for, before anything runs")
    func testPowers() async throws {
        let code = """
            return { summary = 'S.', api = 'delete', read = 'data', run = { 'touch' }, items = function() return {} end,
              plan = function() end, tests = { { prepare = function() vimeo.run{ 'touch', 'made' } end } } }
            """
        let folder = try Self.folder(code)
        let asked = try await Command("recipe", "test", "./r.lua").run(in: folder)
        #expect(asked.status == 64 && asked.output == "", "\(asked)")
        #expect(asked.error.string.contains("nobody has allowed: it may run touch\n"), "\(asked)")
        let allowed = try await Command("--allow-run=touch", "recipe", "test", "./r.lua").run(in: folder)
        #expect(!allowed.error.string.contains("nobody has allowed"), "\(allowed)")
    }

    @Test("Modules of a recipe that is tested are those beside it, also by a relative name")
    func testedModules() async throws {
        let code = """
            local m = require 'm'
            return { summary = 'S.', api = 'none', run = function() require 'm' end,
              tests = { { check = function() assert(m.word == 'beside') end } } }
            """
        let folder = try Self.folder(code)
        try folder.write("m.lua", "return { word = 'beside' }")
        let outcome = try await Command("recipe", "test", "r.lua").run(in: folder)
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test(
        "Only visible Lua files are modules",
        arguments: ["./.env", "./?.txt", "./.hidden/?.lua", "./a/b/c/d/e/?.lua", "../?.lua"]
    )
    func otherModules(path: String) async throws {
        let code = """
            package.path = "\(path)"
            return { summary = 'S.', api = 'none', run = function() print(pcall(require, 'm')) end }
            """
        let folder = try TemporaryFolder()
        try folder.write("sub/r.lua", code)
        for name in [".env", "m.txt", ".hidden/m.lua", "a/b/c/d/e/m.lua", "../m.lua"] {
            try folder.write("sub/\(name)", "return '\(Attack.secret)'")
        }
        var command = Command("recipe", "run", "./r.lua")
        command.workingFolder = "sub"
        let outcome = try await command.run(in: folder)
        #expect(outcome.output.string.hasPrefix("false"), "\(outcome)")
        #expect(!outcome.output.string.contains(Attack.secret) && !outcome.error.string.contains(Attack.secret))
    }

    @Test("Modules are those beside the recipe")
    func modules() async throws {
        let code = """
            local m = require 'm'
            return { summary = 'S.', api = 'none', run = function() print(m, pcall(require, 'n')) end }
            """
        let folder = try Self.folder()
        try folder.write("sub/r.lua", code)
        try folder.write("sub/m.lua", "return 'beside'")
        try folder.write("n.lua", "return '\(Attack.secret)'")
        try folder.link("sub/n.lua", to: "../n.lua")
        let outcome = try await Command("recipe", "run", "sub/r.lua").run(in: folder)
        #expect(outcome.output.string.hasPrefix("beside\tfalse"), "\(outcome)")
        #expect(!outcome.output.string.contains(Attack.secret))
    }
}
