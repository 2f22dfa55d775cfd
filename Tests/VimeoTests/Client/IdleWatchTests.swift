import NIOCore
import NIOPosix
import Testing

@testable import Vimeo

@Suite("Idle connections")
struct IdleWatchTests {
    @Test("Silence after a request is too long at the limit, and not before")
    func silence() {
        var watch = IdleWatch(limit: 100, now: 0)
        watch.acknowledged(1, at: 10)
        watch.wrote(at: 50)
        #expect(!watch.isOver(at: 149))
        #expect(watch.isOver(at: 150))
        watch.received(at: 149)
        #expect(!watch.isOver(at: 248))
        #expect(watch.isOver(at: 249))
    }

    @Test("A request on a connection that was idle before has the whole time")
    func reused() {
        var watch = IdleWatch(limit: 100, now: 0)
        watch.acknowledged(1, at: 0)
        watch.received(at: 10)
        watch.wrote(at: 109)
        watch.acknowledged(1, at: 109)
        #expect(!watch.isOver(at: 208))
        #expect(watch.isOver(at: 209))
    }

    @Test("A slow server is not idle while it acknowledges bytes, long after the last write")
    func slow() {
        var watch = IdleWatch(limit: 100, now: 0)
        watch.wrote(at: 0)
        for time in stride(from: 50, through: 5000, by: 50) as StrideThrough<Int64> {
            watch.acknowledged(UInt64(time), at: time)
            #expect(!watch.isOver(at: time + 49))
        }
        watch.acknowledged(5000, at: 5100)
        #expect(watch.isOver(at: 5100))
    }

    @Test("Bytes that only pile up in the kernel are no progress")
    func stalled() {
        var watch = IdleWatch(limit: 100, now: 0)
        watch.wrote(at: 0)
        watch.acknowledged(7, at: 1)
        for time in 2...101 as ClosedRange<Int64> {
            watch.wrote(at: time)
            watch.acknowledged(7, at: time)
        }
        #expect(watch.isOver(at: 101))
    }

    @Test("Where the system tells nothing, every write counts")
    func unknown() {
        var watch = IdleWatch(limit: 100, now: 0)
        for time in stride(from: 0, through: 1000, by: 90) as StrideThrough<Int64> {
            watch.wrote(at: time)
            watch.acknowledged(nil, at: time)
            #expect(!watch.isOver(at: time + 99))
            #expect(watch.isOver(at: time + 100))
        }
    }

    @Test("The kernel tells how much the other side has acknowledged")
    func kernel() async throws {
        try await TestServer.run(script: { _ in .status(204) }) { server in
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: server.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            try await channel.executeThenClose { answers, requests in
                let before = try await IdleGuard.acknowledged(channel.channel).get()
                let request = "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 5000))\r\n\r\n"
                try await requests.write(ByteBuffer(string: request))
                for try await _ in answers { break }
                let after = try await IdleGuard.acknowledged(channel.channel).get()
                #if os(Linux)
                    #expect(try #require(after) - #require(before) == UInt64(request.utf8.count))
                #else
                    #expect(before == nil && after == nil)
                #endif
            }
        }
    }
}
