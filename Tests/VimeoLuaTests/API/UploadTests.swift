import Testing

struct UploadTests {
    private let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test("A file is uploaded with the fields given, in chunks, with progress up to its size")
    func upload() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("talk.mp4", bytes: bytes)
        let result = try await run(
            """
            local last, total = 0
            local uri = vimeo.upload(file, {name = 'Talk', privacy = {view = 'nobody'}}, {chunk_size = 100000,
              on_progress = function(s, t) assert(s >= last) last, total = s, t end})
            local video = vimeo.get(uri):check().body
            return video.name .. ' ' .. video.privacy.view .. ' ' .. last .. ' ' .. total .. ' ' .. video.upload.status
            """,
            globals: ["file": path]
        )
        #expect(result == "Talk nobody 300000 300000 complete")
    }

    @Test("An error in the progress function stops the upload and is raised")
    func progressRaises() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("talk.mp4", bytes: bytes)
        let result = try await run(
            "return select(2, pcall(vimeo.upload, file, {}, {on_progress = function() error('enough', 0) end}))",
            globals: ["file": path]
        )
        #expect(result == "enough")
    }

    @Test("A source is replaced, by position or by name, and upgrade_to_1080 is warned about once")
    func replace() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("talk.mp4", bytes: bytes)
        let warnings = Warnings()
        let result = try await run(
            """
            local a = vimeo.replace('/videos/1001', file)
            local b = vimeo.replace{video_uri = vimeo.get('/videos/1001').body, filename = file, upgrade_to_1080 = true}
            vimeo.replace('/videos/1001', file, {upgrade_to_1080 = true}, {upgrade_to_1080 = true})
            return a .. ' ' .. b .. ' ' .. vimeo.get('/videos/1001/versions').body.total
            """,
            globals: ["file": path],
            warnings: warnings
        )
        #expect(result == "/videos/1001 /videos/1001 4")
        #expect(warnings.all.count == 1)
    }

    @Test(
        "A picture is uploaded to the owner, its pictures, or an object, and put in use when asked",
        arguments: [
            ("'/videos/1001', file, true", "true"),
            ("'/videos/1001/pictures', file, {activate = true}", "true"),
            ("vimeo.get('/videos/1001').body, file", "false"),
            ("{target = '/videos/1001', filename = file, options = {activate = false}}", "false"),
        ]
    )
    func picture(arguments: String, active: String) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("cover.png", bytes: bytes)
        let result = try await run(
            "local p = vimeo.upload_picture(\(arguments)) return p.uri:match('^/videos/1001/pictures/%d+$') and p.active",
            globals: ["file": path]
        )
        #expect(result == active)
    }

    @Test(
        "An unusable file is a file error, and no request is made",
        arguments: ["'/no/such/file'", "'/'", "'/dev/null'", "''"]
    )
    func unusableFile(name: String) async throws {
        // The client's API root refuses connections, so any request would be a network error.
        #expect(try await failure("vimeo.upload(\(name))").hasPrefix("file: "))
    }

    @Test("The quota of the token's user is not asked for where another account gets the video")
    func ownerQuota() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("large.mp4")
        let result = try await runRecorded(
            """
            local file <close> = io.open('\(path)', 'w')
            file:seek('set', 1 << 30)
            file:write('x')
            file:flush()
            local ok = pcall(vimeo.upload, '\(path)', {}, {owner = '/users/99'})
            return tostring(ok) .. asked '/users/99/videos' .. asked '/me'
            """
        )
        #expect(result == "false10")
    }

    @Test("Fields that are a list, or ask for another approach, are refused")
    func wrongFields() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("talk.mp4", bytes: [1])
        #expect(try await failure("vimeo.upload('\(path)', {1, 2})").hasPrefix("usage: fields is a list"))
        #expect(try await failure("vimeo.upload('\(path)', {upload = {approach = 'pull'}})").hasPrefix("usage: "))
        #expect(try await failure("vimeo.upload('\(path)', {}, {chunk_size = 0})").hasPrefix("usage: "))
        #expect(
            try await failure("vimeo.upload('\(path)', {}, {chunksize = 1})").hasPrefix("usage: unknown key chunksize")
        )
    }
}
