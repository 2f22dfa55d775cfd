import Testing

@testable import VimeoLua

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct CSVFunctionTests {
    @Test("A text gives its rows as lists, with the line of each")
    func lists() async throws {
        let result = try await runOffline(
            """
            local found = {}
            for row, line in vimeo.csv.reader{text = 'a,b\\n\\n"c\\nd"\\n'} do found[#found + 1] = line .. ':' .. table.concat(row, '|') end
            return table.concat(found, ' ')
            """
        )
        #expect(result == "1:a|b 3:c\nd")
    }

    @Test("With a header, rows are tables by name, whatever bytes the names have, and the reader tells the names")
    func records() async throws {
        let result = try await runOffline(
            """
            local reader = vimeo.csv.reader{text = 'uri;Gr\\xf6\\xdfe;\\n/videos/1;12;\\n', header = true, separator = ';'}
            local row = reader()
            assert(#reader.header == 3 and reader.header[2] == 'Gr\\xf6\\xdfe' and reader.header[3] == '')
            assert(reader() == nil and reader() == nil)
            return row.uri .. ' ' .. row['Gr\\xf6\\xdfe'] .. ' ' .. #row['']
            """
        )
        #expect(result == "/videos/1 12 0")
    }

    @Test("A file is read, also when it is empty or has only a header")
    func files() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a.csv", "\u{FEFF}name,n\r\nTalk,1\r\n")
        try folder.write("header.csv", "name,n\r\n")
        try folder.write("empty.csv", "")
        let result = try await folder.run(
            """
            local function count(name)
              local n = 0
              for row in vimeo.csv.reader(dir .. '/' .. name, true) do n = n + 1 assert(row.name == 'Talk') end
              return n
            end
            return count 'a.csv' .. count 'header.csv' .. count 'empty.csv' .. #vimeo.csv.reader(dir .. '/empty.csv', true).header
            """
        )
        #expect(result == "1000")
    }

    @Test(
        "Invalid CSV is a file error with the name and the line",
        arguments: [
            ("a,b\\n1\\n", "dir/a.csv, line 2: 1 field, but the header has 2"),
            ("a\\n1\\n1,2\\n", "dir/a.csv, line 3: 2 fields, but the header has 1"),
            ("a,b,a\\n", "dir/a.csv, line 1: the header has \"a\" twice"),
            ("a\\n1\\n\"x\\n", "dir/a.csv, line 3: a quoted field that begins here has no end"),
        ]
    )
    func wrong(text: String, message: String) async throws {
        let folder = try TemporaryFolder()
        let code =
            "vimeo.fs.write(dir .. '/a.csv', '\(text)') for _ in vimeo.csv.reader{filename = dir .. '/a.csv', header = true} do end"
        #expect(try await folder.failure(code) == "file: \(message)")
    }

    @Test("Rows of different lengths are kept without a header")
    func ragged() async throws {
        let code =
            "local n = {} for row in vimeo.csv.reader{text = 'a\\nb,c\\n,,\\n'} do n[#n + 1] = #row end return table.concat(n)"
        #expect(try await runOffline(code) == "123")
    }

    @Test("A reader needs one source, a valid separator, and an existing file")
    func readerUsage() async throws {
        #expect(
            try await failure("vimeo.csv.reader{header = true}").hasPrefix(
                "usage: vimeo.csv.reader takes either filename or text"
            )
        )
        #expect(try await failure("vimeo.csv.reader{filename = 'a', text = 'b'}").hasPrefix("usage: "))
        #expect(try await failure("vimeo.csv.reader{text = '', separator = '::'}").hasPrefix("usage: the separator"))
        #expect(try await failure("vimeo.csv.reader{txt = ''}").hasPrefix("usage: unknown argument txt"))
        #expect(try await failure("vimeo.csv.reader('/no/such.csv')").hasPrefix("file: cannot read /no/such.csv: "))
        #expect(try await failure("vimeo.csv.reader('/')").hasPrefix("file: cannot read /: Is a directory"))
    }

    @Test("Lists and tables by name are written, with every kind of value")
    func values() async throws {
        let folder = try TemporaryFolder()
        _ = try await folder.run(
            """
            local out = vimeo.csv.writer{filename = dir .. '/a.csv', header = {'a', 'b', 'c'}}
            out:write{'x, y', 9007199254740993, 0.1}:write{a = true, c = vimeo.json.null}
            out:write{nil, 1e100, 'z'}:write{}:write{b = false, a = 5.0, c = -0.0}
            out:close() out:close() return ''
            """
        )
        #expect(
            try folder.text("a.csv")
                == "a,b,c\r\n\"x, y\",9007199254740993,0.1\r\ntrue,,\r\n,1e+100,z\r\n,,\r\n5.0,false,-0.0\r\n"
        )
    }

    @Test("Without a header, rows have the length they have")
    func noHeader() async throws {
        let folder = try TemporaryFolder()
        _ = try await folder.run(
            "local out = vimeo.csv.writer(dir .. '/a.csv', nil, '\\t') out:write{1}:write{nil, 2}:write{}:write{'\\xff\\0'} return out:close() or ''"
        )
        #expect(
            try await folder.run("return vimeo.fs.read(dir .. '/a.csv') == '1\\r\\n\\t2\\r\\n\"\"\\r\\n\\xff\\0\\r\\n'")
                == "true"
        )
    }

    @Test(
        "A row that cannot be written is an error that says why, and leaves the writer unchanged",
        arguments: [
            ("{name = 'x', nmae = 'y'}", "row 2 for vimeo.csv.writer has the field nmae, which is not in the header"),
            ("{'x', 'y', 'z'}", "row 2 for vimeo.csv.writer has 3 fields, but the header has 2"),
            ("{'x', name = 'y'}", "row 2 for vimeo.csv.writer has both names and positions"),
            ("{[1.5] = 'x'}", "row 2 for vimeo.csv.writer has the key [number]"),
            ("{[0] = 'x'}", "row 2 for vimeo.csv.writer has the key [0]"),
            ("{[1 << 40] = 'x'}", "row 2 for vimeo.csv.writer has the key [1099511627776]"),
            ("{'x', {}}", "row 2 for vimeo.csv.writer has a table in field 2"),
            ("{name = print}", "row 2 for vimeo.csv.writer has a function in field name"),
        ]
    )
    func wrongRows(row: String, message: String) async throws {
        let folder = try TemporaryFolder()
        let error = try await folder.run(
            """
            local out <close> = vimeo.csv.writer{filename = dir .. '/a.csv', header = {'uri', 'name'}}
            out:write{'a', 'b'}
            local _, error = pcall(out.write, out, \(row))
            out:write{'c', 'd'}
            return error.kind .. ': ' .. error.message
            """
        )
        #expect(error == "usage: \(message)")
        #expect(try folder.text("a.csv") == "uri,name\r\na,b\r\nc,d\r\n")
    }

    @Test("A writer is used with a colon, with tables, and not after it was closed")
    func writerUsage() async throws {
        let folder = try TemporaryFolder()
        let result = try await folder.run(
            """
            local out = vimeo.csv.writer{filename = dir .. '/a.csv'}
            local _, dot = pcall(function() out.write{1} end)
            local _, number = pcall(function() out:write(1) end)
            out:close()
            local _, closed = pcall(function() out:write{1} end)
            return table.concat({dot, number, closed}, '; ')
            """
        )
        #expect(result.contains("csv.writer expected, got table"))
        #expect(result.contains("(table expected, got number)"))
        #expect(result.contains("closed csv.writer"))
        let path = folder.path
        #expect(
            try await failure("vimeo.csv.writer{filename = '\(path)/b', header = {}}").hasPrefix(
                "usage: header has no names"
            )
        )
        #expect(
            try await failure("vimeo.csv.writer{filename = '\(path)/b', header = {'a', 'a'}}").hasPrefix(
                "usage: the header has \"a\" twice"
            )
        )
        #expect(
            try await failure("vimeo.csv.writer{filename = '\(path)/b', header = {1}}").hasPrefix("usage: header[1]")
        )
        #expect(try await failure("vimeo.csv.writer{filename = '\(path)/x/b'}").hasPrefix("file: cannot write "))
        #expect(try await failure("vimeo.csv.writer{filename = '\(path)/b'}:write{a = 1}").contains("has no header"))
        #expect(try folder.names == ["a.csv"])
    }

    @Test("A <close> variable puts the file in place at the end of its block, but not after an error")
    func closing() async throws {
        let folder = try TemporaryFolder()
        try folder.write("kept.csv", "old")
        let result = try await folder.run(
            """
            do local out <close> = vimeo.csv.writer{filename = dir .. '/made.csv'} out:write{'new'} end
            local ok, message = pcall(function()
              local out <close> = vimeo.csv.writer{filename = dir .. '/kept.csv'}
              for i = 1, 100000 do out:write{i} end
              error('enough', 0)
            end)
            return message .. ' ' .. table.concat(vimeo.fs.list(dir), ' ')
            """
        )
        #expect(result == "enough kept.csv made.csv")
        #expect(try folder.text("kept.csv") == "old")
        #expect(try folder.text("made.csv") == "new\r\n")
    }

    @Test("A writer that is never closed writes nothing and says so")
    func forgotten() async throws {
        let folder = try TemporaryFolder()
        let warnings = Warnings()
        let result = try await run(
            "vimeo.csv.writer{filename = dir .. '/a.csv'}:write{1} collectgarbage() collectgarbage() return #vimeo.fs.list(dir)",
            globals: ["dir": folder.path],
            warnings: warnings
        )
        #expect(result == "0")
        #expect(warnings.all == ["\(folder.path)/a.csv was not written: its writer was never closed"])
    }

    @Test("A full disk is an error of the write or the close, and later writes find it closed")
    func fullDisk() async throws {
        let result = try await runOffline(
            """
            local out = vimeo.csv.writer{filename = '/dev/full'}
            local ok, error
            for i = 1, 100000 do
              ok, error = pcall(out.write, out, {i})
              if not ok then break end
            end
            out:close()
            local last = vimeo.csv.writer('/dev/full'):write{1}
            return error.code .. ' ' .. select(2, pcall(last.close, last)).code .. ' ' .. select(2, pcall(last.write, last, {1}))
            """
        )
        #expect(result.hasPrefix("disk_full disk_full bad argument"))
        #expect(result.hasSuffix("closed csv.writer)"))
    }

    @Test("Standard output that cannot be written to is an error of the close", arguments: [1, 100_000])
    func fullStandardOutput(rows: Int) async throws {
        await #expect(processExitsWith: .exitCode(3)) { [rows = rows as Int] in
            dup2(open("/dev/full", O_WRONLY), 1)
            // The buffer is set because tests run without one.
            let code = """
                io.stdout:setvbuf('full')
                local out = vimeo.csv.writer{}
                for n = 1, \(rows) do out:write{n} end
                return select(2, pcall(out.close, out))
                """
            let result = try await runOffline(code)
            exit(result.hasPrefix("cannot write standard output: No space left") ? 3 : 4)
        }
    }

    @Test("What is written reads back the same, of any size")
    func roundTrip() async throws {
        let folder = try TemporaryFolder()
        let result = try await folder.run(
            """
            local path = dir .. '/a.csv'
            do
              local out <close> = vimeo.csv.writer{filename = path, header = {'n', 'text'}}
              for n = 1, 50000 do out:write{n = n, text = ('"\\n,'):rep(n % 5)} end
            end
            local n = 0
            for row in vimeo.csv.reader{filename = path, header = true} do
              n = n + 1
              assert(row.n == tostring(n) and row.text == ('"\\n,'):rep(n % 5))
            end
            return n
            """
        )
        #expect(result == "50000")
    }
}
