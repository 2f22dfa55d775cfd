import Synchronization
import Testing

@testable import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A history is shared by windows and loses nothing.
struct HistoryTests {
    @Test("Windows see each other's entries, and their own once")
    func sharing() throws {
        let folder = try TemporaryFolder()
        let first = History(path: folder.file("a/b/history"))
        let second = History(path: folder.file("a/b/history"))
        first.add("one")
        second.add("two\nlines \\n")
        second.add("one")
        first.refresh()
        second.refresh()
        #expect(first.entries == ["two\nlines \\n", "one"])
        #expect(second.entries == first.entries)
        #expect(History(path: folder.file("a/b/history")).entries == first.entries)
        #expect(try folder.text("a/b/history") == "one\ntwo\\nlines \\\\n\none\n")
    }

    @Test("The folder and the file are for their owner alone, also if they were not")
    func modes() throws {
        let folder = try TemporaryFolder()
        try folder.write("history", "")
        chmod(folder.file("history"), 0o644)
        History(path: folder.file("history")).add("a")
        History(path: folder.file("new/history")).add("a")
        #expect(try folder.mode("history") == 0o600)
        #expect(try folder.mode("new") == 0o700)
        #expect(try folder.mode("new/history") == 0o600)
    }

    @Test("Blank and secret entries are kept nowhere, long ones and those not to be stored in memory")
    func refused() throws {
        let folder = try TemporaryFolder()
        try folder.write("history", "old secret\nb\n")
        let history = History(path: folder.file("history"), isSecret: { $0.contains("secret") })
        history.add(" \n")
        history.add("a secret")
        let long = String(repeating: "x", count: History.maximumEntrySize + 1)
        history.add(long)
        history.add("discarded", isStored: false)
        history.add("discarded secret", isStored: false)
        #expect(history.entries == ["b", long, "discarded"])
        #expect(try folder.text("history") == "old secret\nb\n")
    }

    @Test("What decides whether an entry is secret may look at the history")
    func secretsWithoutLock() throws {
        final class Own: Sendable {
            let history = Mutex<History?>(nil)
        }
        let folder = try TemporaryFolder()
        let own = Own()
        defer { own.history.withLock { $0 = nil } }
        let history = History(
            path: folder.file("history"),
            isSecret: { $0 == own.history.withLock { $0 }?.entries.last }
        )
        own.history.withLock { $0 = history }
        History(path: folder.file("history")).add("a")
        history.refresh()
        #expect(history.entries == ["a"])
    }

    @Test("A damaged file loses only what is damaged")
    func damage() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "history",
            bytes: Array("a\n\0\0\0\n\0b\n".utf8) + [0x63, 0xFF, 0x0A] + Array("\n\\x\\\ntorn".utf8)
        )
        let history = History(path: folder.file("history"))
        #expect(history.entries == ["a", "b", "c\u{FFFD}", "\\x\\"])
        history.add("next")
        #expect(History(path: folder.file("history")).entries == ["a", "b", "c\u{FFFD}", "\\x\\", "torn", "next"])
        history.refresh()
        #expect(history.entries.last == "next")
    }

    @Test("A file with too many lines is shortened, and the others notice")
    func shortening() throws {
        let folder = try TemporaryFolder()
        let first = History(path: folder.file("history"), limit: 10)
        let second = History(path: folder.file("history"), limit: 10)
        for index in 0..<16 { first.add("\(index)") }
        let expected = (6..<16).map { "\($0)" }
        #expect(try folder.text("history") == expected.map { "\($0)\n" }.joined())
        #expect(first.entries == expected)
        second.add("second")
        first.refresh()
        #expect(first.entries == expected.dropFirst() + ["second"])
        #expect(second.entries == first.entries)
        #expect(try folder.names == ["history"])
        #expect(try folder.mode("history") == 0o600)
    }

    @Test("A file that was emptied or removed is used on")
    func removal() throws {
        let folder = try TemporaryFolder()
        let history = History(path: folder.file("history"))
        history.add("a")
        try folder.write("history", "")
        history.add("b")
        unlink(folder.file("history"))
        history.add("c")
        #expect(history.entries == ["a", "b", "c"])
        #expect(try folder.text("history") == "c\n")
    }

    @Test("Without a usable file entries stay in memory, with one message")
    func unusable() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", "")
        let messages = Mutex<[String]>([])
        let history = History(
            path: folder.file("file/history"),
            onProblem: { message in messages.withLock { $0.append(message) } }
        )
        history.add("a")
        history.add("b")
        #expect(history.entries == ["a", "b"])
        #expect(messages.withLock { $0.count } == 1)
    }

    @Test("A path that is no regular file, or none, means memory only", arguments: ["/dev/null", nil])
    func memory(path: String?) {
        let history = History(path: path, onProblem: { Issue.record("\($0)") })
        history.add("a")
        #expect(history.entries == ["a"])
    }

    @Test("Many windows write at once, and nothing is lost")
    func concurrency() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("history")
        await withTaskGroup(of: Void.self) { group in
            for window in 0..<8 {
                group.addTask {
                    let history = History(path: path)
                    for index in 0..<200 { history.add("\(window) \(index)") }
                }
            }
        }
        let entries = History(path: path).entries
        #expect(entries.count == 1600)
        #expect(Set(entries) == Set((0..<1600).map { "\($0 / 200) \($0 % 200)" }))
    }
}
