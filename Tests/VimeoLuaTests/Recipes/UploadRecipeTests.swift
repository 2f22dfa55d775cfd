import Testing

@testable import VimeoLua

/// `upload-folder.lua` and `replace-sources.lua`.
struct UploadRecipeTests {
    @Test("upload-folder uploads the video files of a folder, and nothing the second time")
    func uploadFolder() async throws {
        let folder = try TemporaryFolder()
        try folder.make("Talk.mp4", "b.MOV", "notes.txt", ".hidden.mp4", "mp4", "below/c.mp4", "d.mp4/")
        let first = try await runRecipe("upload-folder.lua", [folder.path], in: folder)
        #expect(
            first == """
                /videos/N\tdir/Talk.mp4
                /videos/N\tdir/b.MOV|uploading 2 of 2 files in dir
                ok 2  skipped 0  failed 0
                |0
                """
        )
        let second = try await runRecipe("upload-folder.lua", [folder.path], in: folder, after: "again()")
        #expect(second == "|uploading 0 of 2 files in dir\nok 0  skipped 2  failed 0\n|0")
    }

    @Test("upload-folder continues after a file fails, and sends only that one the next time")
    func uploadFolderFailure() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4", "c.mp4")
        try folder.write("b.mp4", "")
        let trial = try await runRecipe("upload-folder.lua", [folder.path, "--dry-run"], in: folder)
        #expect(trial.hasSuffix("\ndir/b.mp4: it is empty\nok 2  skipped 0  failed 1\n|7"))
        let first = try await runRecipe("upload-folder.lua", [folder.path], in: folder)
        #expect(first.hasPrefix("/videos/N\tdir/a.mp4\n/videos/N\tdir/c.mp4|"))
        #expect(first.contains("\ndir/b.mp4: "))
        #expect(first.hasSuffix("\nok 2  skipped 0  failed 1\n|7"))
        let after = "vimeo.fs.write(dir .. '/b.mp4', 'now there') again()"
        let second = try await runRecipe("upload-folder.lua", [folder.path], in: folder, after: after)
        #expect(
            second == "/videos/N\tdir/b.mp4|uploading 1 of 3 files in dir\nok 1  skipped 2  failed 0\n|0"
        )
    }

    @Test("upload-folder reports broken links, and says what to do about a failure")
    func uploadFolderReasons() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4")
        let result = try await runRecipe(
            "upload-folder.lua",
            [folder.path],
            before: """
                os.execute("ln -s nowhere '" .. dir .. "/b.mp4'")
                vimeo.upload = function() vimeo.wait('/users/1') end
                """,
            in: folder
        )
        #expect(result.contains("\ndir/a.mp4: '/users/1' does not name a video (give a number, "), "\(result)")
        #expect(result.contains("\ndir/b.mp4: it is a broken link\n"), "\(result)")
        #expect(result.hasSuffix("\nok 0  skipped 0  failed 2\n|7"), "\(result)")
    }

    @Test("upload-folder --dry-run names the files and sends nothing")
    func uploadFolderDryRun() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4", "b.webm")
        let result = try await runRecipe(
            "upload-folder.lua",
            ["--dry-run", folder.path],
            before:
                "for _, f in ipairs{'upload', 'post', 'patch', 'put'} do vimeo[f] = function() error('sent') end end",
            in: folder
        )
        #expect(
            result == "dir/a.mp4\ndir/b.webm|would upload 2 of 2 files in dir\nok 2  skipped 0  failed 0\n|0"
        )
    }

    @Test("upload-folder makes two videos of files with the same name, and recognises both")
    func uploadFolderSameName() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a/Talk.mp4", "b/Talk.mp4", "b/deep/Talk.mp4", "b/Talk.txt")
        try folder.write("b/Talk.mp4", "longer than the others")
        let first = try await runRecipe("upload-folder.lua", [folder.path, "--match", "**/*.mp4"], in: folder)
        #expect(first.hasSuffix("ok 3  skipped 0  failed 0\n|0"))
        // A fourth one, of another size, is another video.
        let after = "vimeo.fs.write(dir .. '/a/Talk.mov', 'another') arg[3] = '**/*.{mov,mp4}' again()"
        let second = try await runRecipe(
            "upload-folder.lua",
            [folder.path, "--match", "**/*.mp4"],
            in: folder,
            after: after
        )
        #expect(
            second == "/videos/N\tdir/a/Talk.mov|uploading 1 of 4 files in dir\nok 1  skipped 3  failed 0\n|0"
        )
    }

    @Test("upload-folder takes the name of the folder literally")
    func uploadFolderPattern() async throws {
        let folder = try TemporaryFolder()
        try folder.make("x[1]{a,b}*/a.mp4", "x1a/a.mp4")
        let result = try await runRecipe(
            "upload-folder.lua",
            [folder.path + "/x[1]{a,b}*/", "--match", "*", "--dry-run"],
            in: folder
        )
        #expect(result.hasPrefix("dir/x[1]{a,b}*/a.mp4|would upload 1 of 1 files"))
    }

    @Test("upload-folder ignores a video without a file, and compares names where sizes are unknown")
    func uploadFolderUnknown() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4", "Ferry.mp4", "Talk.mp4")
        let result = try await runRecipe(
            "upload-folder.lua",
            [folder.path, "--dry-run"],
            before: """
                vimeo.post('/me/videos', {name = 'a', upload = {approach = 'tus', size = 5}}):check()
                local each = vimeo.each
                vimeo.each = function(path, ...)
                  if path == '/videos/1006/versions' then error({status_code = 403}, 0) end
                  return each(path, ...)
                end
                """,
            in: folder
        )
        #expect(
            result == "dir/Talk.mp4\ndir/a.mp4|would upload 2 of 3 files in dir\nok 2  skipped 1  failed 0\n|0"
        )
    }

    @Test("upload-folder recognises what it has uploaded, also if the video has been renamed")
    func uploadFolderRecord() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4", "b.mp4")
        let result = try await runRecipe(
            "upload-folder.lua",
            [folder.path],
            in: folder,
            after: """
                for video in vimeo.each('/me/videos') do
                  if video.name == 'a' then vimeo.patch(video.uri, {name = 'another'}):check() end
                  if video.name == 'b' then vimeo.delete(video.uri):check() end
                end
                again()
                """
        )
        #expect(result == "/videos/N\tdir/b.mp4|uploading 1 of 2 files in dir\nok 1  skipped 1  failed 0\n|0")
        let record = try folder.text(".vimeo-uploaded.csv").split(separator: "\r\n")
        #expect(record.count == 3)
        #expect(record[0] == "path,size,uri")
        #expect(record[1].hasPrefix("a.mp4,5,/videos/"))
    }

    @Test("upload-folder without its record recognises names that Vimeo or another system has changed")
    func uploadFolderSpelling() async throws {
        let folder = try TemporaryFolder()
        try folder.make("Cafe\u{301}  im   Park.mp4", "Rock \u{1F3B8} Band.mp4", "ひとつ.mp4", "ふたつ.mp4")
        let result = try await runRecipe(
            "upload-folder.lua",
            [folder.path],
            in: folder,
            after: """
                local names = {}
                for video in vimeo.each('/me/videos') do
                  if video.name:find('^Caf') then vimeo.patch(video.uri, {name = 'Caf\\u{e9} im Park'}):check() end
                  if video.name:find('^Rock') then vimeo.patch(video.uri, {name = 'Rock Band'}):check() end
                  if video.name == 'ふたつ' then vimeo.delete(video.uri):check() end
                end
                os.remove(dir .. '/.vimeo-uploaded.csv')
                again()
                """
        )
        #expect(result == "/videos/N\tdir/ふたつ.mp4|uploading 1 of 4 files in dir\nok 1  skipped 3  failed 0\n|0")
    }

    @Test("upload-folder refuses a folder that another process uploads, and a damaged record")
    func uploadFolderLocked() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4")
        let locked = try await runRecipe(
            "upload-folder.lua",
            [folder.path],
            before: "lock = vimeo.lock(dir .. '/.vimeo-upload.lock')",
            in: folder
        )
        #expect(locked.hasPrefix("|another process works on this folder: dir/.vimeo-upload.lock is locked by process "))
        #expect(locked.hasSuffix("\n|5"))
        try folder.write(".vimeo-uploaded.csv", "foo\n")
        let damaged = try await runRecipe("upload-folder.lua", [folder.path], in: folder)
        #expect(damaged.hasPrefix("|dir/.vimeo-uploaded.csv is damaged ("), "\(damaged)")
        #expect(damaged.hasSuffix("|1"))
    }

    @Test("upload-folder gives new videos their name, who may see them, and their folder")
    func uploadFolderFields() async throws {
        let folder = try TemporaryFolder()
        try folder.make("Harbour at dawn.v2.mp4")
        try folder.make(String(repeating: "ü", count: 120) + "123456789.mp4")
        let result = try await runRecipe(
            "upload-folder.lua",
            [folder.path, "--privacy", "nobody", "--folder", "/me/projects/5/"],
            before: "vimeo.upload = function(path, fields) return vimeo.json.encode(fields, {sort_keys = true}) end",
            in: folder
        )
        let rest = #""folder_uri":"/me/projects/5","name":"%","privacy":{"view":"nobody"}}"#.split(separator: "%")
        #expect(result.contains("{\(rest[0])Harbour at dawn.v2\(rest[1])\t"))
        #expect(result.contains("{\(rest[0])\(String(repeating: "ü", count: 120))12345678\(rest[1])\t"))
    }

    @Test("upload-folder reports its progress when it is interrupted, and raises the error")
    func uploadFolderStopped() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4")
        let result = try await runRecipe(
            "upload-folder.lua",
            [folder.path],
            before: """
                local map = vimeo.map
                vimeo.map = function(list, fn, options)
                  if options.on_error then error('stopped', 0) end
                  return map(list, fn, options)
                end
                """,
            in: folder
        )
        #expect(result.hasSuffix("ok 0  skipped 0  interrupted\n|stopped"))
    }

    @Test("replace-sources replaces what its list names, records it, and then sends only what has changed")
    func replaceSources() async throws {
        let folder = try TemporaryFolder()
        try folder.make("new/a.mp4", "b.mp4")
        try folder.write(
            "list.csv",
            """
            \u{FEFF}title,video,file
            "A, first",1001,new/a.mp4
            B,https://vimeo.com/1002/abc,\(folder.path)/b.mp4
            C,/videos/1003,b.mp4

            """
        )
        let first = try await runRecipe("replace-sources.lua", [folder.path + "/list.csv"], in: folder)
        #expect(
            first == """
                /videos/1001\tdir/new/a.mp4
                /videos/1002\tdir/b.mp4
                /videos/1003\tdir/b.mp4|replacing 3 sources of dir/list.csv
                ok 3  skipped 0  failed 0
                |0
                """
        )
        #expect(try folder.names == ["b.mp4", "list.csv", "list.csv.done", "new"])
        let done = try folder.text("list.csv.done").split(separator: "\r\n")
        #expect(done.count == 4)
        #expect(done[0] == "video,file,size,modified")
        #expect(done[1].hasPrefix("/videos/1001,new/a.mp4,9,"))

        let second = try await runRecipe("replace-sources.lua", [folder.path + "/list.csv"], in: folder)
        #expect(second == "|replacing 3 sources of dir/list.csv\nok 0  skipped 3  failed 0\n|0")

        try folder.write("new/a.mp4", "another one")
        let third = try await runRecipe("replace-sources.lua", [folder.path + "/list.csv"], in: folder)
        #expect(third.hasPrefix("/videos/1001\tdir/new/a.mp4|"))
        #expect(third.hasSuffix("ok 1  skipped 2  failed 0\n|0"))
    }

    @Test("replace-sources puts the file in place as a new version")
    func replaceSourcesVersion() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4")
        try folder.write("list.csv", "file,video\na.mp4,1001\n")
        let result = try await runRecipe(
            "replace-sources.lua",
            [folder.path + "/list.csv"],
            in: folder,
            after:
                "for v in vimeo.each('/videos/1001/versions') do if v.filename == 'a.mp4' then status = v.filesize end end"
        )
        #expect(result.hasSuffix("|5"))
    }

    @Test("replace-sources continues after a row fails, and names its line")
    func replaceSourcesFailures() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4")
        let rows = ["99,a.mp4", "talk,a.mp4", "1001,none.mp4", "1002,", "1003,a.mp4", "/videos/1003,a.mp4"]
        try folder.write("list.csv", "video,file\n\(rows.joined(separator: "\n"))\n")
        let result = try await runRecipe("replace-sources.lua", [folder.path + "/list.csv"], in: folder)
        #expect(result.hasPrefix("/videos/1003\tdir/a.mp4|"))
        #expect(result.contains("\nline 2: POST "))
        #expect(result.contains("\nline 3: 'talk' is not a video\n"))
        #expect(result.contains("\nline 4: dir/none.mp4 does not exist\n"))
        #expect(result.contains("\nline 5: no file is named\n"))
        #expect(result.contains("\nline 7: /videos/1003 is in line 6 already\n"))
        #expect(result.hasSuffix("ok 1  skipped 0  failed 5\n|7"))
    }

    @Test(
        "replace-sources sends nothing again because its list of what was done is damaged",
        arguments: ["foo\n", "video,file,size,modified\n\"/vid"]
    )
    func replaceSourcesDamaged(done: String) async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4")
        try folder.write("list.csv", "video,file\n1001,a.mp4\n")
        try folder.write("list.csv.done", done)
        let result = try await runRecipe("replace-sources.lua", [folder.path + "/list.csv"], in: folder)
        #expect(result.hasPrefix("|dir/list.csv.done is damaged ("), "\(result)")
        #expect(result.hasSuffix("); delete it to send all files again\n|1"), "\(result)")
    }

    @Test("replace-sources --dry-run says what it would do and changes nothing")
    func replaceSourcesDryRun() async throws {
        let folder = try TemporaryFolder()
        try folder.make("a.mp4")
        try folder.write("list.csv", "video,file\n1001,a.mp4\n")
        let result = try await runRecipe(
            "replace-sources.lua",
            ["--dry-run", folder.path + "/list.csv"],
            before: "vimeo.replace = function() error('sent') end",
            in: folder
        )
        #expect(
            result == "/videos/1001\tdir/a.mp4|would replace 1 sources of dir/list.csv\nok 1  skipped 0  failed 0\n|0"
        )
        #expect(try folder.names == ["a.mp4", "list.csv"])
    }
}
