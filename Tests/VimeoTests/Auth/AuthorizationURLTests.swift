import Testing

@testable import Vimeo

@Suite("Authorization URL")
struct AuthorizationURLTests {
    private func client(_ id: String? = "client_id") throws -> Client {
        var configuration = Configuration()
        configuration.clientID = id
        return try Client(configuration)
    }

    private static let start =
        "https://api.vimeo.com/oauth/authorize?response_type=code&client_id=client_id&redirect_uri=https%3A%2F%2Ffake.redirect.uri&scope="

    @Test("The known vectors come out")
    func vectors() throws {
        let client = try client()
        let redirect = "https://fake.redirect.uri"
        #expect(try client.authorizationURL(redirectURI: redirect) == Self.start + "public")
        #expect(
            try client.authorizationURL(scopes: ["public", "private"], redirectURI: redirect) == Self.start
                + "public+private"
        )
        #expect(
            try client.authorizationURL(scopes: ["public private"], redirectURI: redirect) == Self.start
                + "public+private"
        )
        #expect(
            try client.authorizationURL(scopes: ["public"], redirectURI: redirect, state: "fake_state") == Self.start
                + "public&state=fake_state"
        )
        #expect(
            try client.authorizationURL(redirectURI: redirect, state: "a&b=c d") == Self.start
                + "public&state=a%26b%3Dc+d"
        )
    }

    @Test("Without a client id, or without a place to come back to, there is no URL")
    func missing() throws {
        let noID = #expect(throws: VimeoError.self) { try client(nil).authorizationURL(redirectURI: "https://x") }
        #expect(noID?.kind == .auth)
        let noPlace = #expect(throws: VimeoError.self) { try client().authorizationURL(redirectURI: "") }
        #expect(noPlace?.kind == .usage)
    }
}
