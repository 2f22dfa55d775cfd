import Testing

@testable import Vimeo

@Suite("Redaction")
struct RedactionTests {
    @Test(
        "Secret parameters of a URL are masked, others stay",
        arguments: [
            ("https://h/x?a=1", "https://h/x?a=1"), ("https://h/x?code=abc&state=1", "https://h/x?code=***&state=1"),
            ("https://h/x?X-Amz-Signature=abc&Signature=d", "https://h/x?X-Amz-Signature=***&Signature=***"),
            ("https://h/x?client_secret=abc&b", "https://h/x?client_secret=***&b"),
            ("https://h/x?sig=a&exp=1&hmac=b&Key-Pair-Id=c", "https://h/x?sig=***&exp=1&hmac=***&Key-Pair-Id=***"),
            ("https://h/x?Policy=a&X-Goog-Signature=b", "https://h/x?Policy=***&X-Goog-Signature=***"),
            ("https://h/x?c%6Fde=abc", "https://h/x?c%6Fde=***"),
        ]
    )
    func parameters(url: String, expected: String) throws {
        #expect(Redaction.url(try Address(absolute: url)) == expected)
    }

    @Test(
        "A secret is masked in bytes wherever it is",
        arguments: [
            ("", ""), ("sec", "sec"), ("secret12", "***"), ("a secret12, secret12", "a ***, ***"),
            ("ssecret12s", "s***s"), ("secret1secret12secret1", "secret1***secret1"),
        ]
    )
    func bytes(text: String, expected: String) {
        #expect(Redaction.bytes(Array(text.utf8), hiding: "secret12") == Array(expected.utf8))
    }

    @Test(
        "Secret members of a body are masked, whether it is JSON or a form, also without a content type",
        arguments: [
            ("access_token=abc&name=x", "access_token=***&name=x"), ("password=abc", "password=***"),
            (#"{"password":"abc","name":"x"}"#, #"{"password":"***","name":"x"}"#),
            (#"{"api_key":"abc"}"#, #"{"api_key":"***"}"#), ("plain text", "plain text"),
        ]
    )
    func bodies(body: String, expected: String) {
        #expect(Redaction.body(Array(body.utf8), contentType: nil, hiding: []) == expected)
    }

    @Test("Headers with credentials of any service are masked")
    func headers() {
        for name in ["X-Api-Key", "x-auth", "X-Amz-Security-Token", "Set-Cookie", "Client-Secret"] {
            #expect(Redaction.header(Headers.Field(name: name, value: "abc"), hiding: []) == "***", "\(name)")
        }
        #expect(Redaction.header(Headers.Field(name: "Accept", value: "abc"), hiding: []) == "abc")
    }

    @Test("Of a link that is a secret itself only the origin is shown")
    func links() throws {
        let link = try Address(absolute: "https://files.example:8443/files/secret?x=y")
        #expect(Redaction.url(link, isSecretLink: true) == "https://files.example:8443/…")
    }

    @Test("Our own secrets are masked wherever they are in a URL, also percent-encoded")
    func ownSecrets() throws {
        let address = try Address(absolute: "https://h/tokens/s3cr%2Ft/x?q=s3cr%2Ft&a=1")
        #expect(Redaction.url(address, hiding: ["s3cr/t"]) == "https://h/tokens/***/x?q=***&a=1")
        let plain = try Address(absolute: "https://h/tokens/abcdef/x?q=abcdef")
        #expect(Redaction.url(plain, hiding: ["abcdef"]) == "https://h/tokens/***/x?q=***")
    }

    @Test("Secret members of a JSON body are masked at any depth; other texts stay as they are")
    func json() {
        #expect(
            Redaction.json(#"{"name":"a","privacy":{"password":"hunter2"},"list":[{"Token":"x"}]}"#)
                == #"{"name":"a","privacy":{"password":"***"},"list":[{"Token":"***"}]}"#
        )
        for text in [#"{ "name" : "a" }"#, #"{"password":null}"#, "not JSON"] { #expect(Redaction.json(text) == text) }
    }
}
