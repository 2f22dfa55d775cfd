import Testing

@testable import Vimeo

@Suite("Files of a video")
struct VideoFilesTests {
    private func files(_ json: String) throws -> VideoFiles {
        VideoFiles(try #require(JSONValue(json: Array(json.utf8))), uri: "/videos/1")
    }

    private let several = #"""
        {"uri":"/videos/1","name":"N","download":[
        {"quality":"sd","rendition":"540p","public_name":"SD 540p","height":540,"size":50,"link":"l540"},
        {"quality":"hd","rendition":"720p","public_name":"HD 720p","height":720,"size":70,"link":"l720"},
        {"quality":"hd","rendition":"1080p","public_name":"HD 1080p","height":1080,"size":100,"link":"l1080"},
        {"quality":"hd","rendition":"1080p","public_name":"HD 1080p","height":1080,"size":90,"link":"l1080b"},
        {"quality":"source","rendition":"source","public_name":"Original","height":480,"size":10,"link":"source"},
        {"quality":"hd","rendition":"2160p","height":2160,"size":999},
        {"quality":"hls","height":9999,"size":999,"link":"hls"}]}
        """#

    @Test(
        "The source is the best, else the most lines, then the most bytes; names are taken in any case",
        arguments: [
            (nil, "source"), ("source", "source"), ("Original", "source"), ("hd", "l1080"), ("HD", "l1080"),
            ("720P", "l720"), ("sd", "l540"), ("sd 540p", "l540"),
        ] as [(String?, String)]
    )
    func choice(quality: String?, link: String) throws {
        #expect(try files(several).choose(quality).link == link)
    }

    @Test("Without a source the largest picture is the best")
    func noSource() throws {
        var files = try files(several)
        files.renditions.removeAll { $0.isSource }
        #expect(try files.choose(nil).link == "l1080")
    }

    @Test("An unknown quality is a usage error that lists what there is, each once")
    func unknown() throws {
        let files = try files(several)
        let error = #expect(throws: VimeoError.self) { try files.choose("4k") }
        #expect(error?.kind == .usage)
        #expect(error?.hint == "it has 540p, 720p, 1080p, source; leave quality out for the best")
    }

    @Test(
        "A video without links says why",
        arguments: [
            (#"{"download":[]}"#, "no_download"), (#"{"download":null,"files":[]}"#, "no_download"),
            (#"{}"#, "no_download"), (#"[]"#, "no_download"),
            (#"{"download":[{"quality":"hls","link":"x"}]}"#, "no_download"),
            (#"{"download":[7,null,{"link":""},{"link":5}]}"#, "no_download"),
            (#"{"status":"transcoding"}"#, "not_ready"), (#"{"status":"available"}"#, "no_download"),
        ]
    )
    func none(json: String, code: String) throws {
        let files = try files(json)
        let error = #expect(throws: VimeoError.self) { try files.choose(nil) }
        #expect(error?.code.rawValue == code)
        #expect(error?.kind == .api)
        #expect(code != "no_download" || error?.hint?.contains("video_files") == true)
    }

    @Test("Where nothing may be saved, the files for playing have to do")
    func fallback() throws {
        let playing = #"{"download":[],"files":[{"quality":"hls","link":"h"},{"quality":"sd","link":"p","size":"7"}]}"#
        #expect(try files(playing).choose(nil).link == "p")
        #expect(try files(playing).choose(nil).size == 7)
        let progressive =
            #"{"play":{"progressive":[{"type":"video/mp4","height":2,"link":"a"},{"height":9,"link":"b"}]}}"#
        #expect(try files(progressive).choose(nil).link == "b")
    }

    @Test(
        "Sizes that make no sense are none",
        arguments: ["0", "-5", "1.5", "null", "\"many\"", "99999999999999999999"]
    )
    func size(text: String) throws {
        #expect(try files(#"{"download":[{"link":"a","size":\#(text)}]}"#).choose(nil).size == nil)
    }
}
