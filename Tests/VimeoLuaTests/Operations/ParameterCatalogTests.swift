import Testing

@testable import VimeoLua

@Suite("What is known about parameters")
struct ParameterCatalogTests {
    private let table = TestTable.shared

    private func parameters(_ method: String, _ path: String) throws -> [OperationParameter] {
        ParameterCatalog.parameters(of: try #require(table.operation(method, path)))
    }

    /// The parameter of a name, with dots for keys of objects.
    private func parameter(_ name: String, _ method: String, _ path: String) throws -> OperationParameter {
        var list = try parameters(method, path)
        var found: OperationParameter?
        for part in name.split(separator: ".") {
            found = list.first { $0.name == part }
            list = found?.keys ?? []
        }
        return try #require(found)
    }

    @Test(
        "values that are few and known",
        arguments: [
            (
                "sort", "GET", "/me/videos",
                "alphabetical date default duration last_user_action_event_date likes modified_time plays"
            ),
            (
                "sort", "GET", "/users/1/videos",
                "alphabetical date default duration last_user_action_event_date likes modified_time plays"
            ),
            ("sort", "GET", "/videos", "alphabetical comments date duration likes plays relevant"),
            (
                "filter", "GET", "/me/videos",
                "app_only embeddable featured live no_placeholder nolive playable screen_recorded"
            ),
            (
                "filter", "GET", "/videos",
                "CC CC-BY CC-BY-NC CC-BY-NC-ND CC-BY-NC-SA CC-BY-ND CC-BY-SA CC0 categories duration in-progress minimum_likes trending upload_date"
            ),
            ("direction", "GET", "/me/videos", "asc desc"),
            ("query_fields", "GET", "/me/videos", "chapters description tags title"),
            ("privacy.view", "PATCH", "/videos/1", "anybody contacts disable nobody password unlisted users"),
            ("privacy.embed", "POST", "/me/videos", "private public whitelist"),
            ("privacy.comments", "PATCH", "/videos/1", "anybody contacts nobody"),
            ("privacy.download", "PATCH", "/videos/1", "true false"),
            ("privacy.add", "PATCH", "/videos/1", "true false"),
            ("upload.approach", "POST", "/me/videos", "post pull streaming tus"),
            ("upload.approach", "POST", "/videos/1/versions", "post pull streaming tus"),
            ("type", "POST", "/videos/1/texttracks", "captions chapters descriptions metadata subtitles"),
            ("license", "PATCH", "/videos/1", "by by-nc by-nc-nd by-nc-sa by-nd by-sa cc0"),
            ("content_rating", "PATCH", "/videos/1", "drugs language nudity safe unrated violence"),
            ("embed.buttons.like", "PATCH", "/videos/1", "true false"),
            ("videos.privacy.view", "PATCH", "/me", "anybody contacts disable nobody password unlisted users"),
            ("spatial.stereo_format", "PATCH", "/videos/1", "left-right mono top-bottom"),
            (
                "sort", "GET", "/channels/1/videos",
                "added alphabetical comments date default duration likes manual modified_time plays"
            ),
            ("sort", "GET", "/me/albums", "alphabetical date duration videos"),
            (
                "sort", "POST", "/me/albums",
                "added_first added_last alphabetical arranged comments likes newest oldest plays"
            ),
            ("page", "GET", "/me/videos", ""), ("name", "PATCH", "/videos/1", ""),
        ]
    )
    func values(name: String, method: String, path: String, values: String) throws {
        #expect(try parameter(name, method, path).values.joined(separator: " ") == values)
    }

    @Test(
        "texts that depend on the operation",
        arguments: [
            ("per_page", "GET", "/me/videos", "at most 100"), ("per_page", "GET", "/me/analytics", "at most 1000"),
            ("name", "PATCH", "/videos/1", "128 characters"), ("description", "PATCH", "/videos/1", "5000 characters"),
            ("fields", "GET", "/me", "only these fields"), ("fields", "POST", "/me/videos", "only these fields"),
            ("password", "PATCH", "/videos/1", "at most 32"), ("password", "DELETE", "/me/live_events", "account"),
            ("upload.size", "POST", "/me/videos", "bytes"), ("upload.link", "POST", "/me/videos", "pull"),
            ("upload.redirect_url", "POST", "/me/videos", "post"),
        ]
    )
    func texts(name: String, method: String, path: String, part: String) throws {
        #expect(try parameter(name, method, path).text.contains(part))
    }

    /// What the table marks as required is so here, and the places are kept apart.
    @Test func requiredAndPlaces() throws {
        let parameters = try parameters("POST", "/videos/1/texttracks")
        #expect(parameters.filter(\.isRequired).map(\.name) == ["language", "name", "type"])
        #expect(parameters.filter { $0.place == .query }.map(\.name) == ["fields"])
        #expect(try self.parameters("DELETE", "/me/projects/1").contains { $0.name == "fields" } == false)
    }

    @Test("every parameter has one line of text without the syntax of the catalogue")
    func allHaveTexts() {
        func check(_ list: [OperationParameter]) {
            for parameter in list {
                #expect(!parameter.text.isEmpty && !parameter.text.contains("\n") && parameter.text.count < 90)
                #expect(!parameter.text.contains("::") && !parameter.text.contains(" = "))
                #expect(!parameter.name.contains("*") && !parameter.name.contains("."))
                #expect(Set(parameter.values).count == parameter.values.count)
                check(parameter.keys)
            }
        }
        for operation in table.all { check(ParameterCatalog.parameters(of: operation)) }
    }

    @Test("few parameters have no text of their own")
    func fewUnknown() {
        let unknown = table.all.flatMap { operation in
            ParameterCatalog.parameters(of: operation).filter {
                ParameterCatalog.sentence($0.name, of: operation) == nil
            }
        }
        #expect(Set(unknown.map(\.name)).count < 15, "\(Set(unknown.map(\.name)).sorted())")
    }
}
