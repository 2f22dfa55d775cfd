/// Sessions at `-i` that must look the same in both programs.
enum PromptSessions {
    private static let table = "setmetatable({}, {__tostring = function() return 'T> ' end})"

    static let all: [PromptSession] = [
        PromptSession("no input"),
        PromptSession("expressions show their values", "1 + 1", "'text'", "nil, 2, nil", "{} == {}", "math.pi"),
        PromptSession("= before an expression", "=2", "= 1, 2", "=", "=x.y"),
        PromptSession("statements show nothing", "x = 5", "local y = 6", "x, y", ";"),
        PromptSession("a call without results", "(function() end)()", "(function() return nil end)()"),
        PromptSession(
            "several lines",
            "for i = 1, 2 do",
            "io.write(i, '\\n')",
            "end",
            "function f()",
            "return 7",
            "end",
            "f()"
        ),
        PromptSession("an expression over lines", "return 1 +", "2", "(function()", "return 3", "end)()"),
        PromptSession("a string over lines", "s = [[a", "b]]", "s", "#s"),
        PromptSession("syntax errors", "x = = 1", "for", "end", "'unfinished", "1 1", "goto nowhere"),
        PromptSession(
            "errors",
            "error('e')",
            "error({})",
            "error()",
            "error(setmetatable({}, {__tostring = function() return 'obj' end}))",
            "nothing()"
        ),
        PromptSession("an error in a function", "function f() error('deep') end", "f()", "pcall(f)"),
        PromptSession("a prompt of one's own", "_PROMPT = '? '", "1", "_PROMPT = nil", "2", prompts: ["? "]),
        PromptSession("a second prompt of one's own", "_PROMPT2 = '... '", "do", "end", "3", prompts: ["... "]),
        PromptSession("a number as prompt", "_PROMPT = 42", "x = 6", "x", prompts: ["42"]),
        PromptSession(
            "a boolean as prompt",
            "_PROMPT = true",
            "6",
            "_PROMPT = false",
            "7",
            prompts: ["true", "false"]
        ),
        PromptSession(
            "a table as prompt",
            "_PROMPT = \(table)",
            "5",
            "_PROMPT2 = \(table)",
            "do",
            "end",
            prompts: ["T> "]
        ),
        PromptSession(
            "a prompt that raises",
            "_PROMPT = setmetatable({}, {__tostring = function() error('bad') end})",
            "8"
        ),
        PromptSession(
            "a prompt that is no string",
            "_PROMPT = setmetatable({}, {__tostring = function() return {} end})",
            "8"
        ),
        PromptSession(
            "a second prompt that raises",
            "_PROMPT2 = setmetatable({}, {__tostring = function() error('bad') end})",
            "do",
            "end"
        ),
        PromptSession(
            "print replaced",
            "print = function(...) io.write('<', select('#', ...), '>\\n') end",
            "1, 2",
            "nil",
            "f = 1"
        ),
        PromptSession("print gone", "print = nil", "1", "x = 2"),
        PromptSession("print no function", "print = {}", "1"),
        PromptSession("print raises", "print = function() error('no print', 0) end", "1", "2"),
        PromptSession(
            "values that cannot be shown",
            "setmetatable({}, {__tostring = function() error('hidden') end})",
            "1"
        ),
        PromptSession("many values", "table.unpack({}, 1, 200)"),
        PromptSession("too many values", "select('#', table.unpack({}, 1, 999000))", "1"),
        PromptSession("os.exit", "1", "os.exit(3)", "2"),
        PromptSession("os.exit that closes", "x <close> = 1", "os.exit(true, true)", "2"),
        PromptSession("no line feed at the end", "1", "2", isTerminated: false),
        PromptSession("lines without anything", "", "1", "", "2"),
        PromptSession("comments", "-- nothing", "1 -- one", "--[[ over", "lines ]]"),
        PromptSession("coroutines", "co = coroutine.wrap(function() coroutine.yield(1) end)", "co()", "co()", "co()"),
        PromptSession("yield at the prompt", "coroutine.yield(1)", "2"),
        PromptSession("warnings", "warn('off')", "warn('@on')", "warn('on')"),
        PromptSession("arg", "arg[0]", "#arg", "arg[-1]"),
        PromptSession("varargs", "...", "select('#', ...)"),
    ]
}
