import FoundationEssentials
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Files that cannot be uploaded")
struct FileTests {
    @Test(
        "Each is refused with a hint before any request is made",
        arguments: [
            ("empty.mp4", "empty.mp4 is empty"),
            ("missing.mp4", "missing.mp4 does not exist"),
            ("clip.mp4/x", "clip.mp4/x does not exist"),
            ("folder", "folder is a folder"),
            (".", ". is a folder"),
            ("", "empty"),
            ("a\\0b", "NUL"),
            ("/dev/null", "/dev/null is not a regular file"),
            ("fifo", "fifo is not a regular file"),
        ]
    )
    func refused(_ name: String, _ message: String) async throws {
        let calls = [
            "vimeo.upload('\(name)')", "vimeo.replace('/videos/1', '\(name)')",
            "vimeo.upload_picture('/videos/1', '\(name)')",
        ]
        for call in calls {
            let folder = try TemporaryFolder()
            try folder.write("empty.mp4", "")
            try folder.write("clip.mp4", "x")
            try folder.write("folder/x", "x")
            try #require(mkfifo("\(folder.path)/fifo", 0o600) == 0)
            try await TestServer.with(.answer("200 OK", type: "application/json", "{}")) { server in
                let outcome = try await Command("-e", Text(call), environment: server.credentials).run(in: folder)
                #expect(outcome.status == 1)
                #expect(outcome.errorLines.first?.contains(message) == true, "\(outcome)")
                #expect(outcome.errorLines.contains { $0.hasPrefix("hint: ") })
                #expect(server.heads == [])
            }
        }
    }

    @Test("One that may not be read is refused too", .enabled(if: geteuid() != 0, "root may read everything"))
    func unreadable() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("secret.mp4", "x")
        try #require(chmod(path, 0) == 0)
        try await TestServer.with(.answer("200 OK", type: "application/json", "{}")) { server in
            let command = Command("-e", "vimeo.upload('secret.mp4')", environment: server.credentials)
            let outcome = try await command.run(in: folder)
            #expect(outcome.errorLines.first?.contains("secret.mp4 may not be read") == true, "\(outcome)")
            #expect(outcome.status == 1)
            #expect(server.heads == [])
        }
    }

    @Test("Arguments that name no video are refused before any request")
    func target() async throws {
        try await TestServer.with(.answer("200 OK", type: "application/json", "{}")) { server in
            let calls: [(String, String)] = [
                ("vimeo.replace('nonsense', 'clip.mp4')", "'nonsense' does not name a video"),
                ("vimeo.replace{filename = 'clip.mp4'}", "bad argument"),
                ("vimeo.upload()", "bad argument #1 to 'upload' (string or table expected, got no value)"),
                ("vimeo.upload('clip.mp4', 'name')", "bad argument #2 to 'upload' (table expected, got string)"),
                ("vimeo.upload{filename = 'clip.mp4', fealds = {}}", "fields"),
            ]
            for (code, message) in calls {
                let command = Command("-e", Text(code), environment: server.credentials, files: ["clip.mp4": "x"])
                let outcome = try await command.run()
                #expect(outcome.error.string.contains(message), "\(outcome)")
                #expect(outcome.status == 1)
            }
            #expect(server.heads == [])
        }
    }
}
