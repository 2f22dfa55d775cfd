import FoundationEssentials
import TestSupport
import Testing

@Suite("Runs of recipes")
struct RecipeRunTests {
    @Test("A dry run writes no files; finish is called after the changes, and not without them")
    func dryRun() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "r.lua",
            """
            return {
              summary = "S.", api = "none", args = { { "--early", type = "boolean" } }, write = ".",
              items = function(args)
                if args.early then vimeo.fs.write("early.txt", "x") end
                return { "a", "b" }
              end,
              plan = function(item)
                if item == "b" then return end
                return "write", function() vimeo.fs.write(item .. ".txt", "x") end
              end,
              finish = function(args, summary)
                print("finish", summary.ok, summary.unchanged, summary.failed, summary.left)
              end,
            }
            """
        )
        func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(name)) }
        func run(_ words: Text...) async throws -> Outcome {
            var command = Command("--allow-write=.", "recipe", "run", "./r.lua")
            command.arguments += words
            return try await command.run(in: folder)
        }
        let refused = try await run("--early", "--dry-run")
        #expect(refused.status == 1 && refused.error.string.contains("not allowed: writing early.txt"), "\(refused)")
        #expect(refused.error.string.contains("a dry run writes no files"))
        let dry = try await run("--dry-run")
        #expect(dry.status == 0 && dry.output.string == "a: write\n", "\(dry)")
        #expect(!exists("early.txt") && !exists("a.txt"))
        #expect(try await run().output.string.isEmpty)
        let real = try await run("--early", "--yes")
        #expect(real.output.string == "a: write\nfinish\t1\t1\t0\t0\n", "\(real)")
        #expect(exists("early.txt") && exists("a.txt"))
    }

    @Test("The same run cannot begin while it is under way")
    func lock() async throws {
        let command = Command("--sandbox", "recipe", "run", "set-privacy", "nobody", "--limit", "1")
        let folder = try TemporaryFolder()
        try await command.inTerminal(in: folder) { session in
            try await session.wait(for: "the question") { $0.text[$0.row].hasPrefix("Apply 1 change? [y/N]") }
            let second = try await command.run(in: folder)
            #expect(second.status == 5, "\(second)")
            #expect(second.error.string.contains("this run is under way as process"))
            let other = try await Command("--sandbox", "recipe", "run", "set-privacy", "anybody", "--yes").run(
                in: folder
            )
            #expect(other.status == 0, "\(other)")
            try await session.deliver("n\r")
            try await session.wait(for: "the end") { $0.text.contains { $0.hasSuffix("left with 0") } }
        }
        #expect(try await command.run(in: folder).status == 64)
    }

    @Test("--yes also answers the questions of a recipe that only has run")
    func confirmation() async throws {
        let files: [String: Text] = [
            "r.lua": "return { summary = 'S.', api = 'none', run = function() print(vimeo.confirm('Sure?')) end }"
        ]
        let run = try await Command("recipe", "run", "./r.lua", "--yes", files: files).run()
        #expect(run.status == 0 && run.output.string == "true\n", "\(run)")
        let unasked = try await Command("recipe", "run", "./r.lua", files: files).run()
        #expect(unasked.status == 1 && unasked.error.string.contains("no terminal to ask on"), "\(unasked)")
    }

    @Test("A total that no list has is not believed")
    func total() async throws {
        let files: [String: Text] = [
            "r.lua": """
            return {
              summary = "S.", api = "none",
              items = function()
                local number = 0
                return function()
                  number = number + 1
                  if number == 2 then error("the end") end
                  return "a"
                end, math.mininteger
              end,
              plan = function() return "change", function() end end,
            }
            """
        ]
        let run = try await Command("recipe", "run", "./r.lua", "--yes", "--concurrency", "1", files: files).run()
        #expect(run.status == 1 && run.error.string.contains("the end"), "\(run)")
    }

    @Test("Recipes are found in the folders of VIMEO_LUA_RECIPES; what is the file's own may compute at its top level")
    func variable() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "team/mine.lua",
            """
            local since = vimeo.time.ago("90d")
            local path = vimeo.path("/videos/{}", "a b")
            return { summary = "Since " .. vimeo.time.format(since):sub(1, 2), description = "Of harbours.", api = "none",
              run = function() print(path) end }
            """
        )
        let environment = ["VIMEO_LUA_RECIPES": "\(folder.path)/none:\(folder.path)/team"]
        func run(_ words: Text...) async throws -> Outcome {
            var command = Command(environment: environment)
            command.arguments = ["recipe"] + words
            return try await command.run(in: folder)
        }
        #expect(try await run("run", "mine").output.string == "/videos/a%20b\n")
        #expect(try await run("list", "harbours").output.string == "mine\tSince 20\tVIMEO_LUA_RECIPES\n")
        let none = try await run("list", "zzz")
        #expect(none.status == 0 && none.output.string.isEmpty)
        #expect(none.error.string.contains("no recipe has 'zzz' in its name, summary or description"))
    }

    @Test("The log of a run is completed by --retry; that the recipe has changed is said once")
    func changedRecipe() async throws {
        let folder = try TemporaryFolder()
        func write(_ mark: String) throws {
            try folder.write(
                "r.lua",
                """
                return { summary = "S.", api = "none", items = function() return { "a" } end,
                  plan = function() return "fail", function() error("no") end end } -- \(mark)
                """
            )
        }
        try write("first")
        let first = try await Command("recipe", "run", "./r.lua", "--yes").run(in: folder)
        let log = try #require(first.error.string.split(separator: " ").last { $0.contains(".jsonl") })
        try write("second")
        let second = try await Command(
            "recipe",
            "run",
            "./r.lua",
            "--yes",
            "--retry",
            Text(String(log.prefix { !$0.isNewline }))
        )
        .run(in: folder)
        #expect(second.status == 7, "\(second)")
        #expect(second.error.string.ranges(of: "the recipe has changed").count == 1, "\(second)")
    }

    @Test("No more items are planned or changed at the same time than --concurrency says", arguments: [1, 3])
    func concurrency(limit: Int) async throws {
        let files: [String: Text] = [
            "r.lua": """
            local running, most, order = 0, 0, {}
            local function work(name)
              running = running + 1
              most = math.max(most, running)
              order[#order + 1] = name
              vimeo.sleep(0.001)
              running = running - 1
            end
            return {
              summary = "S.", api = "none",
              items = function()
                local list = {}
                for number = 1, 20 do list[number] = number end
                return list
              end,
              plan = function(number)
                work("plan " .. number)
                return "change", function() work("change " .. number) end
              end,
              finish = function() print(most, #order, table.concat(order, ", ", 1, 4)) end,
            }
            """
        ]
        var command = Command("recipe", "run", "./r.lua", "--yes", "--concurrency", Text("\(limit)"), files: files)
        let applied = try await command.run()
        let last = try #require(applied.output.string.split(separator: "\n").last, "\(applied)")
        #expect(last.hasPrefix("\(limit)\t40\t"))
        if limit == 1 { #expect(last.hasSuffix("\tplan 1, change 1, plan 2, change 2")) }
        command.arguments[3] = "--dry-run"
        #expect(try await command.run().status == 0)
    }

    @Test("What is refused to one item fails it alone, and is counted")
    func refusals() async throws {
        let files: [String: Text] = [
            "r.lua": """
            return {
              summary = "S.", api = "write",
              items = function() return { "/videos/1001", "/videos/1002", "/videos/1003" } end,
              plan = function(uri)
                return "change", function()
                  if uri == "/videos/1002" then vimeo.delete(uri) end
                end
              end,
            }
            """
        ]
        let run = try await Command("--sandbox", "--allow-api=write", "recipe", "run", "./r.lua", "--yes", files: files)
            .run()
        #expect(run.status == 7 && run.error.string.contains("/videos/1002: not allowed: DELETE"), "\(run)")
        #expect(run.error.string.contains("ok 2  unchanged 0  failed 1"), "\(run)")
    }

    @Test("A label that is not text is an error")
    func label() async throws {
        let files: [String: Text] = [
            "r.lua": """
            return { summary = "S.", api = "none", items = function() return { "a" } end, plan = print,
              label = function() return {} end }
            """
        ]
        let run = try await Command("recipe", "run", "./r.lua", "--yes", files: files).run()
        #expect(run.status == 1 && run.error.string.contains("label of the recipe returned a table"), "\(run)")
    }
}
