import LuaKit
import Testing

@testable import VimeoLua

struct ExampleTests {
    /// Names in the examples that stand for files, and what is in them.
    private static let files = [
        ("talk.mp4", "a talk"), ("talk-2.mp4", "a second take"), ("cover.png", "an image"),
        ("titles.json", "[\"Talk\"]"), ("titles.csv", "uri,name\n/videos/1,Talk\n"),
        ("captions.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"),
    ]

    @Test("The example of every function runs on the sandbox")
    func examples() async throws {
        let examples = try await LuaThread.run { state in
            try state.openLibraries()
            return try VimeoTable.forTests(on: state.stack).allFunctions.map { ($0.name, $0.example) }
        }
        for (name, example) in examples {
            let folder = try TemporaryFolder()
            for (file, content) in Self.files { try folder.write(file, content) }
            try folder.make("talks/")
            var text = example
            for file in Self.files.map(\.0) { text = text.replacing("\"\(file)\"", with: "\"\(folder.path)/\(file)\"") }
            text = text.replacing("\"talks", with: "\"\(folder.path)/talks").replacing("\"code\"", with: "code")
            let result = try await run(
                """
                local data = vimeo.get("/me/videos").body.data
                local uris = {data[1].uri, data[2].uri}
                local text = example:gsub("/videos/(%d)", function(number) return uris[tonumber(number)] end)
                local chunk = load("return " .. text) or assert(load(text))
                print = function() end
                chunk()
                return "ran"
                """,
                globals: ["example": text]
            )
            #expect(result == "ran", "\(name)")
        }
    }
}
