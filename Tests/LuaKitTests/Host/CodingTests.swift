import LuaKit
import Testing

@Suite("Swift values in Lua and back")
struct CodingTests {
    struct Video: Codable, Sendable, Equatable {
        struct Privacy: Codable, Sendable, Equatable {
            var view: String
            var people: [Int]
        }
        enum State: String, Codable, Sendable { case ready, waiting }

        var name: String
        var size: UInt64
        var rating: Double?
        var state = State.ready
        var privacy: Privacy
        var tags: [String] = []
        var counts: [String: Int] = [:]
        var places: [Int: String] = [:]
        var bytes: [UInt8] = []
        var pairs: [[Bool]] = []
        var maybe: [Int?] = []
    }

    private static let videos = [
        Video(name: "", size: 0, privacy: .init(view: "nobody", people: [])),
        Video(
            name: "Größe\0end",
            size: 9_223_372_036_854_775_807,
            rating: -0.5,
            state: .waiting,
            privacy: .init(view: "anybody", people: [1, 2, 3]),
            tags: ["a", "b"],
            counts: ["1": 1, "two": 2],
            places: [1: "first", 5: "fifth", -3: "minus"],
            bytes: [0, 255, 128, 10],
            pairs: [[true, false], []],
            maybe: [1, nil, 3]
        ),
    ]

    @Test("What goes in comes back", arguments: videos)
    func roundTrip(_ video: Video) async throws {
        let lua = try await LuaInterpreter()
        try await lua.run("function echo(...) return ... end")
        #expect(try await lua.call("echo", video) == video)
        let list: [Video?] = try await lua.call("echo", [video, nil, video])
        #expect(list == [video, nil, video])
    }

    @Test("Scripts see structures as tables, lists as lists, bytes as strings, and nil as absent")
    func inLua() async throws {
        let lua = try await LuaInterpreter()
        try await lua.run(
            """
            function check(v)
              return {v.size == math.maxinteger, math.type(v.size), v.rating, v.state, #v.tags, v.privacy.people[3],
                v.counts['1'], tostring(v.counts[1]), v.places[5], #v.bytes, v.bytes:byte(2), tostring(v.pairs[2][1])}
            end
            """
        )
        let seen: [LuaValue] = try await lua.call("check", Self.videos[1])
        #expect(
            seen == [true, "integer", .number(-0.5), "waiting", 2, 3, 1, "nil", "fifth", 4, 255, "nil"]
        )
    }

    @Test("Integers keep every digit, and a number with an integral value is an integer")
    func integers() async throws {
        let lua = try await LuaInterpreter()
        #expect(try await lua.run("return 9007199254740993") as Int == 9_007_199_254_740_993)
        #expect(try await lua.run("return math.mininteger") as Int64 == .min)
        #expect(try await lua.run("return 3.0") as Int == 3)
        #expect(try await lua.run("return 3") as Double == 3)
        #expect(try await lua.run("return 200") as UInt8 == 200)
    }

    @Test("An empty table is an empty list, an empty dictionary, and a structure of optional fields")
    func emptyTable() async throws {
        struct Optionals: Codable, Sendable, Equatable { var a: Int? }
        let lua = try await LuaInterpreter()
        #expect(try await lua.run("return {}") as [Int] == [])
        #expect(try await lua.run("return {}") as [String: Int] == [:])
        #expect(try await lua.run("return {}") as Optionals == Optionals())
        #expect(try await lua.run("return nil") as Int? == nil)
        #expect(try await lua.run("return") as Int? == nil)
    }

    @Test(
        "What does not fit says what was expected, what there was, and where",
        arguments: [
            ("return {privacy = {view = 1}}", "the result of script: string expected, got number at privacy.view"),
            (
                "return {privacy = {view = 'x', people = {1, 'b'}}}",
                "the result of script: number expected, got string at privacy.people[2]"
            ),
            (
                "return {privacy = {view = 'x', people = {1, 2.5}}}",
                "the result of script: number has no integer representation at privacy.people[2]"
            ),
            (
                "return {privacy = {view = 'x', people = {1, n = 2}}}",
                "the result of script: list expected, got a table with other keys at privacy.people"
            ),
            ("return {privacy = {1}}", "the result of script: table with fields expected, got a list at privacy"),
            ("return {privacy = {}}", "the result of script: string expected, got nil at privacy.view"),
            ("return {privacy = print}", "the result of script: table expected, got function at privacy"),
            (
                "local t = {} t.privacy = t return {privacy = {view = t, people = {}}}",
                "the result of script: string expected, got table at privacy.view"
            ),
            ("return 1", "the result of script: table expected, got number"),
        ]
    )
    func misfits(_ code: String, _ message: String) async throws {
        struct Wanted: Decodable, Sendable { var privacy: Video.Privacy }
        let lua = try await LuaInterpreter()
        let error = await #expect(throws: LuaError.self) { let _: Wanted = try await lua.run(code) }
        #expect(error?.code == .conversion)
        #expect(error?.message == message)
    }

    @Test("Numbers beyond Lua's are refused, and so are keys of another type than the dictionary's")
    func refused() async throws {
        let lua = try await LuaInterpreter()
        let error = await #expect(throws: LuaError.self) { try await lua.set("x", to: [UInt64.max]) }
        #expect(error?.message == "the value of x: 18446744073709551615 does not fit 64 bits with a sign at [1]")
        await #expect(throws: LuaError.self) { let _: [String: Int] = try await lua.run("return {a = 1, [2] = 2}") }
        await #expect(throws: LuaError.self) { let _: [Int: Int] = try await lua.run("return {a = 1, [2] = 2}") }
        await #expect(throws: LuaError.self) { let _: UInt8 = try await lua.run("return 256") }
    }

    @Test("Strings that are not UTF-8 go through as bytes and as values")
    func bytes() async throws {
        let lua = try await LuaInterpreter()
        try await lua.run("function echo(...) return ... end")
        #expect(try await lua.call("echo", [0xFF, 0x00, 0xC3] as [UInt8]) == [0xFF, 0x00, 0xC3] as [UInt8])
        #expect(try await lua.call("echo", LuaValue.string([0xFF])) == LuaValue.string([0xFF]))
        let error = await #expect(throws: LuaError.self) { let _: String = try await lua.run("return '\\xff'") }
        #expect(error?.message == "the result of script: the string is not UTF-8")
    }

    @Test("A table that grows without bound when it is copied is refused")
    func doubling() async throws {
        let lua = try await LuaInterpreter()
        let error = await #expect(throws: LuaError.self) {
            let _: LuaValue = try await lua.run("local t = {} for _ = 1, 60 do t = {t, t} end return t")
        }
        #expect(error?.code == .conversion)
    }

    @Test("A copy keeps items, fields of all plain keys and the mark of lists; a table in itself is a reference")
    func copies() async throws {
        let lua = try await LuaInterpreter()
        let table: LuaTable = try await lua.run(
            "local t = {1, 'b', nil, 4, [true] = 'yes', [2.5] = 'half', ['\\xff'] = 1} t.own = t return t"
        )
        #expect(table.items == [1, "b"])
        #expect(table.fields[.boolean(true)] == "yes")
        #expect(table.fields[.number(2.5)] == "half")
        #expect(table.fields[.string([0xFF])] == 1)
        #expect(table.fields[.integer(4)] == 4)
        guard case .reference(.table, _)? = table["own"] else {
            Issue.record("no reference")
            return
        }
    }
}
