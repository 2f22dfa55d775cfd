/// Command lines about options, `arg`, modules and the environment.
enum OptionCommands {
    static let options: [Command] = [
        Command("-v"),
        Command("-e", "print(1)"),
        Command("-eprint(2)"),
        Command("-e", "x = 1", "-e", "print(x)"),
        Command("-e", "return 1, 2"),
        Command("-e", "print(...)"),
        Command("-e "),
        Command("-e", ""),
        Command("-h"),
        Command("-vv"),
        Command("-iv"),
        Command("-Ex"),
        Command("-Wx"),
        Command("-x"),
        Command("---"),
        Command("-e"),
        Command("-l"),
        Command("-e", "-v"),
        Command("-l", "-v"),
        Command("-e", "", "-h"),
        Command("-v", "-e", "print(1)", "-"),
        Command("-v", "-v", "-E"),
        Command("-W", "-v"),
        Command(Text([0x2D, 0xFF, 0xFE])),
        Command("-e", Text(Array("print(#'".utf8) + [0xFF, 0xC3] + Array("')".utf8))),
        Command("--"),
        Command("--", "-"),
        Command("--", "-e"),
        Command("", "a"),
        Command(" "),
    ]

    private static let printArguments: Text = """
        print(...)
        for i = -6, 5 do if arg[i] then io.write(i, "=", arg[i], " ") end end
        print(#arg, select("#", ...))
        """

    static let arguments: [Command] = [
        Command("args.lua", files: ["args.lua": printArguments]),
        Command("args.lua", "a", "b", files: ["args.lua": printArguments]),
        Command("args.lua", "-e", "--sandbox", "--", "", files: ["args.lua": printArguments]),
        Command("args.lua", Text([0xFF, 0x80]), files: ["args.lua": printArguments]),
        Command("-e", "x = 1", "args.lua", "a", files: ["args.lua": printArguments]),
        Command("-ex=1", "-W", "args.lua", "a", files: ["args.lua": printArguments]),
        Command("-E", "-W", "args.lua", "q", files: ["args.lua": printArguments]),
        Command("--", "args.lua", "r", files: ["args.lua": printArguments]),
        Command("./args.lua", files: ["args.lua": printArguments]),
        Command("sub/args.lua", files: ["sub/args.lua": printArguments]),
        Command("-", input: printArguments),
        Command("-", "x", "y", input: printArguments),
        Command(input: printArguments),
        Command("-", "x", files: ["-": "print('the file -')"]),
        Command("--", "-", "x", files: ["-": "print('the file -', ...)"]),
        Command("-e", "print(#arg, arg[0], arg[-1], arg[1])", "-", "a", "b"),
        Command("-e", "arg = {'z'}", "args.lua", "a", "b", files: ["args.lua": printArguments]),
        Command("-e", "arg = 1", "args.lua", files: ["args.lua": printArguments]),
        Command("-e", "arg = nil", "args.lua", files: ["args.lua": printArguments]),
        Command(
            "-e",
            "arg = setmetatable({}, {__len = function() return 2 end})",
            "args.lua",
            files: ["args.lua": "print(select('#', ...), ...)"]
        ),
        Command(
            "-e",
            "arg = setmetatable({}, {__len = function() return 'many' end})",
            "args.lua",
            files: ["args.lua": "print(...)"]
        ),
        Command("-e", "print(1)", "nosuch"),
    ]

    private static let module: [String: Text] = ["mod.lua": "return {v = ...}"]

    static let modules: [Command] = [
        Command("-l", "mod", "-e", "print(mod.v)", files: module),
        Command("-lmod", "-e", "print(mod.v)", files: module),
        Command("-l", "g=mod", "-e", "print(g.v, mod)", files: module),
        Command("-lg=mod", "-e", "print(g.v, mod)", files: module),
        Command("-l", "=mod", "-e", "print(mod, _G[''].v)", files: module),
        Command("-l", "g=", "-e", "print(g)", files: module),
        Command("-l", "x-v2", "-e", "print(x, _G['x-v2'])", files: ["x-v2.lua": "return 'versioned'"]),
        Command("-l", "a.b", "-e", "print(_G['a.b'])", files: ["a/b.lua": "return 'nested'"]),
        Command("-l", "nomod"),
        Command("-l", "x=nomod"),
        Command("-l", "bad", files: ["bad.lua": "x ="]),
        Command("-l", "bad", files: ["bad.lua": "error('while loading')"]),
        Command("-l", "bad", files: ["bad.lua": "error({})"]),
        Command("-l", "string", "-e", "print(string.rep('x', 3))"),
        Command("-e", "print(require('coroutine') == coroutine, package.loaded.coroutine == coroutine)"),
        Command("-e", "print(select(2, require('mod')))", files: module),
        Command("-e", "print(pcall(require, 'nomod'))"),
        Command("-e", "print(package.path) print(package.cpath) print(package.config)"),
        Command("-e", "print(pcall(require))"),
    ]

    static let environment: [Command] = [
        Command("-e", "print(1)", environment: ["LUA_INIT": "print('init')"]),
        Command("-e", "print(1)", environment: ["LUA_INIT_5_4": "error('i')", "LUA_INIT": "print(9)"]),
        Command("-e", "print(1)", environment: ["LUA_INIT_5_4": "print(4)", "LUA_INIT": "print(9)"]),
        Command("-e", "print(g)", environment: ["LUA_INIT": "@mod.lua"], files: ["mod.lua": "g = 'from a file'"]),
        Command("-e", "", environment: ["LUA_INIT": "@none.lua"]),
        Command("-e", "", environment: ["LUA_INIT": "@"]),
        Command("-E", "-e", "", environment: ["LUA_INIT": "print(1)"]),
        Command("-e", "", environment: ["LUA_INIT": "x ="]),
        Command("-e", "print(2)", environment: ["LUA_INIT": ""]),
        Command("-v", environment: ["LUA_INIT": "print('before', arg[0], arg[1])"]),
        Command("-e", "", environment: ["LUA_INIT": "os.exit(5)"]),
        Command("-e", "print(package.path)", environment: ["LUA_PATH": "/x/?.lua"]),
        Command("-e", "print(package.path)", environment: ["LUA_PATH": ";;/x/?.lua"]),
        Command("-e", "print(package.path)", environment: ["LUA_PATH_5_4": "/5/?.lua;;", "LUA_PATH": "/x/?.lua"]),
        Command("-E", "-e", "print(package.path, package.cpath)", environment: ["LUA_PATH": "/x/?.lua"]),
        Command("-e", "print(package.cpath)", environment: ["LUA_CPATH": "/y/?.so;;"]),
        Command("-e", "require 'm'", environment: ["LUA_PATH": "./?.x;./?.y"]),
    ]
}
