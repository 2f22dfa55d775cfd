import Testing

/// What the recipes of the program do with things as users have them, beyond what their own tests prove.
@Suite("The recipes of the program")
struct LibraryTests {
    /// A folder with a sandbox that is kept between runs.
    private struct Bench {
        let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder() }

        func recipe(_ words: String...) async throws -> Outcome { try await recipe(words) }

        func recipe(_ words: [String]) async throws -> Outcome {
            var command = Command("--progress", "none", "--sandbox=box", "recipe", "run")
            command.arguments += words.map { Text($0) }
            return try await command.run(in: folder)
        }

        /// What a script prints, without the last line end.
        func script(_ code: String) async throws -> String {
            let outcome = try await Command("--progress", "none", "--sandbox=box", "-e", Text(code)).run(in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            return String(outcome.output.string.dropLast())
        }
    }

    private static func lines(_ outcome: Outcome) -> [String] {
        outcome.output.string.split(separator: "\n").map(String.init).sorted()
    }

    @Test(
        "upload-folder takes video files in any spelling, none that are hidden, and no folders; then there is nothing to do"
    )
    func uploadFolder() async throws {
        let bench = try Bench()
        try bench.folder.make(
            "in/Solo.mp4",
            "in/b.MOV",
            "in/notes.txt",
            "in/.hidden.mp4",
            "in/mp4",
            "in/x[1]{a}*/c.mp4",
            "in/d.mp4/"
        )
        let first = try await bench.recipe("upload-folder", "in", "--yes")
        #expect(
            Self.lines(first) == [
                "in/Solo.mp4: upload as Solo", "in/b.MOV: upload as b", "in/x[1]{a}*/c.mp4: upload as c",
            ]
        )
        #expect(first.error.string.contains("ok 3  unchanged 0  failed 0"), "\(first)")
        let second = try await bench.recipe("upload-folder", "in", "--yes")
        #expect(second.output == "" && second.error.string.contains("ok 0  unchanged 3  failed 0"), "\(second)")
    }

    @Test("upload-folder names what cannot be sent, sends the rest, and only what is new the next time")
    func uploadFolderFailures() async throws {
        let bench = try Bench()
        try bench.folder.make("in/a.mp4", "in/c.mp4")
        try bench.folder.write("in/b.mp4", "")
        try bench.folder.link("in/d.mp4", to: "nowhere")
        let first = try await bench.recipe("upload-folder", "in", "--yes")
        #expect(first.status == 7)
        #expect(first.errorLines.contains("in/b.mp4: it is empty"), "\(first)")
        #expect(first.errorLines.contains("in/d.mp4: it is a broken link"))
        try bench.folder.write("in/b.mp4", "now there")
        let second = try await bench.recipe("upload-folder", "in", "--yes")
        #expect(Self.lines(second) == ["in/b.mp4: upload as b"])
        #expect(second.error.string.contains("ok 1  unchanged 2  failed 1"), "\(second)")
    }

    @Test(
        "upload-folder recognises names that Vimeo or another system has changed, and files of one name in two folders"
    )
    func uploadFolderNames() async throws {
        let bench = try Bench()
        try bench.folder.make(
            "in/Cafe\u{301}  im   Park.mp4",
            "in/Rock \u{1F3B8} Band.mp4",
            "in/ひとつ.mp4",
            "in/a/Talk.mp4",
            "in/b/Talk.mp4"
        )
        #expect(try await bench.recipe("upload-folder", "in", "--yes").error.string.contains("ok 5"))
        _ = try await bench.script(
            """
            local names = {["Cafe\u{301}  im   Park"] = "Caf\u{e9} im Park", ["Rock \u{1F3B8} Band"] = "Rock Band"}
            for video in vimeo.each("/me/videos") do
              local new = names[video.name] or video.name:find("^Rock") and "Rock Band" or video.name:find("^Caf") and "Caf\u{e9} im Park"
              if new then vimeo.patch(video.uri, {name = new}):check() end
              if video.name == "ひとつ" then vimeo.delete(video.uri):check() end
            end
            """
        )
        let second = try await bench.recipe("upload-folder", "in", "--dry-run")
        #expect(Self.lines(second) == ["in/ひとつ.mp4: upload as ひとつ"])
    }

    @Test("upload-folder tells names apart of which Vimeo keeps nothing")
    func uploadFolderEmoji() async throws {
        let bench = try Bench()
        try bench.folder.make("in/\u{1F3B8}.mp4")
        #expect(try await bench.recipe("upload-folder", "in", "--yes").error.string.contains("ok 1"))
        try bench.folder.make("in/\u{1F3BA}.mp4")
        let second = try await bench.recipe("upload-folder", "in", "--dry-run")
        #expect(Self.lines(second) == ["in/\u{1F3BA}.mp4: upload as \u{1F3BA}"], "\(second)")
    }

    @Test("upload-folder gives new videos their name, who may see them, and their folder below another")
    func uploadFolderFields() async throws {
        let bench = try Bench()
        let name = String(repeating: "ü", count: 120)
        try bench.folder.make("in/deep/\(name)123456789.mp4")
        let top = try await bench.script("print(vimeo.post('/me/projects', {name = 'Top'}):check().body.uri)")
        let run = try await bench.recipe("upload-folder", "in", "--into", top, "--privacy", "nobody", "--yes")
        #expect(run.status == 0, "\(run)")
        let found = try await bench.script(
            """
            for folder in vimeo.each("/me/projects") do
              local parent = folder.metadata.connections.parent_folder
              if folder.name == "deep" and parent.uri == "\(top)" then
                local video = vimeo.get(folder.uri .. "/videos").body.data[1]
                print(video.name, video.privacy.view)
              end
            end
            """
        )
        #expect(found == "\(name)12345678\tnobody")
    }

    @Test(
        "replace-sources reads numbers, URIs and addresses, names the rows that cannot be done, and does each row once"
    )
    func replaceSources() async throws {
        let bench = try Bench()
        try bench.folder.make("lists/", "new/a.mp4", "b.mp4")
        try bench.folder.write("empty.mp4", "")
        let rows = [
            "\u{FEFF}title,video,file", "\"A, first\",1001,new/a.mp4",
            "B,https://vimeo.com/1002/abc,\(bench.folder.path)/b.mp4",
            "C, /videos/1003 ,b.mp4", "D,talk,b.mp4", "E,1004,none.mp4", "F,1005,", "G,videos/1003,b.mp4",
            "H,99,b.mp4", "I,1006,empty.mp4",
        ]
        try bench.folder.write("lists/list.csv", rows.joined(separator: "\n"))
        let first = try await bench.recipe("replace-sources", "lists/list.csv", "--yes")
        #expect(first.status == 7)
        #expect(Self.lines(first).count == 3, "\(first)")
        #expect(first.error.string.contains("ok 3  unchanged 0  failed 6"), "\(first)")
        for problem in [
            "'talk' is not a video", "./none.mp4 does not exist", "no file is named", "it is in line 4 already",
            "./empty.mp4 is empty",
        ] { #expect(first.error.string.contains(problem), "\(problem): \(first)") }
        let second = try await bench.recipe("replace-sources", "lists/list.csv", "--yes")
        #expect(second.output == "")
        #expect(second.error.string.contains("ok 0  unchanged 3  failed 6"), "\(second)")
    }

    @Test("set-privacy takes the videos of a folder, and domains given once or several times")
    func setPrivacy() async throws {
        let bench = try Bench()
        let folder = try await bench.script(
            """
            local uri = vimeo.post('/me/projects', {name = 'Box'}):check().body.uri
            vimeo.put(uri .. '/videos/1001'):check()
            print(uri)
            """
        )
        let run = try await bench.recipe(
            "set-privacy",
            "whitelist",
            "--folder",
            folder,
            "--domain",
            "a.example,b.example",
            "--domain",
            "c.example",
            "--yes"
        )
        #expect(Self.lines(run).count == 1 && run.output.string.hasPrefix("/videos/1001 "), "\(run)")
        let domains = try await bench.script(
            """
            local names = {}
            for domain in vimeo.each('/videos/1001/privacy/domains') do table.insert(names, domain.domain) end
            table.sort(names)
            print(table.concat(names, ' '))
            """
        )
        #expect(domains == "a.example b.example c.example")
        let unnamed = try await bench.recipe("set-privacy", "password", "--yes")
        #expect(unnamed.status == 1 && unnamed.error.string.contains("--password is missing"), "\(unnamed)")
    }

    @Test("backup skips what it has though a title has changed, and downloads a file of another size again")
    func backup() async throws {
        let bench = try Bench()
        let first = try await bench.recipe("backup", "out", "--query", "plough", "--yes")
        #expect(first.status == 0, "\(first)")
        let name = "1003 Snow plough no. 7"
        #expect(try TemporaryFolder.names(in: bench.folder.file("out")) == ["\(name).json", "\(name).mp4"])
        let data = try bench.folder.text("out/\(name).json")
        #expect(data.contains("\"uri\": \"/videos/1003\"") && !data.contains("signature="))
        _ = try await bench.script("vimeo.patch('/videos/1003', {name = 'Another plough'}):check()")
        let second = try await bench.recipe("backup", "out", "--query", "plough", "--yes")
        #expect(second.output == "" && second.error.string.contains("unchanged 1"), "\(second)")
        try bench.folder.write("out/\(name).mp4", "x")
        let third = try await bench.recipe("backup", "out", "--query", "plough", "--yes")
        #expect(Self.lines(third).count == 1, "\(third)")
        #expect(try TemporaryFolder.names(in: bench.folder.file("out")).contains("1003 Another plough.mp4"))
    }

    @Test("backup fails where the token may not read links to files, and passes over what has no file")
    func backupWithoutScope() async throws {
        let bench = try Bench()
        try bench.folder.write(
            "plans.lua",
            """
            local recipe = dofile(arg[1])
            for _, status in ipairs{"available", "uploading", "uploading_error"} do
              print(pcall(recipe.plan, {uri = "/videos/1001", status = status}, {folder = "."}))
            end
            """
        )
        let source = Text(Programs.file("Sources/vimeo-lua/Recipes/Library/backup.lua"))
        let outcome = try await Command("plans.lua", source).run(in: bench.folder)
        #expect(
            outcome.output == "false\tno link to a file: the token needs video_files\ntrue\ntrue\n",
            "\(outcome)"
        )
    }

    @Test(
        "backup makes file names of any title",
        arguments: [
            ("../../etc/passwd", "1004 etc passwd"), ("...", "1004"), ("a\\n\\tb: \\\"c\\\" ", "1004 a b c"),
            (String(repeating: "ü", count: 128), "1004 " + String(repeating: "ü", count: 60)),
        ]
    )
    func backupNames(title: String, name: String) async throws {
        let bench = try Bench()
        _ = try await bench.script("vimeo.patch('/videos/1004', {name = \"\(title)\", description = 'zebra'}):check()")
        let run = try await bench.recipe("backup", "out", "--query", "zebra", "--yes")
        #expect(run.status == 0, "\(run)")
        #expect(try TemporaryFolder.names(in: bench.folder.file("out")) == ["\(name).json", "\(name).mp4"])
    }

    @Test("captions takes both formats in any spelling, does nothing twice, and names the files that are none")
    func captions() async throws {
        let bench = try Bench()
        let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"
        try bench.folder.write("in/1002.pt-BR.vtt", text)
        try bench.folder.write("in/1002.it.SRT", "1\n00:00:01,000 --> 00:00:02,000\nCiao\n")
        try bench.folder.write("in/readme.txt", "no captions")
        let first = try await bench.recipe("captions", "up", "in", "--yes")
        #expect(Self.lines(first) == ["1002.it.SRT: add it", "1002.pt-BR.vtt: add pt-BR"], "\(first)")
        let second = try await bench.recipe("captions", "up", "in", "--yes")
        #expect(second.output == "" && second.error.string.contains("ok 0  unchanged 2  failed 0"), "\(second)")
        try bench.folder.write("in/99.it.vtt", text)
        try bench.folder.write("in/notes.vtt", text)
        try bench.folder.write("in/1003.it.vtt", "no captions at all")
        let third = try await bench.recipe("captions", "up", "in", "--yes")
        #expect(third.status == 7)
        #expect(third.errorLines.contains("notes.vtt: it is not named NUMBER.LANGUAGE.vtt"), "\(third)")
        #expect(third.error.string.contains("1003.it.vtt: in/1003.it.vtt is neither WebVTT nor SubRip"), "\(third)")
        #expect(third.error.string.contains("ok 0  unchanged 2  failed 3"))
    }

    @Test("captions leaves no text track without its text, so that the next run sends it")
    func captionsLeftOver() async throws {
        let bench = try Bench()
        try bench.folder.write("in/1002.it.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nCiao\n")
        // What is sent to where the API says fails, but not the API itself.
        try bench.folder.write(
            "cut.lua",
            """
            local recipe = dofile(arg[1])
            local args = {direction = "up", folder = "in", type = "captions"}
            local upload = vimeo.upload_texttrack
            vimeo.upload_texttrack = function(uri, kind, language)
              vimeo.post(uri .. "/texttracks", {type = kind, language = language, name = "left"}):check()
              error("the line is cut", 0)
            end
            local _, change = recipe.plan("1002.it.vtt", args)
            print(select(2, pcall(change)))
            vimeo.upload_texttrack = upload
            print((recipe.plan("1002.it.vtt", args)))
            """
        )
        let source = Text(Programs.file("Sources/vimeo-lua/Recipes/Library/captions.lua"))
        let outcome = try await Command("--sandbox", "cut.lua", source).run(in: bench.folder)
        #expect(outcome.output == "the line is cut\nadd it\n", "\(outcome)")
    }

    @Test("The number of an unlisted video is what stands before its key")
    func unlisted() async throws {
        let bench = try Bench()
        try bench.folder.make("in/1002.PNG")
        try bench.folder.write("out/1003 Old title.mp4", "abcde")
        try bench.folder.write(
            "numbers.lua",
            """
            local function recipe(name) return dofile(arg[1] .. "/" .. name .. ".lua") end
            print((recipe("thumbnails").plan({uri = "/videos/1002:ab12"}, {from = "in"})))
            local video = {uri = "/videos/1003:ab12", status = "available", download = {{quality = "source", size = 5}}}
            print((recipe("backup").plan(video, {folder = "out"})))
            local tagged = {uri = "/videos/1004:ab12", tagged = true}
            local _, add = recipe("showcase-sync").plan(tagged, {showcase = "/me/albums/4201"})
            add()
            print(vimeo.get("/me/albums/4201/videos/1004").status_code)
            """
        )
        let library = Text(Programs.file("Sources/vimeo-lua/Recipes/Library"))
        let outcome = try await Command("--sandbox", "numbers.lua", library).run(in: bench.folder)
        #expect(outcome.output == "show 1002.PNG\nnil\n200\n", "\(outcome)")
    }

    @Test("thumbnails takes images in any spelling, refuses a time beyond the end, and does nothing twice")
    func thumbnails() async throws {
        let bench = try Bench()
        try bench.folder.write("in/1002.PNG", "an image")
        try bench.folder.write("in/readme.txt", "no image")
        // Whatever the account begins with.
        _ = try await bench.script("vimeo.delete(vimeo.get('/videos/1002').body.pictures.uri)")
        let from = try await bench.recipe("thumbnails", "--from", "in", "--yes")
        #expect(from.status == 0 && from.output.string.contains("show 1002.PNG"), "\(from)")
        let again = try await bench.recipe("thumbnails", "--from", "in", "--yes")
        #expect(again.output == "", "\(again)")
        let late = try await bench.recipe("thumbnails", "--at", "1e6", "--query", "plough", "--replace", "--yes")
        #expect(late.status == 7 && late.error.string.contains("it is only "), "\(late)")
        #expect(try await bench.recipe("thumbnails", "--yes").error.string.contains("give one of --from and --at"))
    }

    @Test("edit-from-csv writes a table that changes nothing, and then does what has been edited in it")
    func editFromCSV() async throws {
        let bench = try Bench()
        #expect(try await bench.recipe("edit-from-csv", "all.csv", "--export", "--yes").status == 0)
        let table = try bench.folder.text("all.csv")
        #expect(table.hasPrefix("uri,name,description,privacy,tags,folder\r\n/videos/"))
        let none = try await bench.recipe("edit-from-csv", "all.csv", "--dry-run")
        #expect(none.output == "" && none.error.string.contains("unchanged 40"), "\(none)")
        try bench.folder.write(
            "some.csv",
            "uri,privacy,tags,description\n/videos/1001,nobody,\"Sea , north sea\",\"two\nlines\"\n/videos/1002,anybody,,\n"
        )
        let run = try await bench.recipe("edit-from-csv", "some.csv", "--yes")
        #expect(run.status == 0, "\(run)")
        let video = "vimeo.get('/videos/1001').body"
        let now = try await bench.script(
            """
            local video, tags = \(video), {}
            for _, tag in ipairs(video.tags) do table.insert(tags, tag.canonical) end
            table.sort(tags)
            print(video.privacy.view, table.concat(tags, "+"), #vimeo.get('/videos/1002').body.tags)
            """
        )
        #expect(now == "nobody\tnorth sea+sea\t0" || now == "nobody\tnorthsea+sea\t0", "\(now)")
        #expect(try await bench.recipe("edit-from-csv", "some.csv", "--dry-run").output == "")
        try bench.folder.write("wrong.csv", "uri,titel\n/videos/1001,x\n")
        let wrong = try await bench.recipe("edit-from-csv", "wrong.csv", "--dry-run")
        #expect(wrong.status == 1 && wrong.error.string.contains("wrong.csv has the unknown column titel"), "\(wrong)")
        try bench.folder.write("unnamed.csv", "name\nx\n")
        let unnamed = try await bench.recipe("edit-from-csv", "unnamed.csv", "--dry-run")
        #expect(unnamed.status == 1 && unnamed.error.string.contains("unnamed.csv needs the column uri"), "\(unnamed)")
    }

    @Test("edit-from-csv moves videos into folders, out of them, and nowhere if there is no such folder")
    func editFromCSVFolders() async throws {
        let bench = try Bench()
        try bench.folder.write(
            "table.csv",
            "uri,folder\n/videos/1001,Clients/Archive\n/videos/1002,\n/videos/1003,Archive\n1004,Workshops\n"
        )
        let run = try await bench.recipe("edit-from-csv", "table.csv", "--yes")
        #expect(run.status == 7)
        #expect(
            Self.lines(run) == [
                "/videos/1001: folder:  -> Clients/Archive", "/videos/1002: folder: Clients/Archive -> ",
                "1004: folder:  -> Workshops",
            ]
        )
        #expect(run.errorLines.contains("/videos/1003: there is no folder Archive"), "\(run)")
        let folders = try await bench.script(
            """
            for number = 1001, 1004 do
              local folder = vimeo.get("/videos/" .. number).body.parent_folder
              print(folder and folder.uri or "none")
            end
            """
        )
        #expect(folders == "/users/1/projects/4102\nnone\n/users/1/projects/4103\n/users/1/projects/4103")
        #expect(try await bench.recipe("edit-from-csv", "new.csv", "--export", "--yes").output == "40 videos\n")
        let rows = try bench.folder.text("new.csv").split(separator: "\r\n")
        #expect(rows.contains { $0.hasPrefix("/videos/1001,") && $0.hasSuffix(",Clients/Archive") })
        #expect(try await bench.recipe("edit-from-csv", "new.csv", "--dry-run").error.string.contains("unchanged 40"))
        let over = try await bench.recipe("edit-from-csv", "new.csv", "--export", "--yes")
        #expect(over.status == 1 && over.error.string.contains("new.csv exists already"), "\(over)")
    }

    @Test("clean-up keeps videos with the tag, and its list has what is deleted")
    func cleanUp() async throws {
        let bench = try Bench()
        _ = try await bench.script("vimeo.put('/videos/1001/tags/keep'):check()")
        let run = try await bench.recipe("clean-up", "list.csv", "--older-than", "0d", "--yes", "--concurrency", "8")
        #expect(run.status == 0, "\(run)")
        let left = try await bench.script("for video in vimeo.each('/me/videos') do print(video.uri) end")
        #expect(left == "/videos/1001")
        let rows = try bench.folder.text("list.csv").split(separator: "\r\n")
        #expect(rows.first == "uri,name,status,created_time" && rows.count == 40)
        try bench.folder.write("notes.txt", "mine\n")
        let other = try await bench.recipe("clean-up", "notes.txt", "--older-than", "0d", "--dry-run")
        #expect(other.status == 1, "\(other)")
        #expect(other.error.string.contains("notes.txt is not a list of deletions"), "\(other)")
        #expect(try bench.folder.text("notes.txt") == "mine\n")
        let again = try await bench.recipe("clean-up", "list.csv", "--older-than", "0d", "--dry-run")
        #expect(again.status == 0 && again.output == "", "\(again)")
        #expect(try bench.folder.text("list.csv").split(separator: "\r\n").count == 40)
    }

    @Test("clean-up does not list again what an earlier run could not delete")
    func cleanUpRetry() async throws {
        let bench = try Bench()
        let begun = "uri,name,status,created_time\r\n\"/videos/10001\",\"A\",\"available\",\"2018\"\r\n"
        try bench.folder.write("list.csv", begun)
        #expect(try await bench.recipe("clean-up", "list.csv", "--older-than", "0d", "--yes").status == 0)
        let text = try bench.folder.text("list.csv")
        #expect(text.hasPrefix(begun) && text.ranges(of: "\"/videos/10001\"").count == 1)
        #expect(text.split(separator: "\r\n").count == 41)
    }

    @Test("What no video or setting fits is said")
    func misfits() async throws {
        let bench = try Bench()
        let whitelist = try await bench.recipe("set-privacy", "whitelist", "--yes")
        #expect(whitelist.status == 1 && whitelist.error.string.contains("--domain is missing"), "\(whitelist)")
        try bench.folder.write("twice.csv", "uri,name\n/videos/1001,A\nhttps://vimeo.com/1001,B\n")
        let twice = try await bench.recipe("edit-from-csv", "twice.csv", "--yes")
        #expect(twice.status == 1 && twice.error.string.contains("has two rows for https://vimeo.com/1001"), "\(twice)")
        try bench.folder.make("in/99999.png")
        let images = try await bench.recipe("thumbnails", "--from", "in", "--yes")
        #expect(images.error.string.contains("no video of yours has the number of 99999.png"), "\(images)")
    }

    @Test("Tags are recognised as Vimeo does, whatever their capital letters and blanks")
    func tags() async throws {
        let bench = try Bench()
        _ = try await bench.script("vimeo.put('/videos/1001' .. vimeo.path('/tags/{}', 'For Ever')):check()")
        let words = ["clean-up", "list.csv", "--older-than", "0d", "--keep-tag", "for-ever", "--dry-run"]
        let kept = try await bench.recipe(words)
        #expect(kept.status == 0 && Self.lines(kept).count == 39, "\(kept)")
        #expect(!kept.output.string.contains("/videos/1001 "))
        let shown = try await bench.recipe("showcase-sync", "/me/albums/4201", "FOREVER", "--yes")
        #expect(Self.lines(shown).contains("/videos/1001 The lighthouse keeper's radio: add"), "\(shown)")
        try bench.folder.write("tags.csv", "uri,tags\n/videos/1001,\"Sea, documentary, forEver\"\n")
        let none = try await bench.recipe("edit-from-csv", "tags.csv", "--dry-run")
        #expect(none.output == "" && none.error.string.contains("unchanged 1"), "\(none)")
        let misspelt = try await bench.recipe("showcase-sync", "/me/albums/4201", "fourever", "--dry-run")
        #expect(misspelt.status == 1 && misspelt.output == "")
        #expect(misspelt.error.string.contains("none of your videos has the tag fourever"), "\(misspelt)")
    }

    @Test("report writes every video in the table, and titles as text in the page")
    func report() async throws {
        let bench = try Bench()
        _ = try await bench.script("vimeo.patch('/videos/1001', {name = '<b>&\"' .. ('ü'):rep(60)}):check()")
        let run = try await bench.recipe("report", "out", "--top", "1000")
        #expect(run.output == "40 videos\n", "\(run)")
        let page = try bench.folder.text("out/report.html")
        #expect(page.contains("&lt;b&gt;&amp;&quot;\(String(repeating: "ü", count: 35))</text>"))
        #expect(!page.contains("<b>") && page.contains("Uploads</h2>"))
        #expect(try bench.folder.text("out/videos.csv").split(separator: "\r\n").count == 41)
    }
}
