extension LanguageDigest {
    static let system = #"""
        os
        The functions about time, files by name, and the system.

        os.clock()
        The processor time this program has used, in seconds.
        > local start = os.clock()

        os.date([format [, time]])
        Writes a moment, now by default, by a format as C's strftime has it. "*t" gives a table of its parts; a leading
        "!" means UTC.
        > print(os.date("!%Y-%m-%dT%H:%M:%SZ", 0))

        os.difftime(t2, t1)
        The seconds from t1 to t2.
        > print(os.difftime(os.time(), 0))

        os.execute([command])
        Runs a shell command and waits: gives true or nil, "exit" or "signal", and the number. Without one it tells
        whether there is a shell.
        > print(os.execute("true"))

        os.exit([code [, close]])
        Ends the program with a status: true or nothing for success, false for failure, or a number. With close it
        closes the Lua state first, so that <close> variables and __gc run.
        > if not os.getenv("HOME") then os.exit(false) end

        os.getenv(varname)
        The value of an environment variable, nil if there is none.
        > print(os.getenv("HOME"))

        os.remove(filename)
        Deletes a file or an empty folder. Gives true, or nil, a message and a number.
        > local ok, problem = os.remove("titles.bak")

        os.rename(oldname, newname)
        Renames a file or folder, which may also move it. Gives true, or nil, a message and a number.
        > local ok, problem = os.rename("titles.txt", "titles.bak")

        os.setlocale([locale [, category]])
        Sets or asks for the C locale, of a category: "all", "collate", "ctype", "monetary", "numeric" or "time".
        > print(os.setlocale())

        os.time([table])
        Seconds since 1970 of now, or of a table with year, month and day, perhaps hour, min, sec and isdst, in local
        time. Values out of range are carried over.
        > print(os.time{year = 2025, month = 1, day = 31})

        os.tmpname()
        A name for a temporary file, which exists then and is yours to remove.
        > local path = os.tmpname() os.remove(path)
        """#

    static let packages = #"""
        package
        What require works with.

        package.config
        A line each for the folder separator, the path separator, the mark for the name in a path, and two more.
        > print(package.config:sub(1, 1))

        package.cpath
        Where require looks for modules in C: patterns joined by semicolons, ? for the module's name.
        > print(package.cpath)

        package.loaded
        The modules that are loaded, by name. Clear a field and require loads it again.
        > package.loaded["settings"] = nil

        package.loadlib(libname, funcname)
        Loads a library of C and gives one of its functions; "*" as its name only links it. On failure gives nil, a
        message and where it failed.

        package.path
        Where require looks for modules in Lua: patterns joined by semicolons, ? for the module's name.
        > package.path = "lib/?.lua;" .. package.path

        package.preload
        Loaders by module name, which require asks first.
        > package.preload["settings"] = function() return {folder = "talks"} end

        package.searchers
        The list of functions that require asks for a loader, one after the other.
        > print(#package.searchers)

        package.searchpath(name, path [, sep [, rep]])
        Finds a module's file along a path: gives its name, or nil and all that was tried. Dots in the name become
        folder separators, unless sep and rep say otherwise.
        > print(package.searchpath("settings", package.path))
        """#
}
