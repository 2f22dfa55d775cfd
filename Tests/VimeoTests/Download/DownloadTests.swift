import FoundationEssentials
import Synchronization
import Testing

@testable import Vimeo

@Suite("Downloads on the wire")
struct DownloadTests {
    private let file = FakeFile(pattern(700_000))

    private func options(_ retries: Int = 3) -> DownloadOptions {
        var options = DownloadOptions()
        options.retries = retries
        return options
    }

    @Test("The API says where the file is; it comes without the token, and nothing but it stays")
    func plain() async throws {
        try await DownloadBench.run(file) { all in
            let seen = Mutex([Int64]())
            let result = try await all.client.downloadVideo(target: "/videos/1", to: all.path) { bytes, total in
                #expect(total == 700_000)
                seen.withLock { $0.append(bytes) }
            }
            #expect(result == DownloadedFile(path: all.path, size: 700_000, quality: "source"))
            #expect(all.isSaved(file.bytes))
            #expect(try all.names() == ["film.mp4"])
            #expect(
                all.api.requests.map(\.target) == ["/videos/1?fields=uri,name,status,download,files,play.progressive"]
            )
            #expect(all.api.requests.first?["Authorization"] == "Bearer \(Bench.token)")
            let get = try #require(all.host.requests.first)
            #expect(all.host.requests.count == 1)
            #expect(get.target == "/get?Signature=hunter2")
            #expect(!get.head.contains(Bench.token))
            #expect(get["Authorization"] == nil)
            #expect(get["Range"] == nil)
            #expect(get["Accept-Encoding"] == "identity")
            #expect(seen.withLock { $0 }.last == 700_000)
            let words = all.events.words
            #expect(words.first == "began download film.mp4 0/700000")
            #expect(words.last == "ended 700000")
            #expect(words.dropLast().last == "moved 700000 700000/700000")
        }
    }

    @Test("After a connection broke, the download continues from the byte it reached")
    func broken() async throws {
        let fakes = FakeFile(pattern(700_000))
        let file = FakeFile(fakes.bytes, faults: [fakes.cut(300_000), fakes.cut(1000), nil])
        try await DownloadBench.run(file) { all in
            _ = try await all.download(options(1))
            #expect(all.isSaved(file.bytes))
            let requests = all.host.requests
            #expect(requests.map { $0["Range"] } == [nil, "bytes=300000-", "bytes=301000-"])
            #expect(requests.map { $0["If-Range"] } == [nil, "\"one\"", "\"one\""])
            #expect(all.bench.waits == [0.25, 0.25])
            #expect(all.events.words.filter { $0 == "waits" }.count == 2)
            #expect(all.bench.notices.isEmpty)
        }
    }

    @Test("A download survives a reset, a close and a server error", arguments: [0, 1, 2, 3])
    func faults(kind: Int) async throws {
        let fakes = FakeFile(pattern(200_000))
        let faults: [FakeFile.Fault] = [
            fakes.broken(50_000, .reset), fakes.broken(50_000, .close), { _ in .close }, { _ in .status(503) },
        ]
        let file = FakeFile(fakes.bytes, faults: [faults[kind]])
        try await DownloadBench.run(file) { all in
            _ = try await all.download(options())
            #expect(all.isSaved(file.bytes))
            #expect(all.host.requests.count == 2)
        }
    }

    @Test("After it gave up, the part stays, and the next call continues it")
    func nextCall() async throws {
        let fakes = FakeFile(pattern(700_000))
        let file = FakeFile(fakes.bytes, faults: [fakes.cut(400_000), { _ in .status(503) }])
        try await DownloadBench.run(file) { all in
            let error = await failure { _ = try await all.download(options(1)) }
            #expect(error.statusCode == 503)
            #expect(error.isTransient)
            #expect(!error.description.contains("hunter2"))
            #expect(all.events.words.last == "failed server")
            #expect(try all.names() == ["film.mp4.part", "film.mp4.part.json"])
            #expect(all.isSaved(Array(file.bytes[..<400_000]), "film.mp4.part"))
            let record = String(decoding: all.content("film.mp4.part.json") ?? [], as: UTF8.self)
            #expect(!record.contains("hunter2"))
            _ = try await all.download(options(1))
            #expect(all.isSaved(file.bytes))
            #expect(all.host.requests.last?["Range"] == "bytes=400000-")
            #expect(all.events.words.contains("began download film.mp4 400000/700000"))
            #expect(try all.names() == ["film.mp4"])
        }
    }

    @Test("A part that is complete only needs its name")
    func complete() async throws {
        try await DownloadBench.run(file) { all in
            let record = PartRecord(key: "/videos/1 source 700000 abc", size: 700_000, validator: nil)
            _ = try all.folder.file("film.mp4.part", file.bytes)
            _ = try all.folder.file("film.mp4.part.json", record.json)
            _ = try await all.download()
            #expect(all.isSaved(file.bytes))
            #expect(all.host.requests.isEmpty)
        }
    }

    @Test("A part of another file, without a record or not to be resumed is never mixed in", arguments: [0, 1, 2])
    func otherFile(kind: Int) async throws {
        try await DownloadBench.run(file) { all in
            let key = "/videos/1 source 700000 \(kind == 0 ? "other" : "abc")"
            _ = try all.folder.file("film.mp4.part", [UInt8](repeating: 7, count: 900_000))
            if kind != 1 {
                let record = PartRecord(key: key, size: 700_000, validator: "\"one\"")
                _ = try all.folder.file("film.mp4.part.json", record.json)
            }
            var options = options()
            options.resume = kind != 2
            _ = try await all.download(options)
            #expect(all.isSaved(file.bytes))
            #expect(all.host.requests.map { $0["Range"] } == [nil])
        }
    }

    @Test("A server that ignores Range, or whose file has changed, starts over")
    func ignored() async throws {
        let fakes = FakeFile(pattern(300_000))
        let file = FakeFile(
            fakes.bytes.reversed(),
            tag: "\"two\"",
            faults: [fakes.cut(100_000)]
        )
        try await DownloadBench.run(file) { all in
            _ = try await all.download(options())
            #expect(all.isSaved(file.bytes))
            #expect(all.host.requests.map { $0["If-Range"] } == [nil, "\"one\""])
        }
    }

    @Test(
        "A part other than the requested one, or of another file or size, is not used",
        arguments: ["bytes 99999-299999/300000", "bytes 0-299999/300000", "bytes 100000-300000/300001", "rubbish"]
    )
    func wrongRange(range: String) async throws {
        let fakes = FakeFile(pattern(300_000))
        let wrong: FakeFile.Fault = { _ in
            .status(206, [("Content-Range", range), ("ETag", "\"one\"")], body: Array("garbage".utf8))
        }
        let file = FakeFile(fakes.bytes, faults: [fakes.cut(100_000), wrong])
        try await DownloadBench.run(file) { all in
            _ = try await all.download(options())
            #expect(all.isSaved(file.bytes))
            #expect(all.host.requests.map { $0["Range"] } == [nil, "bytes=100000-", nil])
        }
    }

    @Test("A 206 of a file with another tag is not used, though If-Range should have prevented it")
    func otherTag() async throws {
        let fakes = FakeFile(pattern(300_000))
        let wrong: FakeFile.Fault = { _ in
            .status(206, [("Content-Range", "bytes 100000-299999/300000"), ("ETag", "\"two\"")], body: [1, 2, 3])
        }
        let file = FakeFile(fakes.bytes, faults: [fakes.cut(100_000), wrong])
        try await DownloadBench.run(file) { all in
            _ = try await all.download(options())
            #expect(all.isSaved(file.bytes))
        }
    }

    @Test("After 416 it starts over, or is done if the server says that nothing is missing")
    func unsatisfied() async throws {
        let fakes = FakeFile(pattern(300_000))
        let none: FakeFile.Fault = { _ in .status(416, [("Content-Range", "bytes */5")]) }
        let file = FakeFile(fakes.bytes, faults: [fakes.cut(100_000), none])
        try await DownloadBench.run(file) { all in
            _ = try await all.download(options())
            #expect(all.isSaved(file.bytes))
        }
        try await DownloadBench.run(fakes) { all in
            let link = "\(all.host.root)/f.mp4"
            let key = try DownloadSource(link: link).key
            _ = try all.folder.file("film.mp4.part", fakes.bytes)
            _ = try all.folder.file(
                "film.mp4.part.json",
                PartRecord(key: key, size: nil, validator: "\"one\"").json
            )
            _ = try await all.client.downloadVideo(target: link, to: all.path)
            #expect(all.isSaved(fakes.bytes))
            #expect(all.host.requests.map { $0["Range"] } == ["bytes=300000-"])
        }
    }

    @Test("A file of another size than the API says is refused, and nothing takes the old one's place")
    func size() async throws {
        try await DownloadBench.run(file, video: { DownloadBench.video($0, size: 699_999) }) { all in
            _ = try all.folder.file("film.mp4", [1])
            let error = await failure { _ = try await all.download() }
            #expect(error.code == "size")
            #expect(error.message.contains("700000"))
            #expect(all.content() == [1])
            #expect(all.host.requests.count == 1)
        }
    }

    @Test("A server that sends more or less than it announced is not believed")
    func lies() async throws {
        let long: FakeFile.Fault = { _ in
            .raw("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + String(repeating: "x", count: 1000), .close)
        }
        let more = FakeFile(pattern(999), faults: [long])
        try await DownloadBench.run(more) { all in
            let error = await failure { _ = try await all.download(options(0)) }
            #expect(error.code == "size")
            #expect(try all.names().isEmpty)
            _ = try await all.download()
            #expect(all.isSaved(more.bytes))
        }
        let short: FakeFile.Fault = { _ in
            .raw("HTTP/1.1 200 X\r\nConnection: close\r\n\r\nxxx", .close)
        }
        try await DownloadBench.run(FakeFile(pattern(999), faults: [short])) { all in
            let error = await failure { _ = try await all.download(options(0)) }
            #expect(error.code == "truncated")
            #expect(all.content() == nil)
        }
    }

    @Test("For an expired link a new one is asked for, and the download continues; a second refusal is an error")
    func expired() async throws {
        let fakes = FakeFile(pattern(300_000))
        let gone: FakeFile.Fault = { _ in .status(410) }
        let file = FakeFile(fakes.bytes, faults: [fakes.cut(100_000), gone])
        try await DownloadBench.run(file) { all in
            _ = try await all.download(options())
            #expect(all.isSaved(file.bytes))
            #expect(all.api.requests.count == 2)
            #expect(all.host.requests.map { $0["Range"] } == [nil, "bytes=100000-", "bytes=100000-"])
        }
        try await DownloadBench.run(FakeFile(fakes.bytes, faults: [gone, gone])) { all in
            let error = await failure { _ = try await all.download() }
            #expect(error.statusCode == 410)
            #expect(all.api.requests.count == 2)
        }
    }

    @Test(
        "A link that is refused is not a matter of signing in: the error is the API's and asks for a new link",
        arguments: [401, 403, 410]
    )
    func refusedLink(status: Int) async throws {
        let refusal: FakeFile.Fault = { _ in .status(status) }
        try await DownloadBench.run(FakeFile([1], faults: [refusal])) { all in
            let error = await failure {
                _ = try await all.client.downloadVideo(target: "\(all.host.root)/a.mp4", to: all.path)
            }
            #expect(error.kind == .api)
            #expect(error.statusCode == status)
            #expect(error.hint == "the link was refused or has expired; get a new link from the video")
            #expect(all.host.requests.count == 1)
            let names = try all.names()
            #expect(names == [])
        }
    }

    @Test("A web page in place of a file is asked for with a new link, once")
    func webPage() async throws {
        let page: FakeFile.Fault = { _ in
            .status(200, [("Content-Type", "text/html")], body: Array("<html>sign in</html>".utf8))
        }
        let file = FakeFile(pattern(100), faults: [page])
        try await DownloadBench.run(file) { all in
            _ = try await all.download()
            #expect(all.api.requests.count == 2)
        }
        try await DownloadBench.run(FakeFile([1], faults: [page, page, page])) { all in
            let error = await failure { _ = try await all.download() }
            #expect(error.code == "page")
            #expect(all.host.requests.count == 2)
        }
    }

    @Test("A video that was replaced in the meantime starts over")
    func replaced() async throws {
        let fakes = FakeFile(pattern(300_000))
        let file = FakeFile(fakes.bytes, tag: nil, faults: [fakes.cut(100_000), { _ in .status(403) }])
        let marks = Mutex(["a", "b"])
        try await DownloadBench.run(
            file,
            video: { host in
                DownloadBench.video(host, size: 300_000, mark: marks.withLock { $0.removeFirst() })
            }
        ) { all in
            _ = try await all.download()
            #expect(all.isSaved(file.bytes))
            #expect(all.host.requests.map { $0["Range"] } == [nil, "bytes=100000-", nil])
        }
    }

    @Test("Redirects to other hosts are followed without the token, with the range")
    func redirect() async throws {
        let fakes = FakeFile(pattern(300_000))
        let file = FakeFile(fakes.bytes, faults: [fakes.cut(100_000)])
        try await TestServer.run(script: { file.answer($0) }) { storage in
            let target = "\(storage.root)/deep?X-Amz-Signature=hunter2"
            let door = FakeFile([1], faults: Array(repeating: { _ in .status(302, [("Location", target)]) }, count: 9))
            try await DownloadBench.run(door, video: { DownloadBench.video($0, size: 300_000) }) { all in
                _ = try await all.download(options())
                #expect(all.isSaved(file.bytes))
                #expect(all.host.requests.count == 2)
                #expect(storage.requests.map { $0["Range"] } == [nil, "bytes=100000-"])
                #expect(storage.requests.allSatisfy { $0["Authorization"] == nil && !$0.head.contains(Bench.token) })
                #expect(storage.requests.map { $0["If-Range"] } == [nil, "\"one\""])
            }
        }
    }

    @Test("Redirects in a circle or to nowhere end in an error", arguments: ["/again", "x:"])
    func badRedirect(location: String) async throws {
        let door = FakeFile([1], faults: Array(repeating: { _ in .status(302, [("Location", location)]) }, count: 9))
        try await DownloadBench.run(door) { all in
            let error = await failure { _ = try await all.download(options(0)) }
            #expect(error.kind == .network)
            #expect(all.content() == nil)
        }
    }

    @Test("A plain link is downloaded without asking the API, into a folder under its own name")
    func link() async throws {
        let fakes = FakeFile(pattern(300_000), tag: nil)
        let file = FakeFile(fakes.bytes, tag: nil, faults: [fakes.broken(100_000, .close)])
        try await DownloadBench.run(file) { all in
            let result = try await all.client.downloadVideo(
                target: "\(all.host.root)/a/my%20film.mov?key=1",
                to: all.folder.path
            )
            #expect(result == DownloadedFile(path: "\(all.folder.path)/my film.mov", size: 300_000, quality: nil))
            #expect(all.isSaved(file.bytes, "my film.mov"))
            #expect(all.api.requests.isEmpty)
            // Nothing tells that the rest would belong to the same file.
            #expect(all.host.requests.map { $0["Range"] } == [nil, nil])
        }
    }

    @Test("A video goes into a folder under its title and number")
    func folder() async throws {
        try await DownloadBench.run(file) { all in
            let result = try await all.client.downloadVideo(target: "/videos/1", to: all.folder.path)
            #expect(result.path == "\(all.folder.path)/Film-1.mp4")
            #expect(all.isSaved(file.bytes, "Film-1.mp4"))
        }
    }

    @Test(
        "A page of vimeo.com stands for its video",
        arguments: ["https://vimeo.com/1", "https://www.vimeo.com/1?share=copy"]
    )
    func page(target: String) async throws {
        try await DownloadBench.run(file) { all in
            _ = try await all.client.downloadVideo(target: target, to: all.path)
            #expect(all.api.requests.first?.path == "/videos/1")
        }
    }

    @Test("What cannot be downloaded is refused before any byte moves")
    func refused() async throws {
        try await DownloadBench.run(file) { all in
            for target in ["", "/users/1", "ftp://x/y", "http://example.com/x", "/videos/1/2"] {
                let error = await failure {
                    _ = try await all.client.downloadVideo(target: target, to: all.path)
                }
                #expect(error.kind == .usage, "\(target)")
            }
            for path in ["", "\(all.folder.path)/none/x", "/dev/null"] {
                let error = await failure {
                    _ = try await all.client.downloadVideo(target: "/videos/1", to: path)
                }
                #expect(error.kind == .file, "\(path)")
            }
            var options = DownloadOptions()
            options.quality = "8k"
            let unknown = await failure { _ = try await all.download(options) }
            #expect(unknown.code == "no_quality")
            options.limit = 0
            #expect(await failure { _ = try await all.download(options) }.kind == .usage)
            #expect(all.host.connections == 0)
            let names = try all.names()
            #expect(names.isEmpty)
        }
    }

    @Test("The API's refusal is the API's error")
    func api() async throws {
        let answers = [
            (Reply.json(404, #"{"error":"no","error_code":5000}"#), "not_found"),
            (.json(200, "{}"), "no_download"), (.status(200), "not_json"),
        ]
        for (answer, code) in answers {
            try await DownloadBench.run(file, video: { _ in answer }) { all in
                let error = await failure { _ = try await all.download() }
                #expect(error.code.rawValue == code)
            }
        }
    }

    @Test("A second download to the same file is refused while the first is running")
    func locked() async throws {
        try await DownloadBench.run(file) { all in
            let held = try PartFile(for: all.path)
            let error = await failure { _ = try await all.download() }
            #expect(error.code == "locked")
            #expect(try held.size() == 0)
        }
    }

    @Test("A limited download takes as long as its limit requires, by the client's clock")
    func limited() async throws {
        let clock = Mutex(0.0)
        let file = FakeFile(pattern(300_000))
        try await DownloadBench.run(
            file,
            configure: { configuration in
                configuration.timing.uptime = { clock.withLock { $0 } }
                configuration.timing.sleep = { seconds in clock.withLock { $0 += seconds } }
            }
        ) { all in
            var options = DownloadOptions()
            options.limit = 100_000
            _ = try await all.download(options)
            #expect(all.isSaved(file.bytes))
            // The last bytes need not be waited for once they are there.
            #expect((2.0...3.0).contains(clock.withLock { $0 }))
        }
    }

    @Test("The caller's progress only grows, also where the download starts over")
    func progress() async throws {
        let fakes = FakeFile(pattern(700_000))
        let file = FakeFile(fakes.bytes.reversed(), tag: "\"two\"", faults: [fakes.cut(400_000)])
        try await DownloadBench.run(file) { all in
            let seen = Mutex([Int64]())
            _ = try await all.client.downloadVideo(target: "/videos/1", to: all.path) { bytes, _ in
                seen.withLock { $0.append(bytes) }
            }
            let bytes = seen.withLock { $0 }
            #expect(all.isSaved(file.bytes))
            #expect(zip(bytes, bytes.dropFirst()).allSatisfy { $0 < $1 })
            #expect(bytes.last == 700_000)
        }
    }

    @Test("Without onTransfer, waits are notices")
    func notices() async throws {
        let file = FakeFile(pattern(100), faults: [{ _ in .status(503) }])
        try await DownloadBench.run(file, configure: { $0.onTransfer = nil }) { all in
            _ = try await all.download()
            #expect(all.bench.notices.map(\.kind) == [.retry])
            #expect(all.bench.notices.first?.message.contains("503") == true)
            #expect(all.bench.notices.first?.message.contains("hunter2") == false)
        }
    }

    @Test("A download that waits or asks for another link leaves its place to others", .timeLimit(.minutes(5)))
    func places() async throws {
        let client = Mutex<Client?>(nil)
        let faults: [FakeFile.Fault?] = [{ _ in .status(403) }, { _ in .status(503) }]
        let file = FakeFile(pattern(1000), faults: faults)
        try await DownloadBench.run(
            file,
            configure: {
                $0.timing.sleep = { _ in _ = try await client.withLock { $0 }?.send(Request(.get, "/other")) }
            }
        ) { all in
            client.withLock { $0 = all.client }
            let gate = all.client.transport.gate
            for _ in 1..<Transport.places { _ = await gate.enter() }
            _ = try await all.download()
            #expect(all.isSaved(file.bytes))
            #expect(all.api.requests.map { $0.target.prefix { $0 != "?" } } == ["/videos/1", "/videos/1", "/other"])
            for _ in 1..<Transport.places { gate.leave() }
        }
    }

    @Test("Cancelling before anything has come leaves nothing")
    func cancelledEmpty() async throws {
        let file = FakeFile(pattern(1000), faults: [{ _ in .status(503) }])
        try await DownloadBench.run(
            file,
            configure: { $0.timing.sleep = { _ in throw CancellationError() } }
        ) { all in
            let error = await failure { _ = try await all.download() }
            #expect(error.kind == .cancelled && error.hint?.contains("resumes") != true)
            let names = try all.names()
            #expect(names.isEmpty)
        }
    }

    @Test("Cancelling keeps the part, and says so")
    func cancelled() async throws {
        let fakes = FakeFile(pattern(600_000))
        let file = FakeFile(fakes.bytes, faults: [fakes.broken(500_000, .keepOpen)])
        try await DownloadBench.run(file) { all in
            let client = all.client
            let path = all.path
            let arrived = AsyncStream<Void>.makeStream()
            let task = Task {
                try await client.downloadVideo(target: "/videos/1", to: path) { _, _ in arrived.continuation.yield() }
            }
            for await _ in arrived.stream { break }
            task.cancel()
            let error = await failure { _ = try await task.value }
            #expect(error.kind == .cancelled)
            #expect(try all.names() == ["film.mp4.part", "film.mp4.part.json"])
            _ = try await all.download()
            #expect(all.isSaved(file.bytes))
        }
    }
}
