import Testing

@testable import vimeo_lua

/// Which inputs stay out of the history.
struct SecretInputTests {
    @Test(
        "Secrets are found, whatever the form",
        arguments: [
            ("token = \"abc\"", true), ("vimeo.client{access_token = 'abc'}", true), ("t[\"password\"] = 'abc'", true),
            ("{['client_secret'] = [[abc]]}", true), ("print(\"0123456789abcdef0123456789abcdef\")", true),
            ("print('the known one')", true), ("vimeo.exchange_code(\"abc\", \"https://example.com/cb\")", true),
            ("vimeo.exchange_code 'abc'", true), ("headers = {Authorization = 'bearer abc'}", true),
            // What only looks similar.
            ("token = nil", false), ("token == ''", false), ("print(token)", false), ("name = 'token'", false),
            ("vimeo.get('/videos/1', {fields = 'uri,name,privacy.view'})", false), ("print('exchange_code')", false),
            ("vimeo.get('/users/123456789012345678901234567890/videos')", false), ("-- token = 'abc'", false),
            ("", false),
        ]
    )
    func secrets(input: String, isSecret: Bool) {
        #expect(SecretInput.isSecret(input, secrets: ["the known one", "x"]) == isSecret)
    }
}
