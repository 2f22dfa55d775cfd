import Testing

@testable import VimeoLua

@Suite("Help about operations")
struct OperationHelpTests {
    private let table = TestTable.shared

    private func page(_ method: String, _ path: String, width: Int = 80) throws -> [String] {
        HelpText.lines(for: try #require(table.operation(method, path)), width: width).map { $0.map(\.text).joined() }
    }

    @Test("every example compiles", .enabled(if: LuaProgram.exists))
    func examplesCompile() {
        let chunks = table.all.map {
            ("\($0.method) \($0.path)", OperationExample.lines(for: $0).joined(separator: "\n"))
        }
        #expect(LuaProgram.failures(of: chunks) == [])
    }

    @Test(
        "an example has what is required, and a function made for it comes first",
        arguments: [
            ("GET", "/me", ["print(vimeo.inspect(vimeo.get(\"/me\"):check().body))"]),
            ("GET", "/me/videos", ["for item in vimeo.each(\"/me/videos\") do print(item.uri) end"]),
            ("DELETE", "/videos/{video_id}", ["vimeo.delete(\"/videos/1001\"):check()"]),
            ("PATCH", "/videos/1", ["vimeo.patch(\"/videos/1001\", { name = \"…\" }):check()"]),
            ("POST", "/me/projects", ["vimeo.post(\"/me/projects\", { name = \"…\" }):check()"]),
            ("PUT", "/videos/1/tags/a", ["vimeo.put(\"/videos/1001/tags/archive\"):check()"]),
            (
                "POST", "/videos/1/texttracks",
                [
                    #"vimeo.post("/videos/1001/texttracks", { language = "…", name = "…", type = "captions" }):check()"#
                ]
            ),
            (
                "DELETE", "/channels/1/videos",
                [
                    #"vimeo.request{ method = "DELETE", path = "/channels/1/videos", body = { video_uri = "…" } }"#
                        + ":check()"
                ]
            ),
            (
                "POST", "/me/videos",
                [
                    "vimeo.upload(\"talk.mp4\", { name = \"My talk\" })",
                    #"vimeo.post("/me/videos", { upload = { approach = "pull", "#
                        + #"link = "https://example.com/talk.mp4" } }):check()"#,
                ]
            ),
        ]
    )
    func examples(method: String, path: String, lines: [String]) throws {
        #expect(OperationExample.lines(for: try #require(table.operation(method, path))) == lines)
    }

    /// A page has all there is to say, in one order.
    @Test func page() throws {
        let lines = try page("POST", "/videos/1/texttracks")
        #expect(lines.first == "POST /videos/{video_id}/texttracks")
        #expect(lines.contains("Create text track. Videos, text tracks"))
        let titles = lines.filter { ["Query:", "Body:", "Scopes:", "Statuses:", "Example:"].contains($0) }
        #expect(titles == ["Query:", "Body:", "Scopes:", "Statuses:", "Example:"])
        #expect(lines.contains("  language           required: its language, such as en-US; /languages lists"))
        // The texts of all lists are aligned.
        let texts = lines.filter { $0.hasPrefix("  201") || $0.hasPrefix("  language") }
        #expect(texts.count == 2)
        #expect(texts[0].firstRange(of: "required")?.lowerBound == texts[1].firstRange(of: "created")?.lowerBound)
    }

    /// Keys of objects are listed below their object.
    @Test func nestedKeys() throws {
        let lines = try page("PATCH", "/videos/1", width: 100)
        let privacy = try #require(lines.firstIndex { $0.hasPrefix("  privacy  ") })
        #expect(lines[privacy + 1].hasPrefix("  privacy.add  "))
        #expect(lines.contains { $0.hasPrefix("  embed.buttons.like ") && $0.contains("(true or false)") })
    }

    /// A tus upload is answered with 200, which the description does not say.
    @Test func uploadStatuses() throws {
        func says(_ path: String) throws -> Bool {
            try page("POST", path).contains { $0.hasPrefix("  200 ") && $0.hasSuffix(" success") }
        }
        #expect(try says("/me/videos"))
        #expect(try says("/me/projects") == false)
    }

    @Test("pages fit the window", arguments: [60, 80, 120])
    func fits(width: Int) {
        for operation in table.all {
            let lines = HelpText.lines(for: operation, width: width).dropFirst()
            for line in lines where !line.contains(where: { $0.role == .code }) {
                #expect(line.reduce(0) { $0 + $1.text.count } <= width, "\(line)")
            }
        }
    }

    /// Operations that are near are listed with what they do.
    @Test func list() {
        let lines = HelpText.lines(forOperations: table.operations("/videos/1"), width: 80).map {
            $0.map(\.text).joined()
        }
        #expect(lines.contains("  GET /videos/{video_id}     Get video"))
        #expect(HelpText.lines(forOperations: [], width: 80).isEmpty)
    }
}
