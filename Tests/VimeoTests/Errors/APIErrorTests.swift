import Testing

@testable import Vimeo

@Suite("Vimeo's error bodies")
struct APIErrorTests {
    private func error(_ status: Int, _ body: String, secrets: [String] = []) throws -> VimeoError {
        try #require(try response(status, Array(body.utf8), secrets: secrets).apiError())
    }

    private func response(_ status: Int, _ body: [UInt8], secrets: [String] = []) throws -> Response {
        Response(
            status: status,
            headers: Headers(),
            body: body,
            url: "https://api.vimeo.com/x",
            method: .get,
            rateLimit: nil,
            shown: ShownURL(
                address: try Address(absolute: "https://api.vimeo.com/x"),
                isSecretLink: false,
                secrets: secrets
            )
        )
    }

    @Test("The full object gives words, code and developer message")
    func full() throws {
        let error = try error(
            503,
            #"{"error":"Try later","link":null,"developer_message":"No pictures now.","error_code":7001}"#
        )
        #expect(error.kind == .api)
        #expect(error.statusCode == 503)
        #expect(error.errorCode == 7001)
        #expect(error.developerMessage == "No pictures now.")
        #expect(error.message == "GET https://api.vimeo.com/x: 503 Try later (No pictures now.) [7001]")
        #expect(error.hint == "pictures are not available at the moment; retry later")
        #expect(error.isTransient)
        #expect(error.method == "GET")
        #expect(error.url == "https://api.vimeo.com/x")
    }

    @Test("The list of parameters is kept and shown, and an inner code finds its hint")
    func parameters() throws {
        let body =
            #"{"invalid_parameters":[{"field":"privacy.download","error_code":"2204","error":"No.","developer_message":"d"},{"field":"type","error_code":2552}],"error":"Bad","link":null,"developer_message":"Bad","error_code":9999}"#
        let error = try error(400, body)
        #expect(
            error.invalidParameters == [
                InvalidParameter(field: "privacy.download", code: 2204, message: "No."),
                InvalidParameter(field: "type", code: 2552, message: nil),
            ]
        )
        #expect(
            error.message == "GET https://api.vimeo.com/x: 400 Bad [9999]; privacy.download: No. [2204]; type [2552]"
        )
        #expect(error.hint?.contains("named parameters") == true)
        #expect(!error.isTransient)
    }

    @Test("The old shape has the bare error, and a missing scope gets its hint")
    func old() throws {
        let error = try error(403, #"{"error":"Your access token does not have the \"create\" scope"}"#)
        #expect(
            error.message == #"GET https://api.vimeo.com/x: 403 Your access token does not have the "create" scope"#
        )
        #expect(error.hint?.contains("scope") == true)
        #expect(error.kind == .api)
    }

    @Test("OAuth's shape gives error and description")
    func oauth() throws {
        let error = try error(400, #"{"error":"invalid_request","error_description":"The code is wrong."}"#)
        #expect(error.message == "GET https://api.vimeo.com/x: 400 invalid_request (The code is wrong.)")
    }

    @Test("HTML becomes its first line of text, without tags, scripts and styles")
    func html() throws {
        let page =
            "<!DOCTYPE html>\n<html><head><style>body{}</style><script>x<y</script>\n<title>502 Bad\tGateway</title></head><body><h1>Oops</h1>"
        #expect(try error(502, page).message == "GET https://api.vimeo.com/x: 502 Bad Gateway")
    }

    @Test("Plain text is cut to its first line and to 200 characters")
    func text() throws {
        #expect(
            try error(500, "\n\n upstream  died \nmore").message == "GET https://api.vimeo.com/x: 500 upstream died"
        )
        let long = try error(500, String(repeating: "x", count: 5000)).message
        #expect(long == "GET https://api.vimeo.com/x: 500 \(String(repeating: "x", count: 200))…")
    }

    @Test("An empty body, hostile JSON and bytes that are no UTF-8 still make a readable error")
    func worst() throws {
        #expect(try error(404, "").message == "GET https://api.vimeo.com/x: 404")
        let odd = [
            "[]", "{}", "null", "1", #"{"error":[],"error_code":"x","invalid_parameters":7}"#,
            #"{"invalid_parameters":[1,{}]}"#,
        ]
        for body in odd { #expect(try error(404, body).message == "GET https://api.vimeo.com/x: 404") }
        let bytes = try response(500, [0xFF, 0xFE, 0x41, 0x1B, 0x5B]).apiError()
        #expect(bytes?.message == "GET https://api.vimeo.com/x: 500 \u{FFFD}\u{FFFD}A [")
        let deep = try response(500, Array(repeating: UInt8(ascii: "["), count: 200_000)).apiError()
        #expect(deep?.message.count ?? 0 < 300)
    }

    @Test("A server that echoes our token does not get it into a message")
    func echo() throws {
        let error = try error(
            401,
            #"{"error":"Bad token abcdef123456","developer_message":"abcdef123456"}"#,
            secrets: ["abcdef123456"]
        )
        #expect(error.message == "GET https://api.vimeo.com/x: 401 Bad token *** (***)")
        #expect(error.developerMessage == "***")
    }

    @Test(
        "The status decides the kind and whether it may pass",
        arguments: [
            (400, VimeoError.Kind.api, false), (401, .auth, false), (403, .api, false), (404, .api, false),
            (408, .api, true),
            (429, .rateLimit, true), (500, .api, true), (503, .api, true),
        ]
    )
    func kinds(status: Int, kind: VimeoError.Kind, isTransient: Bool) throws {
        let error = try error(status, "{}")
        #expect(error.kind == kind)
        #expect(error.isTransient == isTransient)
    }

    @Test("With a status of 2xx there is no error", arguments: [200, 201, 204])
    func fine(status: Int) throws {
        #expect(try response(status, []).apiError() == nil)
    }

    @Test(
        "What other servers say is shown, in the shapes they have, at most 200 characters",
        arguments: [
            (#"{"message":"no such bucket"}"#, "no such bucket"), (#"{"Message":"Expired"}"#, "Expired"),
            (#"{"error":{"code":403,"message":"denied"}}"#, "denied"), (#"{"errors":["bad","worse"]}"#, "bad"),
            (#"{"errors":[{"Description":"too big"}]}"#, "too big"), (#""plain""#, "plain"),
            ("<?xml version=\"1.0\"?><Error><Code>X</Code><Message>A &amp; B</Message></Error>", "A & B"),
            ("<Error><Code>AccessDenied</Code></Error>", "AccessDenied"),
            ("evil\u{202E}txt\u{200B}\u{1B}[2J", #"evil\u{202e}txt\u{200b} [2J"#),
            (#"{"message":"\#(String(repeating: "x", count: 500))"}"#, String(repeating: "x", count: 200) + "…"),
        ]
    )
    func foreign(body: String, words: String) throws {
        #expect(try error(400, body).message == "GET https://api.vimeo.com/x: 400 \(words)")
    }

    @Test(
        "A status that the server's text repeats is said once",
        arguments: ["504 Gateway Time-out", "504: Gateway Time-out", "<html><h1>504 Gateway Time-out</h1>"]
    )
    func doubled(body: String) throws {
        #expect(try error(504, body).message == "GET https://api.vimeo.com/x: 504 Gateway Time-out")
    }

    @Test(
        "Mistakes of signing in have hints of their own",
        arguments: [
            (401, #"{"error":"invalid_client"}"#, "compare the client ID and secret"),
            (401, #"{"error_code":8001}"#, "compare the client ID and secret"),
            (
                400, #"{"error":"invalid_request","error_description":"The redirect_uri does not match."}"#,
                "redirect URI"
            ),
            (403, #"{"error":"Your app is not allowed to upload."}"#, "request upload access"),
        ]
    )
    func signIn(status: Int, body: String, hint: String) throws {
        #expect(try error(status, body).hint?.contains(hint) == true)
    }

    @Test("A refusal for too many requests says when it ends")
    func limitEnd() throws {
        var answer = try response(429, [])
        answer.headers = ["Retry-After": "3600", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"]
        #expect(answer.apiError()?.hint == "too many requests; the limit ends in 60 min, at 09:49 UTC")
        // The time that is named must not be more than a number can hold.
        answer.headers = ["Retry-After": "9223372036854775807", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"]
        #expect(answer.apiError()?.hint?.hasSuffix("at 10:36 UTC") == true)
    }
}
