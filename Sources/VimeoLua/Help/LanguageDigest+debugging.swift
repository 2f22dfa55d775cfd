extension LanguageDigest {
    static let debugging = #"""
        debug
        The functions that look into running code. They are for tools: they are slow and can break assumptions.

        debug.debug()
        Reads lines and runs them until one says only cont. It cannot see locals; vimeo.repl() can.

        debug.gethook([thread])
        Gives the hook of a thread: the function, its mask and its count.
        > print(debug.gethook())

        debug.getinfo([thread,] f [, what])
        Gives a table about a function, or about the function at a stack level: 1 is the caller of getinfo. Letters in
        what choose the fields: S source, l current line, u upvalues and parameters, n name, t tail call, L lines,
        r transfers, f the function itself.
        > print(debug.getinfo(1, "l").currentline)

        debug.getlocal([thread,] f, local)
        Gives name and value of local number local at a stack level; of a function, the names of its parameters only.
        Negative numbers are extra arguments.
        > print(debug.getlocal(function(path, query) end, 2))

        debug.getmetatable(value)
        Gives the metatable of any value, whatever __metatable says.
        > print(debug.getmetatable("").__index == string)

        debug.getregistry()
        Gives the registry, the table in which native code keeps its values.

        debug.getupvalue(f, up)
        Gives name and value of an outer local that a function uses, by its number.
        > local n = 1 print(debug.getupvalue(function() return n end, 1))

        debug.getuservalue(u [, n])
        Gives the n-th value that is attached to a userdata, and whether it has that many.

        debug.sethook([thread,] hook, mask [, count])
        Calls hook on events: c in the mask for calls, r for returns, l for lines, and after every count instructions.
        Without arguments it removes the hook.
        > debug.sethook()

        debug.setlocal([thread,] level, local, value)
        Assigns to a local variable by number and gives its name, or nil if there is none.

        debug.setmetatable(value, table)
        Sets the metatable of any value; for numbers, functions and the like it counts for the whole type.

        debug.setupvalue(f, up, value)
        Assigns to an outer local of a function and gives its name, or nil if there is none.

        debug.setuservalue(udata, value [, n])
        Attaches a value to a userdata and gives the userdata, or nil if it has no such place.

        debug.traceback([thread,] [message [, level]])
        Gives the message with the stack's calls under it. A message that is neither string nor nil is given back as
        it is.
        > print(debug.traceback("here"))

        debug.upvalueid(f, n)
        Gives a mark that tells whether two closures share an outer local.

        debug.upvaluejoin(f1, n1, f2, n2)
        Makes outer local n1 of f1 the same variable as outer local n2 of f2.

        debug.setcstacklimit(limit)
        Does nothing any more; programs of Lua 5.4.0 to 5.4.2 used it to bound nested native calls.
        """#
}
