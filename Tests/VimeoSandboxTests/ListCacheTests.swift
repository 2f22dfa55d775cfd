import JSONCore
import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite("Lists that were found before")
struct ListCacheTests {
    private static let lists = [
        "/me/videos", "/me/videos?sort=alphabetical", "/me/videos?sort=plays", "/me/videos?sort=duration&direction=asc",
        "/me/videos?sort=modified_time", "/me/videos?sort=date", "/me/videos?sort=likes", "/me/videos?query=new",
        "/me/videos?query=harbour&sort=alphabetical&direction=desc", "/me/videos?filter_tag=sea",
        "/me/videos?filter_tag_exclude=sea&sort=plays", "/videos?query=the", "/tags/sea/videos", "/tags/fog/videos",
        "/me/albums/4201/videos?sort=alphabetical", "/me/albums?sort=videos", "/me/projects/4102/videos",
        "/videos/1001/videos?sort=alphabetical", "/videos/1001/available_albums", "/me/likes", "/users",
        "/me/followers",
    ]

    /// One of the changes that can move, show or hide something in those lists.
    private func change(_ api: inout TestAPI, _ dice: inout Dice, other: String) {
        func pick(_ count: UInt64) -> Int { Int(dice.next() % count) }
        let videos = api.store.members("/users/1/videos")
        let video = videos[pick(UInt64(videos.count))]
        let word = ["new", "fog", "Harbour", "A", "zebra", "\u{0}"][pick(6)]
        let view = ["anybody", "nobody"][pick(2)]
        switch pick(12) {
        case 0, 1: _ = api.send(.PATCH, video, #"{"name":"\#(word) \#(pick(3))"}"#)
        case 2: _ = api.send(.PATCH, video, #"{"privacy":{"view":"\#(view)"}}"#)
        case 3: _ = api.send(.PATCH, video, #"{"description":"the \#(word)"}"#)
        case 4: _ = api.send(.DELETE, video)
        case 5: _ = api.send(.POST, "/me/videos", #"{"name":"\#(word)","upload":{"approach":"tus","size":9}}"#)
        case 6: _ = api.send(.PUT, "\(video)/tags/\(["sea", "fog"][pick(2)])")
        case 7: _ = api.send(.DELETE, "\(video)/tags/\(["sea", "fog"][pick(2)])")
        case 8: _ = api.send([HTTPMethod.PUT, .DELETE][pick(2)], "/me/albums/\(4201 + pick(2))\(video)")
        case 9: _ = api.send([HTTPMethod.PUT, .DELETE][pick(2)], "/me/projects/\(4102 + pick(2))\(video)")
        case 10: _ = api.send([HTTPMethod.PUT, .DELETE][pick(2)], "/me/likes/\(video.lastPart)", "", as: other)
        default: _ = api.send(.PUT, "/me/likes/\(video.lastPart)")
        }
        if pick(4) == 0 { api.wait(seconds: 3) }
    }

    @Test(
        "After any changes they are as if they were made anew, for everybody who looks",
        arguments: [1, 2] as [UInt64]
    )
    func changes(seed: UInt64) {
        var api = TestAPI(videos: 90)
        var dice = Dice(seed: seed)
        let other = "Bearer \(api.token(.public, .private, .interact, user: Store.other))"
        let fields = "uri,metadata.connections.videos.total"
        let callers = [nil, other, "Bearer \(api.token(.public))", "Bearer \(api.token(.public, user: nil))"]
        for round in 0..<30 {
            for _ in 0..<(1 + dice.next() % 3) { change(&api, &dice, other: other) }
            for _ in 0..<4 {
                let list = Self.lists[Int(dice.next() % UInt64(Self.lists.count))]
                let caller = callers[Int(dice.next() % 4)]
                let target = "\(list)\(list.contains("?") ? "&" : "?")per_page=100&fields=\(fields)"
                let found = api.send(.GET, target, as: caller)
                var fresh = api
                fresh.store.cache = ListCache()
                let made = fresh.send(.GET, target, as: caller)
                #expect(found.text == made.text, "round \(round): \(list)")
            }
        }
    }

    @Test("A sorted list is in the order of the titles, whatever they have in common, and equal ones stay as they are")
    func titles() {
        var api = TestAPI(videos: 0)
        let names = ["b", "abcdefgh", "abcdefgha", "abcdefg", "B", "abcdefgh", "abcdefghabcdefghi", "é", "abcdefghz"]
        for name in names {
            _ = api.send(.POST, "/me/videos", #"{"name":"\#(name)","upload":{"approach":"tus","size":9}}"#)
        }
        let page = api.send(.GET, "/me/videos?sort=alphabetical")["data"]?.array ?? []
        #expect(
            page.compactMap { $0["name"]?.string } == [
                "abcdefg", "abcdefgh", "abcdefgh", "abcdefgha", "abcdefghabcdefghi", "abcdefghz", "b", "B", "é",
            ]
        )
        let numbers = page.compactMap { $0["uri"]?.string }
        #expect(numbers[1] < numbers[2] && numbers[6] < numbers[7])
    }

    @Test("Stores that were one before share nothing that was found since")
    func copies() {
        var one = TestAPI(videos: 100)
        _ = one.send(.GET, "/me/videos?query=zebra")
        var other = one
        _ = one.send(.PATCH, "/videos/10001", #"{"name":"Zebra"}"#)
        _ = other.send(.PATCH, "/videos/10002", #"{"name":"Zebra"}"#)
        #expect(one.send(.GET, "/me/videos?query=zebra").uris == ["/videos/10001"])
        #expect(other.send(.GET, "/me/videos?query=zebra").uris == ["/videos/10002"])
        #expect(one.send(.GET, "/me/videos?query=zebra").uris == ["/videos/10001"])
    }

    @Test("A state that is too long ago, or of another store, is not taken for one of its own")
    func trail() {
        var trail = Trail()
        let start = trail.version
        #expect(trail.changes(since: start) == [])
        for number in 0..<40 { trail.add("/videos/\(number % 8)") }
        #expect(trail.changes(since: start)?.count == 8)
        #expect(trail.changes(since: Trail().version) == nil)
        for number in 0..<40 { trail.add("/videos/\(number)") }
        #expect(trail.changes(since: start) == nil)
        for _ in 0..<5000 { trail.add("/videos/1") }
        #expect(trail.changes(since: start) == nil)
        let late = trail.version
        trail.add("/videos/2")
        #expect(trail.changes(since: late) == ["/videos/2"])
    }
}
