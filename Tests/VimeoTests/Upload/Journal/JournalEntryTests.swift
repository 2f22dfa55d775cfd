import Testing

@testable import Vimeo

@Suite("Entries of the journal")
struct JournalEntryTests {
    private static let good = """
        {"format":1,"path":"/f","size":25,"modified":{"seconds":1,"nanoseconds":2},"fingerprint":"00","uri":"/videos/1",\
        "link":"https://files.example/abc","apiRoot":"https://api.vimeo.com","account":"0","confirmed":10,"created":3,"checksum":""}
        """

    private func problem(_ text: String) -> JournalEntry.Problem? {
        do {
            _ = try JournalEntry(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test("What is written is read back")
    func roundTrip() throws {
        var entry = try JournalEntry(Array(Self.good.utf8))
        #expect(entry.confirmed == 10)
        #expect(entry.replaces == nil)
        #expect(entry.purpose == .video(owner: nil))
        entry.owner = "/users/2"
        #expect(entry.purpose == .video(owner: "/users/2"))
        entry.replaces = "/videos/1"
        #expect(entry.purpose == .version(of: "/videos/1"))
        entry.path = "/å\"\\\n\u{1F600}"
        let read = try JournalEntry(entry.encoded())
        #expect(read.isIntact)
        #expect(read.path == entry.path)
        #expect(read.encoded() == entry.encoded())
    }

    @Test("An entry with any other value in it is not intact; one without a checksum is damaged")
    func intact() throws {
        #expect(try !JournalEntry(Array(Self.good.utf8)).isIntact)
        #expect(problem(Self.good.replacing(#","checksum":"""#, with: "")) == .damaged)
        let text = String(decoding: try JournalEntry(Array(Self.good.utf8)).encoded(), as: UTF8.self)
        for (good, bad) in [
            ("/videos/1", "/videos/2"), ("abc", "abd"), ("\"00\"", "\"01\""), (": 10", ": 11"), (": 3", ": 4"),
            ("\"account\" : \"0\"", "\"account\" : \"1\""), ("\"seconds\" : 1", "\"seconds\" : 2"),
        ] {
            let entry = try JournalEntry(Array(text.replacing(good, with: bad).utf8))
            #expect(!entry.isIntact, "\(bad)")
        }
    }

    @Test("Every beginning of an entry, as a crash could leave it, is damaged")
    func halfWritten() throws {
        let bytes = Array(Self.good.utf8)
        for count in 0..<bytes.count {
            #expect(throws: JournalEntry.Problem.damaged) { try JournalEntry(Array(bytes[..<count])) }
        }
    }

    @Test(
        "An entry that cannot be true is damaged",
        arguments: [
            ("\"size\":25", "\"size\":0"), ("\"size\":25", "\"size\":-1"), ("\"size\":25", "\"size\":1e99"),
            ("\"size\":25", "\"size\":\"25\""), ("\"size\":25", "\"size\":9"), ("\"confirmed\":10", "\"confirmed\":-1"),
            ("\"confirmed\":10", "\"confirmed\":26"), ("\"confirmed\":10", "\"confirmed\":1.5"),
            ("\"/videos/1\"", "\"https://evil.example\""), ("\"/videos/1\"", "null"), ("\"/f\"", "\"f\""),
            ("https://files.example", "http://files.example"), ("https://files.example", "ftp://files.example"),
            ("https://files.example/abc", ""), ("\"path\"", "\"pith\""), ("\"nanoseconds\":2", "\"nanoseconds\":{}"),
            ("\"created\":3", "\"created\":3,\"replaces\":7"), ("\"created\":3", "\"created\":3,\"replaces\":\"x\""),
        ]
    )
    func impossible(good: String, bad: String) {
        #expect(problem(Self.good.replacing(good, with: bad)) == .damaged)
    }

    @Test("What is not an entry at all is damaged; another version is reported as such")
    func others() {
        for text in ["", "null", "[]", "{}", "\0\0\0\0", "{\"format\":\"\"}", String(repeating: "[", count: 10_000)] {
            #expect(problem(text) == .damaged, "\(text.prefix(10))")
        }
        #expect(problem("{\"format\":2}") == .unknownFormat)
        #expect(problem(Self.good.replacing("\"format\":1", with: "\"format\":0")) == .unknownFormat)
        #expect(throws: JournalEntry.Problem.damaged) { try JournalEntry([0xFF, 0xFE]) }
        let huge = Self.good + String(repeating: " ", count: JournalEntry.largest)
        #expect(problem(huge) == .damaged)
    }

    @Test("Fields that a later version may add do not matter")
    func more() {
        #expect(problem(Self.good.replacing("\"created\":3", with: "\"created\":3,\"new\":[1]")) == nil)
    }
}

@Suite("Accounts in the journal")
struct JournalAccountTests {
    @Test("An account is told by 8 digits that are no part of its token")
    func account() {
        #expect(JournalKey.account("0123456789abcdef0123456789abcdef") == "149e88a3")
        let account = JournalKey.account(Bench.token)
        #expect(account.count == 8)
        #expect(!Bench.token.contains(account))
        #expect(account != JournalKey.account(String(Bench.token.reversed())))
        #expect(JournalKey.account(nil) == JournalKey.account(""))
    }
}
