import Testing

@Suite("Where an error was raised")
struct PlaceTests {
    @Test("The report of an error of check names its line and the functions that ran, in a map too")
    func check() async throws {
        let code = """
            local function look(uri)
              vimeo.get(uri):check()
            end
            vimeo.map({'/videos/1'}, function(uri) look(uri) end)
            """
        let outcome = try await Command("--sandbox", "look.lua", files: ["look.lua": Text(code)]).run()
        #expect(outcome.errorLines.first?.hasPrefix("lua: look.lua:2: GET http") == true, "\(outcome)")
        #expect(outcome.errorLines.contains("\tlook.lua:4: in function <look.lua:4>"), "\(outcome)")
        #expect(outcome.errorLines.contains { $0.hasPrefix("hint: ") })
        #expect(outcome.status == 6)
    }

    @Test("The report of an error in a function of map has the frames of that function")
    func map() async throws {
        let code = "local function f(x)\n  error('no')\nend\nvimeo.map({7}, function(x) f(x) end)"
        let outcome = try await Command("look.lua", files: ["look.lua": Text(code)]).run()
        #expect(outcome.errorLines.first == "lua: look.lua:2: no (item 1: 7)")
        #expect(outcome.errorLines.contains("\tlook.lua:2: in upvalue 'f'"), "\(outcome)")
        #expect(outcome.errorLines.contains("\tlook.lua:4: in main chunk"), "\(outcome)")
    }

    @Test("Sources that raise tables in many uploads at once end the script with that error, however often it runs")
    func failingSources() async throws {
        let code = """
            local ok, e = pcall(vimeo.map, {1, 2, 3, 4, 5, 6, 7, 8}, function()
              return vimeo.upload({size = 1000000, data = function() error({'boom'}) end})
            end, {concurrency = 8})
            print(ok, e[1])
            """
        for _ in 1...5 {
            let outcome = try await Command("--sandbox", "-e", Text(code)).run()
            #expect(outcome.output == "false\tboom\n" && outcome.status == 0, "\(outcome)")
        }
    }
}
