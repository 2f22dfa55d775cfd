import Testing

@testable import VimeoLua

/// `captions.lua` and `thumbnails.lua`.
struct TextAndPictureRecipeTests {
    private static let captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"
    private static let subRip = "1\n00:00:01,000 --> 00:00:02,000\nHallo\n"

    private func captionFolder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("1001.en-US.vtt", Self.captions)
        try folder.write("1001.de.SRT", Self.subRip)
        try folder.write("readme.txt", "no captions")
        return folder
    }

    @Test("captions uploads each file to its video, and nothing the second time")
    func captions() async throws {
        let folder = try captionFolder()
        let list = """
            for track in vimeo.each('/videos/1001/texttracks', {sort = 'default'}) do
              table.insert(printed, table.concat({track.name, track.language, track.type, tostring(track.active)}, ' '))
            end
            table.sort(printed)
            """
        let result = try await runRecipe(
            "captions.lua",
            [folder.path],
            in: folder,
            after: "assert(status == 0 and #printed == 2, status) again() \(list)"
        )
        #expect(
            result == """
                1001.de.SRT de captions false
                1001.en-US.vtt en-US captions false|uploading 2 files of dir
                ok 0  skipped 2  failed 0
                |0
                """
        )
    }

    @Test("captions of another type are separate; --activate shows existing ones")
    func captionTypes() async throws {
        let folder = try captionFolder()
        let result = try await runRecipe(
            "captions.lua",
            [folder.path],
            in: folder,
            after: """
                arg[2] = '--activate' again() assert(#printed == 2)
                again() assert(#printed == 0)
                arg[3], arg[4] = '--type', 'subtitles' again() assert(#printed == 2)
                again()
                local count = 0
                for track in vimeo.each('/videos/1001/texttracks') do
                  if track.active then count = count + 1 end
                end
                status = count
                """
        )
        #expect(result == "|uploading 2 files of dir\nok 0  skipped 2  failed 0\n|4")
    }

    @Test("captions continues after a file fails, and ends with status 7")
    func captionFailures() async throws {
        let folder = try captionFolder()
        try folder.write("99.en.vtt", Self.captions)
        try folder.write("notes.vtt", Self.captions)
        try folder.write("1002.en.vtt", "no captions at all")
        let result = try await runRecipe("captions.lua", [folder.path], in: folder)
        #expect(result.hasPrefix("/videos/1001/texttracks/N\tdir/1001.de.SRT\n/videos/1001/texttracks/N\t"))
        #expect(result.contains("\n99.en.vtt: GET "))
        #expect(result.contains("\nnotes.vtt: it is not named VIDEOID.LANG.vtt or VIDEOID.LANG.srt\n"))
        #expect(result.contains("\n1002.en.vtt: dir/1002.en.vtt is neither WebVTT nor SubRip"))
        #expect(result.hasSuffix("ok 2  skipped 0  failed 3\n|7"))
    }

    @Test("captions leaves no text track without its text, so that the next run sends it")
    func captionLeftOver() async throws {
        let folder = try captionFolder()
        let result = try await runRecipe(
            "captions.lua",
            [folder.path],
            before: """
                local upload = vimeo.upload_texttrack
                vimeo.upload_texttrack = function(uri, kind, language, file, options)
                  if language ~= 'de' then return upload(uri, kind, language, file, options) end
                  vimeo.post(uri .. '/texttracks', {type = kind, language = language, name = options.name}):check()
                  error('the line is cut', 0)
                end
                """,
            in: folder,
            after: """
                assert(status == 7, status)
                assert(said[2] == '1001.de.SRT: the line is cut\\n', said[2])
                vimeo.upload_texttrack = upload
                again()
                status = vimeo.get('/videos/1001/texttracks').body.total
                """
        )
        #expect(
            result == """
                /videos/1001/texttracks/N\tdir/1001.de.SRT|uploading 2 files of dir
                ok 1  skipped 1  failed 0
                |2
                """
        )
    }

    @Test("captions --dry-run says what it would do and changes nothing")
    func captionDryRun() async throws {
        let folder = try captionFolder()
        let result = try await runRecipe(
            "captions.lua",
            [folder.path, "--dry-run", "--activate"],
            before: "vimeo.upload_texttrack = function() error('sent') end vimeo.patch = vimeo.upload_texttrack",
            in: folder
        )
        #expect(
            result == """
                /videos/1001\tdir/1001.de.SRT
                /videos/1001\tdir/1001.en-US.vtt|would upload 2 files of dir
                ok 2  skipped 0  failed 0
                |0
                """
        )
    }

    @Test("thumbnails uploads and shows the images of a folder, and only what has changed the second time")
    func images() async throws {
        let folder = try TemporaryFolder()
        try folder.make("1001.jpg", "1002.PNG", "readme.txt")
        let first = try await runRecipe(
            "thumbnails.lua",
            [folder.path],
            in: folder,
            after: """
                local shown = vimeo.get('/videos/1001').body.pictures.uri
                for row in vimeo.csv.reader{filename = dir .. '/thumbnails.done', header = true} do
                  if row.video == '/videos/1001' then assert(row.picture == shown) end
                end
                """
        )
        #expect(
            first == """
                /videos/1001\t/videos/1001/pictures/N
                /videos/1002\t/videos/1002/pictures/N|uploading 2 images of dir
                ok 2  skipped 0  failed 0
                |0
                """
        )
        let second = try await runRecipe("thumbnails.lua", [folder.path], in: folder)
        #expect(second == "|uploading 2 images of dir\nok 0  skipped 2  failed 0\n|0")
        try folder.write("1002.PNG", "another image")
        let third = try await runRecipe("thumbnails.lua", [folder.path], in: folder)
        #expect(third.hasPrefix("/videos/1002\t"))
        #expect(third.hasSuffix("ok 1  skipped 1  failed 0\n|0"))
    }

    @Test("thumbnails continues after an image fails, and ends with status 7")
    func imageFailures() async throws {
        let folder = try TemporaryFolder()
        try folder.make("1001.jpg", "99.jpg", "cover.png")
        let result = try await runRecipe("thumbnails.lua", [folder.path], in: folder)
        #expect(result.hasPrefix("/videos/1001\t/videos/1001/pictures/N|"))
        #expect(result.contains("\n99.jpg: "))
        #expect(result.contains("\ncover.png: it is not named by the number of a video\n"))
        #expect(result.hasSuffix("ok 1  skipped 0  failed 2\n|7"))
    }

    @Test("thumbnails uses one image per video, the same one each time, and refuses a damaged record")
    func thumbnailTwins() async throws {
        let folder = try TemporaryFolder()
        try folder.make("1001.jpg", "1001.png")
        let first = try await runRecipe("thumbnails.lua", [folder.path], in: folder)
        #expect(first.hasPrefix("/videos/1001\t/videos/1001/pictures/N|"), "\(first)")
        #expect(first.hasSuffix("1001.png: 1001.jpg is the picture of this video\nok 1  skipped 0  failed 1\n|7"))
        let second = try await runRecipe("thumbnails.lua", [folder.path], in: folder)
        #expect(second.hasSuffix("\nok 0  skipped 1  failed 1\n|7"))
        try folder.write("thumbnails.done", "foo\n")
        let third = try await runRecipe("thumbnails.lua", [folder.path], in: folder)
        #expect(third.contains("is damaged (it has other columns); delete it"))
        #expect(third.hasSuffix("|1"))
    }

    @Test("thumbnails --at takes the frame of all videos that are found, once per position")
    func frames() async throws {
        let folder = try TemporaryFolder()
        let arguments = ["--at", "125", "--record", folder.path + "/frames.done"]
        let result = try await runRecipe(
            "thumbnails.lua",
            arguments,
            in: folder,
            after: """
                assert(#printed == 5 and status == 7, #printed)
                arg[5], arg[6] = '--query', 'ferry' again() assert(#printed == 0 and status == 0)
                arg[2] = '125.0' again() assert(#printed == 0 and status == 0)
                arg[2] = '0.5' again()
                """
        )
        #expect(
            result == """
                /videos/1005\t/videos/1005/pictures/N
                /videos/1006\t/videos/1006/pictures/N|taking the frame at 0.5 s of the videos that "ferry" finds
                ok 2  skipped 0  failed 0
                |0
                """
        )
        let rest = try await runRecipe("thumbnails.lua", arguments, in: folder)
        #expect(rest.contains("\n/videos/1004 Talk: it is only 53 s long\n"))
        #expect(rest.contains("\n/videos/1007 Showreel 2025: it is only 121 s long\n"))
        #expect(rest.hasSuffix("ok 2  skipped 3  failed 2\n|7"))
    }

    @Test("thumbnails --dry-run says what it would do and changes nothing")
    func pictureDryRun() async throws {
        let folder = try TemporaryFolder()
        try folder.make("1001.jpg")
        let before = "vimeo.upload_picture = function() error('sent') end vimeo.grab_picture = vimeo.upload_picture"
        let images = try await runRecipe("thumbnails.lua", [folder.path, "--dry-run"], before: before, in: folder)
        #expect(images.hasPrefix("/videos/1001\t1001.jpg, 8 bytes, "))
        #expect(images.hasSuffix("|would upload 1 images of dir\nok 1  skipped 0  failed 0\n|0"))
        let frames = try await runRecipe(
            "thumbnails.lua",
            ["--dry-run", "--at", "3", "--query", "plough", "--record", folder.path + "/a"],
            before: before,
            in: folder
        )
        #expect(frames.hasPrefix("/videos/1003\tframe at 3 s|would take the frame at 3 s of the videos that "))
        #expect(try folder.names == ["1001.jpg"])
    }
}
