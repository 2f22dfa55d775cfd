import Testing

@testable import Vimeo

@Suite("Pictures from frames")
struct GrabPictureTests {
    private static let owner = Reply.json(
        200,
        #"{"metadata":{"connections":{"pictures":{"uri":"/videos/1/pictures"}}}}"#
    )

    @Test("A frame is asked for by its time; a pictures URI needs no asking")
    func frame() async throws {
        try await withBench(script: { request in
            request.method == "GET" ? Self.owner : .json(201, #"{"uri":"/videos/1/pictures/9","active":true}"#)
        }) { bench, api in
            let response = try await bench.client.grabPicture(target: "/videos/1", seconds: 12.5, activate: true)
            #expect(JSONValue(json: response.body)?["uri"] == .string("/videos/1/pictures/9"))
            _ = try await bench.client.grabPicture(target: "/videos/1/pictures", seconds: 300)
            #expect(api.requests.map(\.method) == ["GET", "POST", "POST"])
            #expect(api.requests[1].text == #"{"active":true,"time":12.5}"#)
            #expect(api.requests[2].text == #"{"active":false,"time":300}"#)
        }
    }

    @Test("An unavailable moment passes; a video without frames is an error that says so")
    func unavailable() async throws {
        let script = Steps([.json(503, #"{"error_code":7001}"#), .json(201, #"{"uri":"/p"}"#)])
        try await withBench(script: { _ in script.next() }) { bench, api in
            _ = try await bench.client.grabPicture(target: "/videos/1/pictures", seconds: 0)
            #expect(api.requests.count == 2)
        }
        try await withBench(script: { _ in .json(503, #"{"error":"no","error_code":7001}"#) }) { bench, api in
            let error = await failure {
                _ = try await bench.client.grabPicture(target: "/videos/1/pictures", seconds: 0)
            }
            #expect(error.code == "no_frame")
            #expect(error.errorCode == 7001)
            #expect(error.hint?.contains("transcoded") == true)
            #expect(api.requests.count == 4)
        }
    }

    @Test("An invalid time or target is refused before any request", arguments: [-1, .nan, .infinity] as [Double])
    func refused(seconds: Double) async throws {
        try await withBench(script: { _ in .status(404) }) { bench, api in
            let error = await failure { _ = try await bench.client.grabPicture(target: "/videos/1", seconds: seconds) }
            #expect(error.kind == .usage)
            #expect(await failure { _ = try await bench.client.grabPicture(target: "", seconds: 1) }.code == "bad_uri")
            #expect(api.connections == 0)
        }
    }

    @Test(
        "What is certainly not an image is recognized by its first bytes",
        arguments: [
            ("\0\0\0\u{18}ftypmp42", "a video"), ("%PDF-1.7", "a PDF"), ("WEBVTT\n", "a text track"),
            ("<!DOCTYPE html>", "a web page"), ("PK\u{3}\u{4}", "a ZIP file"), ("\0\0\0\u{18}ftypavif", nil),
            ("GIF89a", nil),
            ("\u{89}PNG", nil), ("anything", nil), ("", nil),
        ] as [(String, String?)]
    )
    func otherKind(start: String, name: String?) {
        #expect(ImageFormat.otherKind(Array(start.utf8)) == name)
    }
}
