/// Command lines about script files, standard input and output.
enum ScriptCommands {
    private static let showLine: Text =
        "#!/usr/bin/lua\nprint(debug.getinfo(1).short_src, debug.getinfo(1).currentline)"
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    static let files: [Command] = [
        Command("nosuch.lua"),
        Command(Text([0xFF, 0xFE])),
        Command("no/such/folder.lua"),
        Command("/"),
        Command("/tmp"),
        Command("s.lua", files: ["s.lua": ""]),
        Command("s.lua", files: ["s.lua": "#"]),
        Command("s.lua", files: ["s.lua": "#!x"]),
        Command("s.lua", files: ["s.lua": "# not a shebang, but skipped\nprint(1)"]),
        Command("s.lua", files: ["s.lua": showLine]),
        Command("s.lua", files: ["s.lua": Text(byteOrderMark)]),
        Command("s.lua", files: ["s.lua": Text(byteOrderMark + Array("print(1)".utf8))]),
        Command("s.lua", files: ["s.lua": Text(byteOrderMark + showLine.bytes)]),
        Command("s.lua", files: ["s.lua": Text([0xEF, 0xBB])]),
        Command("s.lua", files: ["s.lua": Text([0x00])]),
        Command("s.lua", files: ["s.lua": Text(Array("print('a".utf8) + [0, 0xFF] + Array("b')".utf8))]),
        Command("s.lua", files: ["s.lua": "print(1)\r\nprint(2)\r\nx = = 2"]),
        Command("s.lua", files: ["s.lua": "return 1, 2"]),
        Command("s.lua", files: ["s.lua": "error({})"]),
        Command("s.lua", files: ["s.lua": "local function f() error('here') end\nf()"]),
        Command("s.lua", files: ["s.lua": "x = (\n1\n"]),
        Command("s.lua", files: ["s.lua": "print(debug.getinfo(1).source, arg[0])"]),
        Command("sandbox.lua", files: ["sandbox.lua": "print('a script')"]),
        Command("\u{1F3A5} ü.lua", files: ["\u{1F3A5} ü.lua": "error('named')"]),
    ]

    static let input: [Command] = [
        Command(input: ""),
        Command(input: "print(1, ...)\nprint(arg[0])"),
        Command("-", input: showLine),
        Command(input: showLine),
        Command("-", input: "x ="),
        Command("-", input: "error('in it')"),
        Command("-", input: Text(byteOrderMark + Array("print(1)".utf8))),
        Command("-e", "print(1)", "-", input: "print(2)"),
        Command("-e", "print(io.read('l', 'n', 'a'))", input: "line\n 42 rest\nof it"),
        Command("-e", "for l in io.lines() do print(#l, l) end", input: "a\n\nb\r\nlast"),
        Command("-e", "for l in io.lines(nil, 'L') do io.write(l) end", input: "a\nb"),
        Command("-e", "print(io.read(0), io.read('a'), io.read('l'), io.read(0))", input: "x"),
        Command("-e", "print(#io.read('a'))", input: Text([UInt8](repeating: 0xFF, count: 300_000))),
        Command("-", input: "print(1)\n--[[ rest ]] print(io.read('l'))\n"),
        Command("-l", "mod", input: "print('input', mod)", files: ["mod.lua": "return 'module'"]),
        Command("-E", input: "print('after -E')"),
        Command("-W", input: "warn('after -W')"),
    ]

    static let output: [Command] = [
        Command("-e", "io.stderr:write('e\\n') io.write('o\\n')"),
        Command("-e", "print('a\\0b', '\\255', 1, 1.0, 2^53, -0.0, 1/0, 0/0 ~= 0/0, nil, true)"),
        Command("-e", "for i = 1, 100000 do print(i) end"),
        Command("-e", "io.write(('x'):rep(5000000))"),
        Command("-e", "io.stdout:setvbuf('no') io.write('a') io.stderr:write('b') io.write('c')"),
        Command("-e", "print(math.maxinteger, math.mininteger, 1e15, 1e16, 0x7fffffffffffffff + 1)"),
        Command("-e", "print(#'ü', utf8.len('ü'), utf8.len('\\xff'), ('%q'):format('a\\n\\0\\r'))"),
        Command("-e", "print(string.format('%5.2f|%x|%g|%s|%-5s|', 3.14159, 255, 1e20, nil, 'ab'))"),
        Command("-e", "print(collectgarbage('incremental'))"),
        Command("-e", "print(collectgarbage('generational'))"),
        Command("-e", "print(_VERSION, _PROMPT, _PROMPT2)"),
        Command("-e", "print(os.date('!%Y-%m-%d %H:%M:%S', 0), os.time{year=2024, month=1, day=1, hour=0})"),
        Command("-e", "print(tostring(1e100), 10 // 3, 10 % -3, 7 // 0.0, 2^0.5, '10' + 5, 10 .. 20)"),
    ]
}
