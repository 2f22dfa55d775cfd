import Foundation
import Subprocess
import SystemPackage
import Testing

@Suite("C modules and compiled chunks")
struct ModuleTests {
    private static let source: Text = """
        #include <lua.h>
        #include <lauxlib.h>

        static int finish(lua_State *L, int status, lua_KContext context) {
            (void)status; (void)context;
            return lua_gettop(L);
        }

        static int call_through(lua_State *L) {
            lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, finish);
            return finish(L, LUA_OK, 0);
        }

        static int closed(lua_State *L) {
            (void)L;
            fputs("closed\\n", stdout);
            return 0;
        }

        int luaopen_tiny(lua_State *L) {
            luaL_checkversion(L);
            lua_newtable(L);
            lua_pushcfunction(L, call_through);
            lua_setfield(L, -2, "call");
            lua_newuserdatauv(L, 1, 0);
            lua_newtable(L);
            lua_pushcfunction(L, closed);
            lua_setfield(L, -2, "__gc");
            lua_setmetatable(L, -2);
            lua_setfield(L, LUA_REGISTRYINDEX, "tiny.kept");
            return 1;
        }
        """

    @Test(
        "A C module built for Debian's Lua loads, calls back, yields through, and is closed",
        .enabled(if: Programs.compiler != nil, "needs a C compiler")
    )
    func module() async throws {
        let compiler = try #require(Programs.compiler)
        let folder = try TemporaryFolder()
        try folder.write("tiny.c", Self.source)
        let result = try await Subprocess.run(
            .path(FilePath(compiler)),
            arguments: [
                "-shared", "-fPIC", "-I/usr/include/lua5.4", "-o", "\(folder.path)/tiny.so", "\(folder.path)/tiny.c",
            ],
            output: .discarded,
            error: .string(limit: 1 << 20)
        )
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
        let library = try folder.read("tiny.so")
        let script: Text = """
            local tiny = require "tiny"
            print(select(2, require "tiny"))
            print(tiny.call(math.max, 3, 9))
            print(pcall(tiny.call, error, "through C"))
            local co = coroutine.wrap(function() return tiny.call(coroutine.yield, 1, 2) end)
            print(co())
            print(co("resumed"))
            """
        let command = Command("s.lua", files: ["s.lua": script, "tiny.so": library])
        let ours = try await command.run()
        #expect(ours == (try await command.runStock()))
        #expect(ours.output.string.hasSuffix("closed\n"))
        #expect(ours.status == 0)
    }

    @Test(
        "The program has every function of liblua for C modules",
        .enabled(if: Programs.compiler != nil, "needs a C compiler")
    )
    func everyFunction() async throws {
        let compiler = try #require(Programs.compiler)
        let folder = try TemporaryFolder()
        var names: Set<String> = []
        for header in ["lua.h", "lauxlib.h"] {
            let text = try String(contentsOfFile: "/usr/include/lua5.4/\(header)", encoding: .utf8)
            for match in text.matches(of: /LUA(?:LIB)?_API[^;(]*\((luaL?_\w+)\) *\(/) { names.insert(String(match.1)) }
        }
        try #require(names.count > 130)
        let table = names.sorted().map { "(void *)\($0)" }.joined(separator: ", ")
        try folder.write(
            "all.c",
            Text(
                """
                #include <lua.h>
                #include <lauxlib.h>
                void *all[] = {\(table)};
                int luaopen_all(lua_State *L) {
                    int count = 0;
                    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) count += all[i] != 0;
                    lua_pushinteger(L, count);
                    return 1;
                }
                """
            )
        )
        let result = try await Subprocess.run(
            .path(FilePath(compiler)),
            arguments: [
                "-shared", "-fPIC", "-I/usr/include/lua5.4", "-o", "\(folder.path)/all.so", "\(folder.path)/all.c",
            ],
            output: .discarded,
            error: .string(limit: 1 << 20)
        )
        try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
        let command = Command("-e", "print((require 'all'))", files: ["all.so": try folder.read("all.so")])
        #expect(try await command.run().output.string == "\(names.count)\n")
    }

    @Test("A C module that is none is refused alike")
    func brokenModule() async throws {
        for content: Text in ["", "not a library"] {
            let command = Command(
                "-e",
                "require 'broken'",
                environment: ["LUA_CPATH": "./?.so"],
                files: ["broken.so": content]
            )
            #expect(try await command.run() == command.runStock())
        }
    }

    @Test("lua-cjson works, where it is installed")
    func cjson() async throws {
        let command = Command("-e", "local c = require 'cjson' print(c.encode({1, 'a', true}), c.decode('[1.5]')[1])")
        let stock = try await command.runStock()
        // Nothing to compare without it.
        guard stock.status == 0 else { return }
        #expect(try await command.run() == stock)
    }

    @Test("Compiled chunks run from files, standard input, -e and load, whole or cut off")
    func chunks() async throws {
        let folder = try TemporaryFolder()
        let compile = "io.open('c.luac', 'wb'):write(string.dump(function(...) print('compiled', ...) end)):close()"
        _ = try await Command("-e", Text(compile)).run(in: folder)
        let chunk = try folder.read("c.luac")
        try #require(chunk.bytes.count > 60)
        for count in [chunk.bytes.count, chunk.bytes.count - 1, 60, 31, 20, 5, 4, 1] {
            let part = Text(Array(chunk.bytes.prefix(count)))
            let commands = [
                Command("c.luac", "1", files: ["c.luac": part]),
                Command("-", "1", input: part),
                Command("-e", "print(loadfile('c.luac')) print(loadfile('c.luac', 't'))", files: ["c.luac": part]),
            ]
            for command in commands {
                #expect(
                    try await command.run().withoutAddresses == command.runStock().withoutAddresses,
                    "\(count) bytes"
                )
            }
        }
    }
}
