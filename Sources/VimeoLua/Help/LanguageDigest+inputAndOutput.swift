extension LanguageDigest {
    static let inputAndOutput = #"""
        io
        The functions about files. Without a file they use the default input and output; where something fails, most
        give nil, a message and a number.

        io.close([file])
        Closes a file, or the default output.
        > io.close(assert(io.open("titles.txt", "w")))

        io.flush()
        Hands what was written to the default output over to the system.
        > io.write("working… ") io.flush()

        io.input([file])
        Gives the default input, or makes a file, or the file of a name, the default input.
        > print(io.input() == io.stdin)

        io.lines([filename, ...])
        Walks the lines of a file, or what the formats after the name ask for, and closes the file at the end. Without
        a name it walks the default input. It raises if the file cannot be opened.
        > for line in io.lines("titles.txt") do print(line) end

        io.open(filename [, mode])
        Opens a file: "r" to read, "w" to write anew, "a" to append, "r+", "w+" and "a+" for both, with a "b" for
        binary on systems that care. Gives nil, a message and a number if it cannot.
        > local file, problem = io.open("titles.txt", "r")

        io.output([file])
        Gives the default output, or makes a file, or the file of a name (opened anew), the default output.
        > io.output():write("to the default output\n")

        io.popen(prog [, mode])
        Starts a program and gives a file to read its output ("r") or to write its input ("w"). close() gives how it
        ended.
        > local dates = io.popen("date") print(dates:read("a")) dates:close()

        io.read(...)
        Reads from the default input: "l" a line without its end, "L" a line with it, "n" a number, "a" all the rest,
        a count that many bytes. Gives nil at the end of the file; without formats it reads a line.
        > local first, rest = io.read("l", "a")

        io.stderr
        The file for messages to the user.
        > io.stderr:write("careful\n")

        io.stdin
        The file for the program's input.
        > local text = io.stdin:read("a")

        io.stdout
        The file for the program's output.
        > io.stdout:setvbuf("line")

        io.tmpfile()
        Opens a new file for reading and writing that vanishes when the program ends.
        > local scratch = io.tmpfile()

        io.type(obj)
        "file" for an open file, "closed file" for one that is closed, nil for anything else.
        > print(io.type(io.stdout))

        io.write(...)
        Writes strings and numbers to the default output, as they are, and gives the file.
        > io.write("a", 1, "\n")
        """#

    static let files = #"""
        file:close()
        Closes a file. For io.popen it gives how the program ended: true or nil, "exit" or "signal", and the number.
        > local file = io.tmpfile() file:close()

        file:flush()
        Hands what was written over to the system.
        > io.stdout:flush()

        file:lines(...)
        Walks the lines of a file, or what the formats ask for, as with read, and leaves it open.
        > for line in io.stdin:lines("L") do io.write(line) end

        file:read(...)
        Reads what the formats ask for: "l" a line without its end, "L" a line with it, "n" a number, "a" all the rest,
        a count that many bytes. Gives nil at the end of the file.
        > local head = io.stdin:read(4)

        file:seek([whence [, offset]])
        Moves the position, counted from "set" the start, "cur" here or "end" the end, and gives it. Without arguments
        it only tells the position.
        > local size = io.tmpfile():seek("end")

        file:setvbuf(mode [, size])
        Says how output is held back: "no" not at all, "line" up to a line end, "full" until there is much.
        > io.stdout:setvbuf("no")

        file:write(...)
        Writes strings and numbers and gives the file, or nil, a message and a number.
        > io.stdout:write("one", "\n"):write("two", "\n")
        """#
}
