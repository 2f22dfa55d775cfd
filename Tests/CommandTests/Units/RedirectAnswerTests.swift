import Testing

@testable import vimeo_lua

/// What the browser may bring back.
struct RedirectAnswerTests {
    @Test(
        "A code or an error counts only with our state, at our path, and once",
        arguments: [
            ("/callback?code=abc&state=s", RedirectAnswer.code("abc")),
            ("/callback?state=s&code=a%2Bb%20c+d", .code("a+b c d")),
            ("/callback?error=access_denied&state=s", .refused("access_denied")),
            ("/callback?error=access_denied&code=abc&state=s", .refused("access_denied")),
            ("/callback?code=abc&state=t", .other), ("/callback?code=abc", .other), ("/callback?code=&state=s", .other),
            ("/callback?code=abc&code=def&state=s", .other), ("/callback?code=abc&state=t&state=s", .other),
            ("/callback", .other), ("/", .other), ("", .other), ("/callback/?code=abc&state=s", .other),
            ("/callback?code&state=s", .other), ("/favicon.ico?code=abc&state=s", .other),
        ]
    )
    func answers(target: String, expected: RedirectAnswer) {
        #expect(RedirectAnswer(target: target, state: "s") == expected)
    }
}
