import TestSupport
import Testing

@testable import VimeoLua

@Suite("Writing the log of a recipe's run")
struct RunLogTests {
    private let folder: TemporaryFolder
    private let log: RunLog

    init() throws {
        folder = try TemporaryFolder()
        log = try RunLog(
            path: folder.file("runs/log"),
            beginning: RunBeginning(recipe: "r", checksum: "0", words: [], time: 0)
        )
    }

    private func synced() async throws {
        try await withCheckedThrowingContinuation { continuation in
            log.whenSynced { continuation.resume(with: $0) }
        }
    }

    @Test("A line is in the file as soon as it is appended")
    func immediate() throws {
        try log.append([.started(key: "a")])
        #expect(try folder.text("runs/log").hasSuffix("{\"type\":\"started\",\"item\":\"a\"}\n"))
    }

    @Test("Everyone who waits for the disk is called back once, however many there are")
    func callbacks() async throws {
        // Nothing is left to wait for.
        try await synced()
        try await withThrowingTaskGroup { group in
            for number in 1...500 {
                group.addTask {
                    try log.append([.done(key: "\(number)")])
                    try await synced()
                }
            }
            try await group.waitForAll()
        }
        let history = try RunHistory(folder.bytes("runs/log"))
        #expect(history.done == Set((1...500).map { "\($0)" }))
    }
}
