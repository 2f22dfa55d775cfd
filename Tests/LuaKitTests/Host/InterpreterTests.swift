import LuaKit
import Synchronization
import Testing

@Suite("The hosted interpreter")
struct InterpreterTests {
    @Test("It runs code, calls functions with converted values, and keeps its state between calls")
    func calls() async throws {
        let lua = try await LuaInterpreter()
        try await lua.run(
            "count = 0 function greet(name, times) count = count + 1 return ('hi ' .. name):rep(times) end"
        )
        let text: String = try await lua.call("greet", "Ada", 2)
        #expect(text == "hi Adahi Ada")
        try await lua.call("greet", "Bo", 1)
        #expect(try await lua.get("count") == 2)
        let sum: Int = try await lua.run("return 1 + 2")
        #expect(sum == 3)
    }

    @Test("Registered functions take and give converted values, several at once too")
    func registered() async throws {
        let lua = try await LuaInterpreter()
        try await lua.register("shout") { (text: String) in text.uppercased() }
        try await lua.register("split") { (text: String, place: Int) in
            (String(text.prefix(place)), String(text.dropFirst(place)))
        }
        try await lua.register("fallback") { (text: String?) in text ?? "none" }
        let words: [String] = try await lua.run("return {shout('a'), fallback(), fallback('b'), split('abc', 1)}")
        #expect(words == ["A", "none", "b", "a", "bc"])
    }

    @Test("A wrong argument is Lua's own message")
    func wrongArgument() async throws {
        let lua = try await LuaInterpreter()
        try await lua.register("shout") { (text: String) in text.uppercased() }
        try await lua.register("sum") { (numbers: [String: [Int]]) -> Int in numbers.values.joined().reduce(0, +) }
        let problems: [String] = try await lua.run(
            """
            local function problem(...) return select(2, pcall(...)) end
            return {problem(shout), problem(shout, 1), problem(sum, {a = {1, 'x'}}), problem(shout, '\\xff')}
            """
        )
        #expect(
            problems == [
                "bad argument #1 to 'shout' (string expected, got nil)",
                "bad argument #1 to 'shout' (string expected, got number)",
                "bad argument #1 to 'sum' (number expected, got string at a[2])",
                "bad argument #1 to 'shout' (the string is not UTF-8)",
            ]
        )
    }

    @Test("A dotted name calls a function in a table, and one that is not there is an error of its own")
    func names() async throws {
        let lua = try await LuaInterpreter()
        try await lua.run("handlers = {on = {video = function(uri) return uri end}}")
        #expect(try await lua.call("handlers.on.video", "/videos/1") == "/videos/1")
        #expect(try await lua.has(function: "handlers.on.video"))
        #expect(try await !lua.has(function: "handlers.off.video"))
        let error = await #expect(throws: LuaError.self) { try await lua.call("handlers.off.video") }
        #expect(error?.code == .missing)
        #expect(error?.message == "there is no function handlers.off.video")
    }

    @Test("What is printed and written arrives as text, in order")
    func output() async throws {
        let lua = try await LuaInterpreter()
        let log = Mutex("")
        await lua.onOutput { text in log.withLock { $0 += text } }
        try await lua.run(
            "print('a', 1, nil, 2.0) io.write('b', 1, 2.5, '\\n') io.stdout:write('c'):write('\\xffd') io.write() print()"
        )
        #expect(log.withLock { $0 } == "a\t1\tnil\t2.0\nb12.5\nc\u{FFFD}d\n")
        let error = await #expect(throws: LuaError.self) { try await lua.run("io.write('x', {})") }
        #expect(error?.message == "script:1: bad argument #2 to 'write' (string expected, got table)")
    }

    @Test("os.exit throws with its status, whatever the script catches, and the interpreter lives on")
    func exit() async throws {
        let lua = try await LuaInterpreter(libraries: .all)
        let calls = [("os.exit(3)", 3), ("os.exit(true)", 0), ("os.exit(false)", 1), ("os.exit()", 0)]
        for (call, status) in calls {
            let error = await #expect(throws: LuaError.self) {
                try await lua.run("pcall(function() \(call) end) os.exit(9) caught = true")
            }
            #expect(error?.code == .exit)
            #expect(error?.exitStatus == Int32(status))
        }
        let isCaught: Bool? = try await lua.get("caught")
        #expect(isCaught == nil)
    }

    @Test("An error table outlives the state, with message, traceback and its fields")
    func errorTable() async throws {
        var lua: LuaInterpreter? = try await LuaInterpreter()
        let error = await #expect(throws: LuaError.self) {
            try await lua?.run(
                "local function fail() error({reason = 'full', sizes = {1, 2}, more = {ok = true}}) end\nfail()",
                name: "disk"
            )
        }
        lua = nil
        #expect(error?.code == .raised)
        #expect(error?.value?.table?["reason"]?.string == "full")
        #expect(error?.value?.table?["sizes"]?.table?.items == [1, 2])
        #expect(error?.value?.table?["more"]?.table?["ok"] == true)
        #expect(error?.message == "(error object is a table value)")
        #expect(
            error?.traceback?.contains("disk:1: in upvalue 'fail'") == true
                || error?.traceback?.contains("disk:1: in local 'fail'") == true
        )
    }

    @Test("The text of an error comes from its own __tostring, which may wait or fail")
    func errorText() async throws {
        let lua = try await LuaInterpreter()
        try await lua.register("nap") { () async throws in try await Task.sleep(for: .milliseconds(1)) }
        let error = await #expect(throws: LuaError.self) {
            try await lua.run("error(setmetatable({}, {__tostring = function() nap() return 'no space' end}))")
        }
        #expect(error?.message == "no space")
        let other = await #expect(throws: LuaError.self) {
            try await lua.run("error(setmetatable({}, {__tostring = function() error('again') end}))")
        }
        #expect(other?.message == "(error object is a table value)")
    }

    @Test("What a Swift function throws is the underlying error")
    func underlying() async throws {
        let lua = try await LuaInterpreter()
        try await lua.register("fail") { () throws -> Int in throw Oops(name: "one") }
        try await lua.register("wait_and_fail") { () async throws -> Int in throw Oops(name: "two") }
        for (name, text) in [("fail", "one"), ("wait_and_fail", "two")] {
            let error = await #expect(throws: LuaError.self) { try await lua.run("\(name)()") }
            #expect(error?.underlying as? Oops == Oops(name: text))
            #expect(error?.message == "oops \(text)")
        }
        let text: String = try await lua.run("return select(2, pcall(fail)).message")
        #expect(text == "oops one")
    }

    @Test("Code that does not compile is an error with its line")
    func syntax() async throws {
        let lua = try await LuaInterpreter()
        let error = await #expect(throws: LuaError.self) { try await lua.run("local = 1", name: "plugin") }
        #expect(error?.message == "plugin:1: <name> expected near '='")
        let missing = await #expect(throws: LuaError.self) { try await lua.run(file: "/no/such/file.lua") }
        #expect(missing?.message.contains("cannot open /no/such/file.lua") == true)
    }
}
