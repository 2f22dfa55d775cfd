extension LanguageDigest {
    static let basic = #"""
        _G
        The table of all globals: _G.x is the global x. Assigning another value to the name _G changes nothing else.
        > for name in pairs(_G) do print(name) end

        _VERSION
        The version of the language, such as "Lua 5.4".

        assert(v [, message, ...])
        Gives back all its arguments if v counts as true. Otherwise raises message, which may be any value, or
        "assertion failed!" without one.
        > local file = assert(io.open("titles.txt", "w"))

        collectgarbage([option [, arg]])
        Steers the garbage collector. "collect", the default, runs a full cycle; "count" gives the memory in use in
        KiB; "stop" and "restart" switch it off and on; "step" does a bit of work; "isrunning" tells whether it is on;
        "incremental" and "generational" choose the mode.
        > print(collectgarbage("count"))

        dofile([filename])
        Runs a file as Lua, or standard input without a name, and gives its results. Its errors are not caught.
        > local settings = dofile("settings.lua")

        error(message [, level])
        Raises an error; it does not return. A string gets the position in front: that of the call with level 1, the
        default, that of the caller's caller with 2, none with 0. Any other value arrives as it is.
        > error("no such folder", 2)

        getmetatable(object)
        Gives the metatable of a value, or nil. If that has a field __metatable, its value is given instead.
        > print(getmetatable("").__index == string)

        ipairs(t)
        Walks t[1], t[2], … up to the first nil, giving index and value. It respects __index.
        > for i, name in ipairs({"a", "b"}) do print(i, name) end

        load(chunk [, chunkname [, mode [, env]]])
        Compiles text, or the pieces that a function gives, to a function without running it; on a syntax error gives
        nil and the message. mode is "t" for text, "b" for bytecode, "bt" for both; env becomes the globals of the
        chunk.
        > local double = load("local x = ... return 2 * x")

        loadfile([filename [, mode [, env]]])
        Like load, but compiles a file, or standard input without a name.
        > local chunk, message = loadfile("settings.lua")

        next(table [, index])
        Gives the key after index and its value, in no special order; the first without index, nil after the last.
        next(t) == nil tells whether a table is empty. Fields may be changed or cleared in a walk, but none added.
        > print(next({}) == nil)

        pairs(t)
        Walks all keys and values of a table, in no special order. A metamethod __pairs decides instead if there is one.
        > for key, value in pairs({x = 1, y = 2}) do print(key, value) end

        pcall(f [, arg1, ...])
        Calls f in protected mode: gives true and the results, or false and the error value.
        > local ok, problem = pcall(error, "no luck")

        print(...)
        Writes its arguments to standard output as tostring shows them, tabs between them and a line end after them.
        > print("videos", 41)

        rawequal(v1, v2)
        Compares two values without asking __eq.
        > print(rawequal("a", "a"))

        rawget(table, index)
        Reads a field without asking __index.
        > print(rawget({x = 1}, "x"))

        rawlen(v)
        The length of a table or string without asking __len.
        > print(rawlen({1, 2, 3}))

        rawset(table, index, value)
        Sets a field without asking __newindex, and gives the table. The index may not be nil or NaN.
        > rawset(_G, "answer", 42)

        require(modname)
        Loads a module once: later calls give the same value from package.loaded. The second result says where it was
        found.
        > local json = require "vimeo.json"

        select(n, ...)
        Gives the arguments from number n on; a negative n counts from the end. select("#", ...) counts them.
        > print(select("#", nil, nil))

        setmetatable(table, metatable)
        Sets the metatable of a table, or removes it with nil, and gives the table. It is an error if the old one has a
        field __metatable.
        > local point = setmetatable({}, {__index = {x = 0, y = 0}})

        tonumber(e [, base])
        Turns text into a number, or gives nil if it is none. With a base from 2 to 36 the text is a whole number in it.
        > print(tonumber("ff", 16), tonumber("0x1p4"), tonumber("1e3"))

        tostring(v)
        Turns any value into readable text; __tostring and __name have a say.
        > print(tostring(1.0), tostring(nil))

        type(v)
        The type of a value as a string: "nil", "boolean", "number", "string", "table", "function", "thread" or
        "userdata".
        > print(type(nil), type({}))

        warn(msg1, ...)
        Emits a warning made of all its arguments, which have to be strings, on standard error. "@on" and "@off" alone
        switch warnings; a script starts with them off unless it was run with -W.
        > warn("@on")

        xpcall(f, msgh [, arg1, ...])
        Like pcall, but an error is first given to msgh, while the stack still shows where it happened.
        > print(xpcall(error, debug.traceback, "no luck"))
        """#
}
