import Testing

@testable import Vimeo

@Suite("TLS")
struct TLSTests {
    private func attempt(
        elsewhere: Bool = false,
        host: String = "localhost",
        reply: Reply = .json(200, "{}"),
        configure: (inout Configuration) -> Void
    ) async throws -> (result: Result<Int, VimeoError>, waits: Int, requests: Int) {
        let context = try elsewhere ? TestCertificates.elsewhereServer() : TestCertificates.localServer()
        return try await TestServer.run(tls: context, script: { _ in reply }) { server in
            let bench = try Bench(root: "https://\(host):\(server.port)", configure: configure)
            let result: Result<Int, VimeoError>
            do {
                result = .success(try await bench.client.send(Request(.get, "/x")).status)
            } catch let error as VimeoError {
                result = .failure(error)
            }
            await bench.client.shutdown()
            return (result, bench.waits.count, server.requests.count)
        }
    }

    private func error(_ result: Result<Int, VimeoError>) -> VimeoError? {
        if case .failure(let error) = result { error } else { nil }
    }

    @Test("A certificate nobody vouches for is refused, once, with a hint to --ca-file")
    func untrusted() async throws {
        let (result, waits, requests) = try await attempt { _ in }
        #expect(error(result)?.code == "tls")
        #expect(error(result)?.message.contains("not trusted") == true, "\(result)")
        #expect(error(result)?.hint?.contains("--ca-file") == true)
        #expect(error(result)?.isTransient == false)
        #expect(waits == 0)
        #expect(requests == 0)
    }

    @Test("With --ca-file or SSL_CERT_FILE the same certificate is accepted")
    func trusted() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("ca.pem", Array(TestCertificates.local.utf8))
        #expect(try await attempt { $0.caFile = path }.result.get() == 200)
        #expect(try await attempt { $0.environment = ["SSL_CERT_FILE": path] }.result.get() == 200)
    }

    @Test("An answer with an impossible status is not HTTP over TLS, either", arguments: ["000", "050", "101"])
    func impossibleStatus(status: String) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("ca.pem", Array(TestCertificates.local.utf8))
        let reply = Reply.raw("HTTP/1.1 \(status) X\r\nContent-Length: 2\r\n\r\n{}")
        let outcome = try await attempt(reply: reply) { $0.caFile = path }
        #expect(error(outcome.result)?.code == "protocol", "\(outcome.result)")
    }

    @Test("A trusted certificate for another host is refused")
    func wrongHost() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("ca.pem", Array(TestCertificates.elsewhere.utf8))
        let outcome = try await attempt(elsewhere: true) { $0.caFile = path }
        #expect(error(outcome.result)?.code == "tls")
        #expect(error(outcome.result)?.message.contains("another host") == true, "\(outcome.result)")
        #expect(outcome.requests == 0)
    }

    @Test("A CA file that is missing, a folder, empty or no PEM is a clear error that names it")
    func badFile() async throws {
        let folder = try TemporaryFolder()
        let files = [
            "\(folder.path)/missing.pem", folder.path, try folder.file("empty.pem", []),
            try folder.file("text.pem", Array("hello".utf8)), try folder.file("bytes.pem", [0xFF, 0, 1]),
            try folder.file("broken.pem", Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8)),
        ]
        for path in files {
            let outcome = try await attempt { $0.caFile = path }
            #expect(error(outcome.result)?.kind == .file)
            #expect(error(outcome.result)?.message.contains(path) == true)
            #expect(outcome.waits == 0)
        }
    }
}
