import Testing

@testable import Vimeo

@Suite("What names a resource")
struct ResourceURITests {
    private static let api = try? Address(absolute: "http://127.0.0.1:8080").origin

    @Test(
        "Everything that names a video gives its URI",
        arguments: [
            ("12", "12"), ("/videos/12", "12"), ("videos/12", "12"), ("/videos/12:ab3", "12:ab3"),
            ("/me/videos/12", "12"),
            ("/users/2/videos/12", "12"), ("/channels/staffpicks/videos/12", "12"), ("/me/albums/3/videos/12", "12"),
            ("https://api.vimeo.com/videos/12?fields=uri", "12"), ("http://127.0.0.1:8080/videos/12", "12"),
            ("https://player.vimeo.com/video/12?h=ab3&t=1", "12:ab3"), ("player.vimeo.com/video/12", "12"),
            ("https://vimeo.com/12", "12"), ("vimeo.com/12/ab3", "12:ab3"),
            ("https://www.vimeo.com/12?h=ab3", "12:ab3"),
            ("https://vimeo.com/12/ab3?share=copy#t=1", "12:ab3"), ("https://vimeo.com/manage/videos/12", "12"),
            ("https://vimeo.com/manage/videos/12/ab3", "12:ab3"), ("https://vimeo.com/manage/12/general", "12"),
            ("https://vimeo.com/showcase/3/video/12", "12"), ("https://vimeo.com/album/3/video/12", "12"),
            ("https://vimeo.com/channels/staffpicks/12", "12"), ("https://vimeo.com/groups/films/videos/12", "12"),
        ]
    )
    func videos(text: String, id: String) throws {
        #expect(ResourceURI.named(text, api: Self.api) == "/videos/\(id)")
        #expect(try ResourceURI.segments(text, api: Self.api) == ["videos", id[...]])
    }

    @Test(
        "The address of a showcase, channel or group gives its URI",
        arguments: [
            ("https://vimeo.com/showcase/123", "albums/123"), ("https://vimeo.com/album/123/", "albums/123"),
            ("vimeo.com/showcase/123?share=copy", "albums/123"),
            ("https://www.vimeo.com/channels/staffpicks", "channels/staffpicks"),
            ("https://vimeo.com/channels/12/?page=2#top", "channels/12"),
            ("https://vimeo.com/groups/films", "groups/films"),
        ]
    )
    func places(text: String, uri: String) throws {
        #expect(try ResourceURI.segments(text, api: Self.api).joined(separator: "/") == uri)
    }

    @Test(
        "An address of vimeo.com that is nothing of these is refused",
        arguments: [
            "https://vimeo.com/showcase/films", "https://vimeo.com/showcase", "https://vimeo.com/channels/a/b/c",
            "https://vimeo.com/features/a", "https://example.com/groups/films",
        ]
    )
    func noPlaces(text: String) {
        #expect(throws: VimeoError.self) { try ResourceURI.segments(text, api: Self.api) }
    }

    @Test(
        "What names no video is refused",
        arguments: [
            "", "one", "-1", "1.5", "/videos/", "/videos/x", "/videos/1/versions", "/videos/../me", "/videos/1?x",
            "/videos/1\n", "/users/1", "https://example.com/1", "https://vimeo.com/", "https://vimeo.com/me",
            "https://vimeo.com/channels/1", "https://vimeo.com/1/a%2e", "ftp://vimeo.com/1", "https://u@vimeo.com/1",
            "https://vimeo.com.evil.example/1", "http://127.0.0.1:9/videos/12",
        ]
    )
    func others(text: String) {
        #expect(ResourceURI.named(text, api: Self.api) == nil)
        #expect(throws: VimeoError.self) { try ResourceURI.video(text, api: Self.api) }
    }

    @Test("A URI in an answer is a path of plain segments, or not used")
    func answered() {
        for uri in ["/videos/1", "/videos/1:ab", "/users/1/pictures/2"] { #expect(ResourceURI.answered(uri) == uri) }
        for uri in [
            nil, "", "videos/1", "//evil", "/videos/../me", "/videos/1\n", "/v/%2e%2e", "https://x/videos/1", "/",
        ] {
            #expect(ResourceURI.answered(uri) == nil)
        }
    }
}
