-- Nothing but Lua: calls, tables, strings, closures, coroutines, in about equal parts.
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
fib(30)

local t = {}
for i = 1, 3000000 do t[i] = i * 2 end
table.sort(t, function(a, b) return a > b end)

local words = {}
for i = 1, 300000 do words[#words + 1] = ("%d:%s"):format(i, ("x"):rep(i % 20)) end
local joined = table.concat(words, ",")
local count = 0
for _ in joined:gmatch("(%d+):x*") do count = count + 1 end

local sum = 0
for v in coroutine.wrap(function() for i = 1, 1000000 do coroutine.yield(i) end end) do sum = sum + v end

local objects = {}
for i = 1, 1000000 do objects[i % 1000 + 1] = { id = i, name = "n", f = function() return i end } end
