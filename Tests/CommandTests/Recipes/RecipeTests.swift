import FoundationEssentials
import Testing

@Suite("vimeo-lua recipe")
struct RecipeTests {
    private static let names = [
        "backup", "captions", "clean-up", "edit-from-csv", "replace-sources", "report", "set-privacy", "showcase-sync",
        "thumbnails", "upload-folder",
    ]

    @Test("Each recipe of the program keeps its promises", arguments: names)
    func proofs(name: String) async throws {
        let outcome = try await Command("recipe", "test", Text(name)).run()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(!outcome.output.string.contains("FAIL"))
        #expect(outcome.output.string.contains("a run does what check says"))
    }

    @Test("list, show and --help run no more than the file's top level")
    func descriptions() async throws {
        let list = try await Command("recipe", "list").run()
        #expect(list.output.string.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) } == Self.names)
        #expect(try await Command("recipe", "list", "caption").run().output.string.hasPrefix("captions\t"))
        let source = try await Command("recipe", "show", "report").run().output.string
        #expect(source.hasPrefix("-- Writes statistics"))
        let help = try await Command("recipe", "run", "set-privacy", "--help").run()
        #expect(help.status == 0)
        #expect(
            help.output.string.hasPrefix("Sets who may see videos.\n\nUsage: vimeo-lua recipe run set-privacy VIEW")
        )
    }

    @Test("At its top level a file has no powers, and no time without end")
    func unprivileged() async throws {
        let bodies = [
            "io.open('x', 'w')": "attempt to index a nil value (global 'io')",
            "os.execute('touch x')": "attempt to call a nil value (field 'execute')",
            "vimeo.get('/me')": "vimeo.get cannot be used while a recipe's file is read",
            "vimeo.fs.write('x', '')": "vimeo.fs.write cannot be used while a recipe's file is read",
            "require('lpeg')": "module 'lpeg' not found",
            "while true do end": "timed out!",
            "assert(load('\\27Lua'))": "attempt to load a binary chunk",
        ]
        for (body, message) in bodies {
            let files: [String: Text] = ["r.lua": Text("\(body) return { summary = 'S', run = function() end }")]
            let outcome = try await Command("recipe", "run", "./r.lua", "--help", files: files).run()
            #expect(outcome.error.string.contains(message), "\(body): \(outcome)")
            #expect(outcome.status != 0)
        }
    }

    @Test("A plan is shown, and applied only with --yes where nobody can answer")
    func plan() async throws {
        let dry = try await Command("--sandbox", "recipe", "run", "set-privacy", "nobody", "--dry-run").run()
        #expect(dry.status == 0)
        let planned = dry.output.string.split(separator: "\n")
        #expect(planned.count > 3 && planned.allSatisfy { $0.hasSuffix("-> nobody") })
        #expect(dry.error.string.contains("ok 0  unchanged \(40 - planned.count)  failed 0  left \(planned.count)"))
        let unasked = try await Command("--sandbox", "recipe", "run", "set-privacy", "nobody").run()
        #expect(unasked.status == 64)
        #expect(unasked.output.string.isEmpty)
        #expect(unasked.error.string.contains("add --yes to apply the plan"))
        let run = try await Command("--sandbox", "recipe", "run", "set-privacy", "nobody", "--yes", "--json").run()
        #expect(run.status == 0)
        let lines = run.output.string.split(separator: "\n")
        #expect(lines.count == planned.count && lines.allSatisfy { $0.contains("\"state\":\"ok\"") })
        let limited = try await Command("--sandbox", "recipe", "run", "set-privacy", "nobody", "--yes", "--limit", "2")
            .run()
        #expect(limited.output.string.split(separator: "\n").count == 2)
    }

    @Test(
        "What a recipe does wrong is said",
        arguments: [
            (
                "return { summary = 'S', api = 'write', items = function() return vimeo.each('/me/videos') end, plan = "
                    + "function(v) vimeo.patch(v.uri, { name = 'q' }) end }",
                ["--dry-run"], 1, "a dry run changes nothing"
            ),
            (
                "return { summary = 'S', items = function() return { {} } end, plan = print }", [], 1,
                "an item has no uri"
            ),
            (
                "return { summary = 'S', items = function() return { 1, nil, 3 } end, plan = function() end }", [], 1,
                "items of the recipe has no item 2"
            ),
            (
                "return { summary = 'S', items = function() return 5 end, plan = print }", [], 1,
                "items of the recipe returned a number"
            ),
            (
                "return { summary = 'S', items = function() return { 'a' } end, plan = function() return 5 end }", [],
                1,
                "a: plan of the recipe returned a number"
            ),
            (
                "return { summary = 'S', items = function() return { 'a' } end, plan = function() "
                    + "error(setmetatable({}, { __tostring = function() error('x') end })) end }",
                ["--yes"], 7, "a: (error object is a table value)"
            ),
            (
                "return { summary = 'S', api = 'read', items = function() return { 'a' } end, plan = function() return 'x', "
                    + "function() vimeo.delete('/videos/1001') end end }",
                ["--yes"], 7, "the recipe declares api = \"read\""
            ),
            ("return { summary = 'S', needs = '99', run = print }", [], 64, "the recipe needs vimeo-lua 99"),
            ("return { summary = 'S', run = print, args = { { 'a' } } }", ["1", "2"], 64, "unexpected argument '2'"),
            ("return {", [], 1, "r.lua:1: unexpected symbol"),
        ] as [(String, [String], Int32, String)]
    )
    func mistakes(code: String, words: [String], status: Int32, message: String) async throws {
        var command = Command("--sandbox", "recipe", "run", "./r.lua", files: ["r.lua": Text(code)])
        command.arguments += words.map { Text($0) }
        command.environment["VIMEO_LUA_ALLOW_API"] = "delete"
        let outcome = try await command.run()
        #expect(outcome.status == status, "\(outcome)")
        #expect(outcome.error.string.contains(message), "\(outcome)")
    }

    @Test("The log begins with the run, however many items begin at once; output that cannot be written ends it")
    func log() async throws {
        let folder = try TemporaryFolder()
        let code: Text = """
            return { summary = 'S', api = 'none',
              items = function() local t = {} for i = 1, 40 do t[i] = 'v' .. i end return t end,
              plan = function() return 'x', function() vimeo.sleep(0.001) end end }
            """
        let run = Command("recipe", "run", "./r.lua", "--yes", files: ["r.lua": code])
        #expect(try await run.run(in: folder).status == 0)
        let runs = "\(folder.path)/state/vimeo-lua/runs"
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: runs).first { $0.hasSuffix(".jsonl") })
        let lines: [Substring] = try String(contentsOfFile: "\(runs)/\(name)", encoding: .utf8).split(separator: "\n")
        #expect(lines.first?.hasPrefix("{\"type\":\"run\"") == true)
        // The beginning, three for each change, the end.
        let count = 122
        #expect(lines.count == count)
        let shell: Text = "os.exit(os.execute(os.getenv('PROGRAM') .. ' recipe run ./r.lua --yes > /dev/full') == true)"
        let outcome = try await Command("-e", shell, environment: ["PROGRAM": Programs.ours]).run(in: folder)
        #expect(outcome.status == 1 && outcome.error.string.contains("cannot write to standard output"), "\(outcome)")
    }

    @Test("After kill -9 the log has every change that was shown, and --retry makes the others")
    func killed() async throws {
        let folder = try TemporaryFolder()
        let code: Text = """
            return { summary = 'S', api = 'none',
              items = function() local t = {} for i = 1, 300 do t[i] = 'v' .. i end return t end,
              plan = function() return 'x', function() vimeo.sleep(0.001) end end }
            """
        let run = Command("recipe", "run", "./r.lua", "--yes", files: ["r.lua": code])
        let outcome = try await run.converse(in: folder) { session in
            try await session.wait(for: "v40: x\n")
            try session.kill()
        }
        let shown = outcome.output.string.split(separator: "\n")
        #expect(shown.count < 300)
        let runs = "\(folder.path)/state/vimeo-lua/runs"
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: runs).first { $0.hasSuffix(".jsonl") })
        let retry = Command("recipe", "run", "./r.lua", "--yes", "--retry", Text("\(runs)/\(name)"))
        let rest = try await retry.run(in: folder)
        #expect(rest.status == 0, "\(rest)")
        let others = rest.output.string.split(separator: "\n")
        #expect(Set(shown).isDisjoint(with: others))
        // Four run at once: as many may have been made without being shown.
        #expect(shown.count + others.count >= 300 - 4)
    }

    @Test("Videos that are deleted while pages of them are to come are all found")
    func deletes() async throws {
        let recipe: Text = """
            return { summary = "S.", api = "delete",
              items = function() return vimeo.each("/me/videos", { per_page = 7 }) end,
              plan = function(video) return "delete", function() vimeo.delete(video.uri):check() end end }
            """
        let outcome = try await Command(
            "--sandbox",
            "--allow-api=delete",
            "recipe",
            "run",
            "./r.lua",
            "--yes",
            files: ["r.lua": recipe]
        ).run()
        #expect(outcome.error == "ok 40  unchanged 0  failed 0\n", "\(outcome)")
    }

    @Test("Items may come from whatever vimeo.map takes")
    func iterators() async throws {
        let recipe: Text = """
            return { summary = "S.", api = "none", label = function(row) return row.name end,
              items = function() return vimeo.csv.reader{ text = "name\\na\\nb\\n", header = true } end,
              plan = function() return "do", print end }
            """
        let outcome = try await Command("recipe", "run", "./r.lua", "--dry-run", files: ["r.lua": recipe]).run()
        #expect(outcome.output == "a: do\nb: do\n", "\(outcome)")
    }

    @Test("Three shards do every item once")
    func shards() async throws {
        let folder = try TemporaryFolder()
        _ = try await Command("sandbox").converse { session in
            try await session.waitForSandbox()
            var seen: [Substring] = []
            for part in 1...3 {
                let command = Command(
                    "recipe",
                    "run",
                    "set-privacy",
                    "nobody",
                    "--yes",
                    "--shard",
                    Text("\(part)/3"),
                    environment: session.variables
                )
                let outcome = try await command.run(in: folder)
                #expect(outcome.status == 0, "\(outcome)")
                seen += outcome.output.string.split(separator: "\n")
            }
            #expect(Set(seen).count == seen.count && seen.count > 3)
            let rest = try await Command(
                "recipe",
                "run",
                "set-privacy",
                "nobody",
                "--dry-run",
                environment: session.variables
            ).run(in: folder)
            #expect(rest.output.string.isEmpty)
            try session.terminate()
        }
    }

    @Test("What fails is said and can be completed by --retry; the log of another recipe is refused")
    func retry() async throws {
        let folder = try TemporaryFolder()
        _ = try await Command("sandbox", "--fault", "api.patch:500@#2").converse { session in
            try await session.waitForSandbox()
            let environment = session.variables
            let run = try await Command(
                "recipe",
                "run",
                "set-privacy",
                "nobody",
                "--yes",
                environment: environment
            ).run(in: folder)
            #expect(run.status == 7, "\(run)")
            #expect(run.error.string.contains("failed 1"))
            let log = try #require(run.error.string.firstMatch(of: /--retry (\S+)/)?.output.1)
            let elsewhere = try await Command(
                "--sandbox",
                "recipe",
                "run",
                "set-privacy",
                "--yes",
                "--retry",
                Text(String(log))
            ).run(in: folder)
            #expect(elsewhere.status == 64, "\(elsewhere)")
            #expect(elsewhere.error.string.contains("this one is with the sandbox"), "\(elsewhere)")
            let retry = try await Command(
                "recipe",
                "run",
                "set-privacy",
                "--yes",
                "--retry",
                Text(String(log)),
                environment: environment
            ).run(in: folder)
            #expect(retry.status == 0, "\(retry)")
            #expect(retry.output.string.split(separator: "\n").count == 1)
            let other = try await Command(
                "recipe",
                "run",
                "clean-up",
                "--yes",
                "--retry",
                Text(String(log)),
                environment: environment
            ).run(in: folder)
            #expect(other.status == 64)
            #expect(other.error.string.contains("is of the recipe set-privacy"))
            try session.terminate()
        }
    }

    @Test("On a terminal one question is asked; what was typed before it does not answer it")
    func question() async throws {
        let command = Command("--sandbox", "recipe", "run", "set-privacy", "nobody", "--limit", "1")
        for (answer, status) in [("y\r", 0), ("n\r", 0), ("\r", 0), ("\u{3}", 130)] {
            try await command.inTerminal { session in
                try await session.wait(for: "the question") { $0.text[$0.row].hasPrefix("Apply 1 change? [y/N]") }
                try await session.deliver(answer)
                try await session.wait(for: "the end") { $0.text.contains { $0.hasSuffix("left with \(status)") } }
                let isApplied = session.screen.text.contains { $0.contains("ok 1  unchanged") }
                #expect(isApplied == (answer == "y\r"))
            }
        }
    }

    @Test("new writes a recipe that passes its test; add copies it, remove removes it")
    func ownRecipes() async throws {
        let folder = try TemporaryFolder()
        #expect(try await Command("recipe", "new", "mine").run(in: folder).status == 0)
        #expect(try await Command("recipe", "new", "mine").run(in: folder).status == 64)
        let test = try await Command("recipe", "test", "./mine.lua").run(in: folder)
        #expect(test.status == 0, "\(test)")
        let added = try await Command("recipe", "add", "mine.lua").run(in: folder)
        #expect(added.output.string == "mine\n")
        #expect(added.error.string.contains("added mine: it may change your account"))
        let changed = Command(
            "recipe",
            "add",
            "mine.lua",
            files: ["mine.lua": "return { summary = 'S.', api = 'delete', run = function() end }"]
        )
        #expect(
            try await changed.run(in: folder).error.string.contains("now it may change your account and delete from it")
        )
        #expect(try await Command("recipe", "list", "S.").run(in: folder).output.string.contains("mine\tS.\tyours"))
        #expect(try await Command("recipe", "remove", "mine").run(in: folder).status == 0)
        #expect(try await Command("recipe", "run", "mine").run(in: folder).status == 64)
    }

    @Test("A recipe that hides another is said to, when it is added and when it is removed")
    func hidden() async throws {
        let folder = try TemporaryFolder()
        try folder.write("report.lua", "return { summary = 'S.', api = 'none', run = function() end }")
        let added = try await Command("recipe", "add", "report.lua").run(in: folder)
        #expect(added.error.string.contains("there is another recipe report (comes with vimeo-lua)"), "\(added)")
        let removed = try await Command("recipe", "remove", "report").run(in: folder)
        #expect(removed.error.string.contains("report is now another one (comes with vimeo-lua)"), "\(removed)")
        try folder.write("mine.lua", "return {}")
        let found = try await Command("recipe", "run", "mine").run(in: folder)
        #expect(found.status == 64 && found.error.string.contains("./mine.lua"), "\(found)")
    }

    @Test(
        "A test that can prove nothing is a mistake",
        arguments: [
            ("{}", 64, "test 1 has no check"),
            ("{ check = print, args = 'x' }", 64, "args of test 1 is a string"),
            ("{ check = print, args = { {} } }", 64, "args of test 1 has a table as word 1"),
            ("{ check = print, args = { '--help' } }", 64, "--help, which runs nothing"),
            ("{ check = print, seed = 'x' }", 64, "seed of test 1 is a string"),
            ("{ check = print, files = 'x' }", 64, "files of test 1 is a string"),
            ("{ check = function() return false end }", 7, "check returned false"),
        ]
    )
    func vainTests(test: String, status: Int32, message: String) async throws {
        let code = "return { summary = 'S', api = 'none', run = function() end, tests = { \(test) } }"
        let outcome = try await Command("recipe", "test", "./r.lua", files: ["r.lua": Text(code)]).run()
        #expect(outcome.status == status, "\(outcome)")
        #expect((outcome.output.string + outcome.error.string).contains(message), "\(outcome)")
    }

    @Test(
        "Wrong usage ends with 64 and says what to do",
        arguments: [
            (["recipe"], "recipe needs an action"),
            (["recipe", "lsit"], "did you mean recipe list?"),
            (["recipe", "run"], "recipe needs a name or file"),
            (["recipe", "run", "set-privcy"], "did you mean set-privacy?"),
            (["recipe", "run", "set-privacy"], "VIEW is missing"),
            (["recipe", "run", "report", "out", "--dry-run"], "--dry-run needs a recipe with items and plan"),
            (["recipe", "run", "--yes", "set-privacy"], "--yes belongs after the recipe's name"),
            (["recipe", "run", "set-privacy", "nobody", "--sandbox"], "--sandbox belongs before 'recipe'"),
            (["recipe", "run", "set-privacy", "nobody", "--allow-api=read"], "--allow-api belongs before the recipe"),
            (["recipe", "run", "set-privacy", "nobody", "--limit", "0"], "give a number of at least 1"),
            (["recipe", "run", "set-privacy", "--retry", "/"], "the log /: it is not a regular file"),
            (["recipe", "run", "set-privacy", "--retry", "/dev/null"], "the log /dev/null: it is not a regular file"),
            (["recipe", "remove", "report"], "is not one of your own recipes"),
            (["recipe", "add", "nowhere"], "there is no file or folder nowhere"),
        ] as [([String], String)]
    )
    func usage(words: [String], message: String) async throws {
        var command = Command()
        command.arguments = words.map { Text($0) }
        let outcome = try await command.run()
        #expect(outcome.status == 64)
        #expect(outcome.error.string.contains(message), "\(outcome)")
    }
}
