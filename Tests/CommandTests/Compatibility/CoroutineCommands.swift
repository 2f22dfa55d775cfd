/// Command lines about coroutines, whose functions are ours.
enum CoroutineCommands {
    static let all: [Command] = [
        "print((tostring(coroutine.running()):gsub('0x%x+', '')), coroutine.isyieldable())",
        "print(pcall(coroutine.resume))",
        "print(pcall(coroutine.wrap))",
        "print(pcall(coroutine.create, 1))",
        "print(pcall(coroutine.status, {}))",
        "print(pcall(coroutine.close))",
        "print(pcall(coroutine.close, coroutine.running()))",
        "coroutine.wrap(function() error('x') end)()",
        "coroutine.wrap(function() error({}) end)()",
        "coroutine.wrap(function() error() end)()",
        "coroutine.wrap(function() local x = nil; x() end)()",
        "local f = coroutine.wrap(print) f() f()",
        "local f = coroutine.wrap(function() error('once') end) print(pcall(f)) print(pcall(f))",
        "coroutine.yield()",
        "print(pcall(coroutine.yield))",
        "print(coroutine.close(coroutine.create(print)))",
        "print(coroutine.status(coroutine.create(print)))",
        "print(coroutine.resume(coroutine.create(function(...) return select('#', ...), ... end), nil, nil))",
        "local co = coroutine.create(print) print(coroutine.resume(co, 1)) print(coroutine.resume(co)) print(coroutine.status(co))",
        "local co co = coroutine.create(function() print(coroutine.resume(co)) print(coroutine.status(co)) "
            + "print(pcall(coroutine.close, co)) end) coroutine.resume(co)",
        "local co = coroutine.create(function(a) local b = coroutine.yield(a + 1) error('got ' .. b, 0) end) "
            + "print(coroutine.resume(co, 1)) print(coroutine.resume(co, 2)) print(coroutine.resume(co))",
        "local outer outer = coroutine.create(function() local inner = coroutine.wrap(function() "
            + "print(coroutine.status(outer), coroutine.resume(outer)) end) inner() end) print(coroutine.resume(outer))",
        "local co = coroutine.wrap(function() local x <close> = setmetatable({}, {__close = function(_, e) "
            + "print('close', e) end}) error('boom') end) co()",
        "print(select(2, coroutine.resume(coroutine.create(function() local x <close> = setmetatable({}, "
            + "{__close = function(_, e) print('close', e) error('two', 0) end}) error('one', 0) end))))",
        "local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function(_, e) "
            + "print('close', e) error('two', 0) end}) coroutine.yield() end) coroutine.resume(co) "
            + "print(coroutine.close(co)) print(coroutine.status(co)) print(coroutine.close(co))",
        "local co = coroutine.create(error) print(coroutine.resume(co, 'e')) print(coroutine.close(co))",
        "local co = coroutine.create(function() error('tb') end) coroutine.resume(co) print(debug.traceback(co))",
        "local co = coroutine.create(function() local x = 1 coroutine.yield() end) coroutine.resume(co) print(debug.traceback(co, 'at'))",
        "for v in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do io.write(v, ' ') end print()",
        "print(pcall(table.sort, {3, 2, 1}, function() coroutine.yield() end))",
        "print(coroutine.wrap(function() return pcall(table.sort, {3, 2, 1}, function() coroutine.yield() end) end)())",
        "print(coroutine.wrap(function() return pcall(pcall, error, 'e') end)())",
        "local f = coroutine.wrap(function() return pcall(function() coroutine.yield(1) error('after', 0) end) end) print(f()) print(f())",
        "local function f(n) return coroutine.wrap(function() return n == 0 and 'deep' or f(n - 1) end)() end print(f(150))",
        "local function f(n) return coroutine.wrap(function() return f(n + 1) end)() end print(pcall(f, 1))",
        "local function f() return f() + 1 end print(coroutine.resume(coroutine.create(f)))",
        "local t = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end}) "
            + "local f = coroutine.wrap(function() return t.a .. t.b end) print(f()) print(f('x')) print(f('y'))",
        "print(coroutine.resume(coroutine.create(function() return coroutine.isyieldable(), select(2, coroutine.running()) end)))",
        "local co = coroutine.wrap(function(...) return ... end) print(select('#', co(table.unpack({}, 1, 250))))",
        "print(pcall(coroutine.wrap(function() coroutine.yield(table.unpack({}, 1, 1e7)) end)))",
        "for k in pairs(coroutine) do coroutine[k] = nil end print(next(coroutine), require('coroutine') == coroutine)",
    ].map { (code: String) in Command("-e", Text(code)) }
}
