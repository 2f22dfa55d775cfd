import Testing

@testable import Vimeo

@Suite("Redaction")
struct RedactionTests {
    @Test(
        "Secret parameters of an URL are masked, others stay",
        arguments: [
            ("https://h/x?a=1", "https://h/x?a=1"), ("https://h/x?code=abc&state=1", "https://h/x?code=***&state=1"),
            ("https://h/x?X-Amz-Signature=abc&Signature=d", "https://h/x?X-Amz-Signature=***&Signature=***"),
            ("https://h/x?client_secret=abc&b", "https://h/x?client_secret=***&b"),
            ("https://h/x?c%6Fde=abc", "https://h/x?c%6Fde=***"),
        ]
    )
    func parameters(url: String, expected: String) throws {
        #expect(Redaction.url(try Address(absolute: url)) == expected)
    }

    @Test("Of a link that is a secret itself only the origin is shown")
    func links() throws {
        let link = try Address(absolute: "https://files.example:8443/files/secret?x=y")
        #expect(Redaction.url(link, isSecretLink: true) == "https://files.example:8443/…")
    }
}
