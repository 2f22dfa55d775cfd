import Synchronization
import Testing

@testable import Vimeo

@Suite("Events of transfers")
struct TransferEventTests {
    private final class Log: Sendable {
        private let events = Mutex<[TransferEvent]>([])
        var all: [TransferEvent] { events.withLock { $0 } }
        func add(_ event: TransferEvent) { events.withLock { $0.append(event) } }
    }

    /// One word for each event; runs of `moved` only once.
    private func words(_ events: [TransferEvent]) -> [String] {
        var result: [String] = []
        for event in events {
            let word =
                switch event {
                case .began(let transfer, let confirmed): "began \(transfer.kind) \(transfer.name) \(confirmed)"
                case .moved: "moved"
                case .waits(_, let seconds, _): "waits \(seconds)"
                case .ended(_, let bytes): "ended \(bytes)"
                case .failed(_, let error): "failed \(error.kind)"
                }
            if word != "moved" || result.last != "moved" { result.append(word) }
        }
        return result
    }

    private func moves(_ events: [TransferEvent]) -> [(sent: Int64, confirmed: Int64)] {
        events.compactMap { event in
            guard case .moved(_, let sent, let confirmed, _) = event else { return nil }
            return (sent, confirmed)
        }
    }

    @Test("The events of an upload: begun, moved, waiting, moved, ended; the wait is reported only once")
    func course() async throws {
        let log = Log()
        try await UploadBench.run(faults: [nil, .init(reply: .status(502), keep: 3)]) {
            $0.onTransfer = { log.add($0) }
        } body: { all in
            let seen = Mutex<[UploadProgress]>([])
            _ = try await all.client.upload(file: all.path, options: all.options()) { progress in
                seen.withLock { $0.append(progress) }
            }
            #expect(words(log.all) == ["began upload film.mp4 0", "moved", "waits 0.25", "moved", "ended 25"])
            #expect(all.bench.notices.isEmpty)
            let moves = moves(log.all)
            #expect(moves.map(\.sent) == [10, 10, 20, 13, 23, 23, 25, 25])
            #expect(moves.map(\.confirmed) == [0, 10, 10, 13, 13, 23, 23, 25])
            let progress = seen.withLock { $0 }
            #expect(progress.map(\.sent) == [10, 10, 20, 20, 23, 23, 25, 25])
            #expect(progress.map(\.confirmed) == moves.map(\.confirmed))
            #expect(progress.allSatisfy { $0.total == 25 })
        }
    }

    @Test("One that fails or is refused ends as failed, and each has a number of its own")
    func failures() async throws {
        let log = Log()
        try await UploadBench.run(creation: .json(403, "{}")) {
            $0.onTransfer = { log.add($0) }
        } body: { all in
            _ = await failure { _ = try await all.client.upload(file: all.path) }
            _ = await failure { _ = try await all.client.replace(videoURI: "/videos/1", file: all.path) }
            _ = await failure { _ = try await all.client.upload(file: "/nowhere") }
            #expect(
                words(log.all) == [
                    "began upload film.mp4 0", "failed api", "began replace film.mp4 0", "failed api",
                ]
            )
            let ids = log.all.compactMap { event -> Int? in
                guard case .began(let transfer, _) = event else { return nil }
                #expect(transfer.total == 25)
                return transfer.id
            }
            #expect(Set(ids).count == 2)
        }
    }

    @Test("One that is resumed begins at the server's offset, whatever the journal says")
    func resumed() async throws {
        let log = Log()
        try await UploadBench.run(faults: [nil, .init(reply: .reset, keep: 7)], isJournaled: true) {
            $0.onTransfer = { log.add($0) }
            $0.timing.uptime = { 100 }
        } body: { all in
            _ = await failure { _ = try await all.client.upload(file: all.path, options: all.options(retries: 0)) }
            let before = log.all.count
            var entry = try JournalEntry(all.entry())
            entry.confirmed = 10
            try all.replaceEntry(entry.encoded())
            _ = try await all.client.upload(file: all.path, options: all.options())
            let events = Array(log.all[before...])
            #expect(words(events) == ["began upload film.mp4 17", "moved", "ended 25"])
            #expect(moves(events).map(\.confirmed) == [17, 17, 25])
            #expect(moves(events).map(\.sent) == [17, 25, 25])
        }
    }

    @Test("Pieces of an attempt that is over are not reported")
    func stale() {
        let log = Log()
        var configuration = Configuration()
        configuration.onTransfer = { log.add($0) }
        let report = TransferReport(.upload, "x", total: 100, configuration: configuration)
        let first = report.attempt(from: 0)
        report.given(50, in: first)
        #expect(report.endAttempt() == 50)
        report.given(60, in: first)
        let second = report.attempt(from: 10)
        report.given(90, in: first)
        report.given(20, in: second)
        #expect(report.endAttempt() == 20)
        #expect(moves(log.all).map(\.sent) == [50, 20])
    }
}
