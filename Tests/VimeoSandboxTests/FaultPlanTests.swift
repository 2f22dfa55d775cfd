import NIOHTTP1
import Testing

@testable import VimeoSandbox

@Suite struct FaultPlanTests {
    @Test(
        "A rule is read as it is written",
        arguments: [
            ("upload:drop", FaultRule(origin: .upload, method: nil, what: .drop(.anywhere))),
            ("download:drop=0", FaultRule(origin: .download, method: nil, what: .drop(.start))),
            (
                "api.post:503@10%",
                FaultRule(origin: .api, method: "POST", what: .status(503, .start), chance: .share(0.1))
            ),
            (
                " upload.head:460@#3 ",
                FaultRule(origin: .upload, method: "HEAD", what: .status(460, .start), chance: .number(3))
            ),
            ("api:silent@0.5%", FaultRule(origin: .api, method: nil, what: .silent, chance: .share(0.005))),
            ("api:slow=250", FaultRule(origin: .api, method: nil, what: .slow(milliseconds: 250))),
            ("upload.patch:short@100%", FaultRule(origin: .upload, method: "PATCH", what: .short(1))),
            ("upload:ahead", FaultRule(origin: .upload, method: nil, what: .ahead)),
            ("upload:garbage", FaultRule(origin: .upload, method: nil, what: .garbage)),
            ("upload.head:lost", FaultRule(origin: .upload, method: "HEAD", what: .lost)),
        ]
    )
    func rule(spec: String, rule: FaultRule) throws {
        #expect(try FaultPlan(spec).rules == [rule])
    }

    @Test("Rules are a list in order, and a seed is none of them")
    func list() throws {
        let plan = try FaultPlan("api:500,seed=18,upload:drop@1%, api:429")
        #expect(plan.rules.map(\.what) == [.status(500, .start), .drop(.anywhere), .status(429, .start)])
        #expect(plan.seed == 18)
        #expect(!plan.isEmpty)
        #expect(FaultPlan().isEmpty)
        #expect(try FaultPlan("seed=1").isEmpty)
    }

    @Test(
        "An invalid plan is an error that says what is expected",
        arguments: [
            ("", "a fault is missing", "WHERE:WHAT"),
            ("api:500,", "a fault is missing", "WHERE:WHAT"),
            ("drop", "\"drop\" is not a fault", "WHERE:WHAT"),
            ("uplaod:drop", "no server \"uplaod\"", "api, upload, download"),
            (":drop", "no server \"\"", "api, upload, download"),
            ("upload.pat:drop", "no method \"pat\"", "patch"),
            ("upload.:drop", "no method \"\"", "patch"),
            ("upload:drpo", "no fault \"drpo\"", "drop, silent, short, ahead, garbage, lost, slow, a status"),
            ("upload:", "no fault \"\"", "drop"),
            ("upload:Drop", "no fault \"Drop\"", "drop"),
            ("upload:drop=", "lacks a number of bytes", "drop=1000"),
            ("upload:drop=-1", "lacks a number of bytes", "drop=1000"),
            ("upload:drop=99999999999999999999", "lacks a number of bytes", "drop=1000"),
            ("api:slow", "lacks a time", "milliseconds"),
            ("api:slow=3600001", "lacks a time", "milliseconds"),
            ("api:200", "200 is not an error status", "400 to 599"),
            ("api:600", "600 is not an error status", "400 to 599"),
            ("api:502@", "is not a chance", "10%"),
            ("api:502@0%", "is not a chance", "10%"),
            ("api:502@101%", "is not a chance", "10%"),
            ("api:502@nan%", "is not a chance", "10%"),
            ("api:502@1e1%", "is not a chance", "10%"),
            ("api:502@.%", "is not a chance", "10%"),
            ("api:502@3", "is not a chance", "#3"),
            ("api:502@#0", "is not a chance", "#3"),
            ("api:502@#1@#2", "is not a chance", "#3"),
            ("api:lost", "is not possible", "only uploads"),
            ("download:short", "is not possible", "only uploads"),
            ("upload.head:short", "is not possible", "only patch"),
            ("upload.put:lost", "is not possible", "only head and patch"),
            ("seed=", "not a seed", "seed=7"),
            ("seed=-1", "not a seed", "seed=7"),
            ("\0:\u{1F4A5}", "no server", "api"),
        ]
    )
    func wrong(spec: String, message: String, hint: String) throws {
        let error = try #require(throws: FaultError.self) { try FaultPlan(spec) }
        #expect(error.message.contains(message))
        #expect(error.hint.contains(hint))
    }

    @Test("An unknown word is reported with the words that are known")
    func words() throws {
        let error = try #require(throws: FaultError.self) { try FaultPlan("upload:slwo=5") }
        #expect(error.word == "slwo")
        #expect(error.known == ["drop", "silent", "short", "ahead", "garbage", "lost", "slow"])
        #expect(try #require(throws: FaultError.self) { try FaultPlan("upload:200") }.word == nil)
    }

    @Test("#3 is the third request that fits, and requests of others are not counted")
    func number() throws {
        var plan = try FaultPlan("upload.patch:409@#3")
        var hits: [Fault?] = []
        for _ in 1...4 {
            #expect(plan.fault(.upload, .HEAD) == nil)
            #expect(plan.fault(.api, .PATCH) == nil)
            hits.append(plan.fault(.upload, .PATCH))
        }
        #expect(hits == [nil, nil, .status(409, .start), nil])
    }

    @Test("The first rule that hits decides; the others count on")
    func order() throws {
        var plan = try FaultPlan("api:500@#1,api:429@#2,api:silent")
        let hits = (1...3).map { _ in plan.fault(.api, .GET) }
        #expect(hits == [.status(500, .start), .status(429, .start), .silent])
    }

    @Test("A chance of 10% hits about a tenth, and the same ones for the same seed only")
    func chance() throws {
        func hits(_ spec: String) throws -> [Int] {
            var plan = try FaultPlan(spec)
            return (1...10_000).filter { _ in plan.fault(.upload, .PATCH) != nil }
        }
        let hit = try hits("upload:drop@10%,seed=1")
        #expect((900...1100).contains(hit.count))
        #expect(try hits("upload:drop@10%,seed=1") == hit)
        #expect(try hits("upload:drop@10%,seed=2") != hit)
        // Another rule throws dice of its own.
        #expect(try hits("api:drop,upload:drop@10%,seed=1") != hit)
    }

    @Test("A drop without a number comes at all three places, a 5xx of an upload at once or late")
    func places() throws {
        func faults(_ spec: String, _ origin: RecordedRequest.Origin, _ method: HTTPMethod) throws -> [Fault] {
            var plan = try FaultPlan(spec)
            return (1...200).compactMap { _ in plan.fault(origin, method) }
        }
        func share(_ fault: Fault) -> Bool {
            switch fault {
            case .drop(.share(let share)), .status(_, .share(let share)), .short(let share): 0..<1 ~= share
            default: false
            }
        }
        let drops = try faults("upload:drop", .upload, .PATCH)
        let (starts, ends) = (drops.count { $0 == .drop(.start) }, drops.count { $0 == .drop(.end) })
        #expect(starts > 20 && ends > 20 && drops.count { share($0) } == 200 - starts - ends)
        #expect(try faults("upload:drop=5", .upload, .PATCH).allSatisfy { $0 == .drop(.byte(5)) })
        let late = try faults("upload:502", .upload, .PATCH).count { share($0) }
        #expect(20..<180 ~= late)
        #expect(try faults("upload:502", .upload, .HEAD).allSatisfy { $0 == .status(502, .start) })
        #expect(try faults("upload:423", .upload, .PATCH).allSatisfy { $0 == .status(423, .start) })
        #expect(try faults("api:502", .api, .POST).allSatisfy { $0 == .status(502, .start) })
        #expect(try faults("upload:short", .upload, .PATCH).allSatisfy { share($0) })
        #expect(try faults("upload:short", .upload, .HEAD).isEmpty)
        #expect(try faults("upload:lost", .upload, .PUT).isEmpty)
    }
}
