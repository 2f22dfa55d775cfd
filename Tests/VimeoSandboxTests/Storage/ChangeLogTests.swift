import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite("The log of changes")
struct ChangeLogTests {
    /// A store whose requests write a log, as it is kept on a disk, and the states after each line.
    private struct Kept {
        var api: TestAPI
        var log: [UInt8]
        /// How long the log was when it had these states.
        var states: [(length: Int, now: Instant, state: JSONValue)] = []

        init(videos: Int = 1) {
            api = TestAPI(videos: videos)
            log = ChangeLog.header
            for change in api.store.snapshot { log += ChangeLog.line(api.now, [change]) }
            api.store.notesChanges = true
            states.append((log.count, api.now, api.store.state))
        }

        mutating func write() {
            // As the next request would find it.
            api.store.advance(to: api.now)
            let changes = api.store.takeChanges()
            if !changes.isEmpty { log += ChangeLog.line(api.now, changes) }
            states.append((log.count, api.now, api.store.state))
        }

        func replayed(_ bytes: some Sequence<UInt8>) -> Store {
            var store = Store(api.store.options, ChangeLog(Array(bytes)).entries)
            store.advance(to: api.now)
            return store
        }
    }

    /// Requests of every kind, in an order that a seed decides.
    private func work(_ kept: inout Kept, _ count: Int, seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var made: [String] = []
        for number in 0..<count {
            let any = made.isEmpty ? "/videos/1001" : made[Int(dice.next() % UInt64(made.count))]
            switch dice.next() % 12 {
            case 0:
                let size = Int(dice.next() % 5000) + 1
                let video = kept.api.create(size, name: "Video \(number)")
                kept.write()
                made.append(video.uri)
                _ = try kept.api.fill(String(video.link.dropFirst("http://files".count)), size)
            case 1: made.append(kept.api.send(.POST, "/me/projects", #"{"name":"F"}"#)["uri"]?.string ?? "")
            case 2: made.append(kept.api.send(.POST, "/me/albums", #"{"name":"S"}"#)["uri"]?.string ?? "")
            case 3: _ = kept.api.send(.PUT, "\(any)/tags/t\(dice.next() % 9)")
            case 4: _ = kept.api.send(.PATCH, any, #"{"name":"Name \#(number)","password":"p"}"#)
            case 5: _ = kept.api.send(.PUT, "/me/likes/\(any.lastPart)")
            case 6: _ = kept.api.send(.DELETE, any)
            case 7: _ = kept.api.send(.PUT, "\(any)/videos/1001")
            case 8: _ = kept.api.send(.DELETE, "\(any)/videos/1001")
            case 9: _ = kept.api.token(.public)
            case 10: kept.api.wait(seconds: Int(dice.next() % 4))
            default: _ = kept.api.send(.PATCH, "/users/1/analytics", #"{"a":\#(number)}"#)
            }
            kept.write()
        }
    }

    @Test("Cut at 200 places, the log gives the state of the last line that is whole")
    func killed() throws {
        var kept = Kept()
        try work(&kept, 120, seed: 14)
        let first = kept.states[0].length
        #expect(kept.log.count > first + 10_000)
        var dice = Dice(seed: 5)
        for moment in 1...200 {
            let cut = first + Int(dice.next() % UInt64(kept.log.count - first + 1))
            let last = try #require(kept.states.last { $0.length <= cut })
            var store = Store(kept.api.store.options, ChangeLog(Array(kept.log.prefix(cut))).entries)
            // Time alone writes no lines.
            store.advance(to: last.now)
            let isSame = store.state == last.state
            #expect(isSame, "moment \(moment), cut at \(cut)")
        }
    }

    @Test("A log replayed as a whole gives the same store, tokens and uploads, and so does a snapshot of that")
    func replay() throws {
        var kept = Kept(videos: 40)
        try work(&kept, 60, seed: 3)
        kept.api.wait(seconds: 10)
        kept.api.store.advance(to: kept.api.now)
        let replayed = kept.replayed(kept.log)
        let isSame = replayed.state == kept.api.store.state
        #expect(isSame)
        #expect(replayed.tokens.keys == kept.api.store.tokens.keys)
        #expect(replayed.uploads.keys == kept.api.store.uploads.keys)
        #expect(replayed.lastID == kept.api.store.lastID)
        #expect(replayed.identity == kept.api.store.identity)
        let lines = replayed.snapshot.flatMap { ChangeLog.line(kept.api.now, [$0]) }
        var again = kept.replayed(lines)
        let isSameAgain = again.state == replayed.state
        #expect(isSameAgain)
        #expect(again.containers == replayed.containers.filter { !$0.value.isEmpty })
        // What goes with a thing goes with it after a snapshot, too.
        again.remove("/videos/1001", now: kept.api.now)
        #expect(again.collections["/videos/1001/versions"] == nil)
    }

    @Test("Cut at every byte, a log has the lines that are whole, and says whether the last one is not")
    func everyByte() {
        let lines = (1...4).map { number in
            ChangeLog.line(
                Instant(milliseconds: Int64(number)),
                [.lastID(number), .put(["/videos/\(number)"], into: "/users/1/likes", at: Instant(milliseconds: 7))]
            )
        }
        let whole = ChangeLog.header + lines.flatMap(\.self)
        for cut in 0...whole.count {
            let log = ChangeLog(Array(whole.prefix(cut)))
            var (ends, end) = ([Int](), ChangeLog.header.count)
            for line in lines {
                end += line.count
                ends.append(end)
            }
            let atEnd = cut == 0 || cut == ChangeLog.header.count || ends.contains(cut)
            #expect(log.entries.count == ends.count { $0 <= cut }, "cut at \(cut)")
            #expect(log.isCutOff == !atEnd, "cut at \(cut)")
            #expect(log.damagedLines == (atEnd ? 0 : 1))
        }
    }

    @Test("A byte that is wrong costs its line, and no other")
    func damage() {
        let lines = (1...3).map { ChangeLog.line(Instant(milliseconds: 1), [.lastID($0)]) }
        let whole = ChangeLog.header + lines.flatMap(\.self)
        for place in whole.indices.dropLast() {
            var bytes = whole
            bytes[place] ^= 1
            let log = ChangeLog(bytes)
            // A line end that is wrong joins two lines.
            #expect(log.entries.count >= 1 && log.entries.count <= 3, "byte \(place)")
            #expect(log.damagedLines > 0, "byte \(place)")
            #expect(log.isLog)
        }
        #expect(!ChangeLog(Array("# notes\nof somebody\n".utf8)).isLog)
    }

    @Test("What is nested as deeply as a request may be is read again")
    func deep() {
        var kept = Kept()
        let deep = String(repeating: "[", count: 63) + String(repeating: "]", count: 63)
        #expect(kept.api.send(.PATCH, "/users/1/analytics", #"{"a":\#(deep)}"#).status == 405)
        let made = kept.api.send(.POST, "/me/albums", #"{"name":"S","a":\#(deep)}"#)
        #expect(made.status == 201)
        #expect(kept.api.send(.POST, "/me/albums", #"{"name":"S","a":[\#(deep)]}"#).status == 400)
        kept.write()
        let isSame = kept.replayed(kept.log).state == kept.api.store.state
        #expect(isSame)
    }
}
