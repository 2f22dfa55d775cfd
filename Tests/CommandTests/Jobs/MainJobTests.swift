import Testing

@Suite("The main job")
struct MainJobTests {
    private static let recipe = Text(Programs.file("scripts/examples/first-upload.lua"))
    private static let video = Text(Programs.file("Tests/Fixtures/clip.mp4"))
    private static let picture = Text(Programs.file("Tests/Fixtures/cover.png"))

    @Test("first-upload.lua uploads, replaces, sets a picture, renames and reads back, on the sandbox")
    func firstUpload() async throws {
        let outcome = try await Command("--sandbox", Self.recipe, Self.video, Self.picture).run()
        try #require(outcome.status == 0, "\(outcome)")
        let lines = outcome.output.string.split(separator: "\n").map(String.init)
        try #require(lines.count > 8)
        #expect(lines[0] == "uploading \(Self.video.string)")
        let uri = try #require(lines[1].split(separator: " ").last)
        #expect(uri.hasPrefix("/videos/"))
        #expect(lines[2] == "replacing its source")
        #expect(lines[3] == "setting its picture to \(Self.picture.string)")
        let pictures = "  it is \(uri)/pictures/"
        #expect(lines[4].hasPrefix(pictures) && lines[4].hasSuffix(", in use"), "\(lines[4])")
        #expect(lines[5] == "renaming it")
        #expect(lines[6] == "read back:")
        let read = lines[7...].joined(separator: "\n")
        #expect(read.contains("name = \"My first upload\""))
        #expect(read.contains("uri = \"\(uri)\""))
        #expect(read.contains("view = \"nobody\""))
        let progress = outcome.errorLines.filter { $0.contains("sent: ") }
        // Once for the upload and once for the replacement, at least.
        #expect(progress.count >= 2)
    }

    @Test("Without a picture, and with a file that is missing")
    func variants() async throws {
        let plain = try await Command("--sandbox", Self.recipe, Self.video).run()
        #expect(plain.status == 0)
        #expect(!plain.output.string.contains("picture to"))
        let missing = try await Command("--sandbox", Self.recipe, "missing.mp4").run()
        #expect(missing.errorLines.first?.hasSuffix(": missing.mp4 does not exist") == true)
        #expect(missing.status == 1)
        #expect(try await Command("--sandbox", Self.recipe).run().status == 64)
    }

    @Test("Two processes share a sandbox: one uploads, the other reads what it sent")
    func acrossProcesses() async throws {
        _ = try await Command("sandbox").converse { session in
            try await session.waitForSandbox()
            let environment = session.variables
            let upload: Text = "print(vimeo.upload(arg[1], {name = 'From one'}))"
            let first = try await Command("u.lua", Self.video, environment: environment, files: ["u.lua": upload]).run()
            try #require(first.status == 0, "\(first)")
            let uri = first.output.string.split(separator: "\n").first.map(String.init) ?? ""
            let second = try await Command("--print", "vimeo.get('\(uri)').body.name", environment: environment).run()
            #expect(second.output == "\"From one\"\n", "\(second)")
            try session.terminate()
        }
    }
}
