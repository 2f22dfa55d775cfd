import Testing

@testable import VimeoSandbox

#if canImport(Glibc)
    import Glibc
    private let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
#else
    import Darwin
    private let descriptors = RLIMIT_NOFILE
#endif

/// Clients that ask for more than they read.
@Suite struct PressureTests: ServerTest {
    @Test("A client that sends requests and reads no answer is not read any more, and blocks no other client")
    func deafClient() async throws {
        var options = SandboxOptions()
        options.recordsRequests = true
        try await with(options) { sandbox in
            let deaf = try RawClient(sandbox.apiRoot, receiveBuffer: 4096)
            let other = try RawClient(sandbox.apiRoot)
            let request = get("/users/1/videos?per_page=100", sandbox)
            let flood = Array(String(repeating: request, count: 80_000).utf8)
            var sent = 0
            // How often the server has served another connection since it took something of the flood.
            var served = 0
            while sent < flood.count, served < 50 {
                let count = deaf.sendSome(flood[sent...])
                sent += count
                served = count > 0 ? 0 : served + 1
                try other.send(get("/me?fields=uri", sandbox))
                #expect(try other.receive().status == 200)
            }
            #expect(sent < flood.count)
            let answered = sandbox.requests.count { $0.target.hasPrefix("/users/1/videos") }
            #expect(answered < 2000)
            // What was read of it but not served is dropped with the connection.
            deaf.reset()
            for _ in 0..<50 {
                try other.send(get("/me?fields=uri", sandbox))
                _ = try other.receive()
            }
            #expect(sandbox.requests.count { $0.target.hasPrefix("/users/1/videos") } <= answered + 2)
        }
    }

    @Test("A client that reads at last gets every answer")
    func lateReader() async throws {
        try await with { sandbox in
            let late = try RawClient(sandbox.apiRoot)
            try late.send(String(repeating: get("/users/1/videos?per_page=100", sandbox), count: 100))
            var lengths: Set<Int> = []
            for _ in 0..<100 { lengths.insert(try late.receive().body.utf8.count) }
            #expect(lengths.count == 1)
        }
    }

    @Test("Without descriptors the sandbox waits instead of trying again and again, and serves when there are some")
    func noDescriptors() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit()
            getrlimit(descriptors, &limit)
            limit.rlim_cur = 200
            setrlimit(descriptors, &limit)
            let sandbox = try await Sandbox.start()
            // What is opened with the first connection is open before the descriptors run out.
            let first = try RawClient(sandbox.apiRoot)
            try first.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            _ = try first.receive()
            var fillers: [CInt] = []
            while case let filler = open("/dev/null", O_RDONLY), filler >= 0 { fillers.append(filler) }
            close(fillers.removeLast())
            // Takes the last descriptor, so that the sandbox has none for the connection.
            let client = try RawClient(sandbox.apiRoot)
            try client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let start = clock()
            usleep(1_000_000)
            let share = Double(clock() - start) / Double(CLOCKS_PER_SEC)
            for filler in fillers { close(filler) }
            let status = try client.receive().status
            await sandbox.shutdown()
            print(share, status)
            exit(share >= 0.3 ? 2 : status == 401 ? 0 : 3)
        }
    }
}
