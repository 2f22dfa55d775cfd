extension LanguageDigest {
    static let coroutines = #"""
        coroutine
        The functions about coroutines: lines of execution that take turns, of which only one runs at a time.

        coroutine.close(co)
        Ends a suspended or dead coroutine and closes its pending <close> variables. Gives true, or false and the error.
        > local co = coroutine.create(print) print(coroutine.close(co))

        coroutine.create(f)
        Makes a coroutine that will run f, without starting it.
        > local co = coroutine.create(function(a) return a + coroutine.yield(a) end)

        coroutine.isyieldable([co])
        Tells whether a coroutine, the running one by default, may yield.
        > print(coroutine.isyieldable())

        coroutine.resume(co [, val1, ...])
        Starts a coroutine, or continues it, with the values as what its function gets or its yield gives. Gives true
        and what was yielded or returned, or false and the error.
        > print(coroutine.resume(coroutine.create(function(a) return a * 2 end), 21))

        coroutine.running()
        Gives the running coroutine, and whether it is the main one.
        > local co, isMain = coroutine.running()

        coroutine.status(co)
        How a coroutine is: "running", "suspended", "normal" if it waits for one it has resumed, or "dead".
        > print(coroutine.status(coroutine.create(print)))

        coroutine.wrap(f)
        Makes a coroutine and gives a function that resumes it: results come without the leading true, errors are
        raised. It suits generic for loops.
        > for n in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do print(n) end

        coroutine.yield(...)
        Suspends the running coroutine; the arguments become results of resume. It gives what the next resume passes.
        > local step = coroutine.wrap(function() while true do coroutine.yield() end end)
        """#
}
