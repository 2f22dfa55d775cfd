import Testing

@testable import LuaKit

struct TaskTreeTests {
    /// One thing that happens to a tree, in names: tasks `a`, `b`, …, the root `main`, groups `G`, waits `w`.
    enum Event {
        case spawn(String, by: String, in: String? = nil)
        case group(String)
        case run(String)
        case wait(String, Target, parked: Bool = true, shielded: Bool = false)
        case finish(String)
        case take(String)
        case end(String, failed: Bool = false)
        case cancel(String)
        case see(String)
        case drop(String)
        case callback(String)
        case callbackEnds(String)
        case deadlock(String)
        case takeEnded(String)
        case refused(Target)
    }

    enum Target {
        case outside
        case end(String)
        case empty(String)
        case next(String)
    }

    /// Feeds a tree, and writes down what it does.
    struct Script {
        var tree = TaskTree()
        var ids: [String: TaskTree.ID] = [:]
        // Tasks and waits may have the same identifier.
        var names: [TaskTree.ID: String] = [:]
        var waitNames: [TaskTree.ID: String] = [:]
        var callers: [String: TaskTree.ID] = [:]
        var log: [String] = []

        init() { name(tree.root, "main") }

        mutating func name(_ id: TaskTree.ID, _ name: String) {
            ids[name] = id
            names[id] = name
        }

        func id(_ name: String) -> TaskTree.ID { ids[name] ?? TaskTree.ID(raw: 0) }

        func condition(_ target: Target) -> TaskTree.Condition {
            switch target {
            case .outside: .outside
            case .end(let name): .end(id(name))
            case .empty(let name): .empty(id(name))
            case .next(let name): .next(id(name))
            }
        }

        mutating func feed(_ event: Event) throws {
            switch event {
            case .spawn(let task, let parent, let group):
                _ = tree.run(id(parent))
                name(try tree.spawn(in: group.map(id)), task)
            case .group(let group): name(tree.openGroup(), group)
            case .run(let task): _ = tree.run(id(task))
            case .wait(let wait, let target, let isParked, let isShielded):
                let id = try tree.wait(for: condition(target), isParked: isParked, isShielded: isShielded)
                ids[wait] = id
                waitNames[id] = wait
            case .finish(let wait): if !tree.finish(id(wait)) { log.append("\(wait) had ended") }
            case .take(let wait): log.append("\(wait) \(tree.take(id(wait)).map { "\($0)" } ?? "open")")
            case .end(let task, let failed): tree.end(id(task), failed: failed)
            case .cancel(let task): tree.cancel(id(task))
            case .see(let task): tree.see(id(task))
            case .drop(let group): tree.drop(id(group))
            case .callback(let wait): callers[wait] = tree.beginCallback(of: id(wait))
            case .callbackEnds(let wait): tree.endCallback(of: id(wait), resuming: callers[wait] ?? tree.root)
            case .deadlock(let wait): tree.breakDeadlock(around: id(wait))
            case .takeEnded(let node):
                log.append("took \(tree.takeEnded(of: id(node)).flatMap { names[$0] } ?? "none")")
            case .refused(let target):
                do throws(LuaError) {
                    _ = try tree.wait(for: condition(target), isParked: true)
                    log.append("waits")
                } catch {
                    log.append("refused")
                }
            }
            collect()
        }

        mutating func collect() {
            while let action = tree.nextAction() {
                switch action {
                case .stop(let wait): log.append("stop \(waitNames[wait] ?? "?")")
                case .inherit(let parent, let child):
                    log.append("\(names[parent] ?? "?") gets \(names[child] ?? "?")'s error")
                case .ended(let task, let end): log.append("\(names[task] ?? "?") \(end)")
                case .forget(let node): log.append("forget \(names[node] ?? "?")")
                }
            }
            while let task = tree.takeReady() { log.append("resume \(names[task] ?? "?")") }
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let events: @Sendable () -> [Event]
        let log: [String]
        var testDescription: String { name }

        init(_ name: String, _ events: @autoclosure @escaping @Sendable () -> [Event], _ log: [String]) {
            self.name = name
            self.events = events
            self.log = log
        }
    }

    static let rows = [
        Row(
            "a task ends when what it started has ended",
            [.spawn("a", by: "main"), .spawn("b", by: "a"), .end("a"), .end("b")],
            ["resume a", "resume b", "b succeeded", "forget b", "a succeeded", "forget a"]
        ),
        Row(
            "who waits for a task is resumed at its end, and has seen its error",
            [
                .spawn("a", by: "main"), .spawn("b", by: "main"), .run("b"), .wait("w", .end("a")),
                .end("a", failed: true), .take("w"),
            ],
            ["resume a", "resume b", "a failed", "forget a", "resume b", "w done"]
        ),
        Row(
            "a wait for what has ended is over at once",
            [.spawn("a", by: "main"), .end("a"), .run("main"), .wait("w", .end("a"), parked: false), .take("w")],
            ["resume a", "a succeeded", "forget a", "w done"]
        ),
        Row(
            "an error that nobody has seen waits for the parent's end and is then the parent's",
            [
                .spawn("a", by: "main"), .spawn("b", by: "a"), .end("b", failed: true), .end("a"), .takeEnded("main"),
            ],
            [
                "resume a", "resume b", "b failed", "a gets b's error", "forget b", "a failed", "took a", "forget a",
            ]
        ),
        Row(
            "of several errors the parent gets the first",
            [
                .spawn("a", by: "main"), .spawn("b", by: "a"), .spawn("c", by: "a"), .end("c", failed: true), .end("a"),
                .end("b", failed: true), .see("a"),
            ],
            [
                "resume a", "resume b", "resume c", "c failed", "b failed", "a gets c's error", "forget c", "forget b",
                "a failed", "forget a",
            ]
        ),
        Row(
            "an error seen later counts as seen",
            [.spawn("a", by: "main"), .spawn("b", by: "a"), .end("b", failed: true), .see("b"), .end("a")],
            ["resume a", "resume b", "b failed", "forget b", "a succeeded", "forget a"]
        ),
        Row(
            "an error of the parent's own comes before those of what it started",
            [
                .spawn("a", by: "main"), .spawn("b", by: "a"), .end("b", failed: true), .end("a", failed: true),
                .see("a"),
            ],
            ["resume a", "resume b", "b failed", "forget b", "a failed", "forget a"]
        ),
        Row(
            "cancelling goes down the tree, stops work, and later waits are refused",
            [
                .spawn("a", by: "main"), .spawn("b", by: "a"), .spawn("c", by: "b"), .run("c"), .wait("w", .outside),
                .cancel("a"), .take("w"), .refused(.outside), .end("c", failed: true), .run("b"),
                .wait("v", .outside, shielded: true),
            ],
            [
                "resume a", "resume b", "resume c", "stop w", "resume c", "w cancelled", "refused", "c cancelled",
                "forget c",
            ]
        ),
        Row(
            "what fails cancels what it has started",
            [.spawn("a", by: "main"), .spawn("b", by: "a"), .run("b"), .wait("w", .outside), .end("a", failed: true)],
            ["resume a", "resume b", "stop w", "resume b"]
        ),
        Row(
            "a shielded wait goes on when its task is cancelled",
            [
                .spawn("a", by: "main"), .run("a"), .wait("w", .outside, shielded: true), .cancel("a"), .finish("w"),
                .take("w"),
            ],
            ["resume a", "resume a", "w done"]
        ),
        Row(
            "a wait in a callback is one more of its task: cancelling ends both, and the task is resumed after the callback",
            [
                .spawn("a", by: "main"), .run("a"), .wait("w", .outside), .run("main"), .callback("w"),
                .wait("v", .outside, parked: false), .cancel("a"), .take("v"), .callbackEnds("w"), .take("w"),
            ],
            ["resume a", "stop v", "stop w", "v cancelled", "resume a", "w cancelled"]
        ),
        Row(
            "a task started in a callback belongs to the task of the callback",
            [
                .spawn("a", by: "main"), .run("a"), .wait("w", .outside), .run("main"), .callback("w"),
                .spawn("b", by: "a"), .callbackEnds("w"), .finish("w"), .take("w"), .end("a"), .end("b"),
            ],
            ["resume a", "resume b", "resume a", "w done", "b succeeded", "forget b", "a succeeded", "forget a"]
        ),
        Row(
            "a callback of a wait that has ended does not begin",
            [.wait("w", .outside, parked: false), .finish("w"), .callback("w"), .finish("w")],
            ["w had ended"]
        ),
        Row(
            "a group gives its tasks in the order they end, and keeps its owner from ending while it has some",
            [
                .spawn("m", by: "main"), .group("G"), .spawn("a", by: "m", in: "G"), .spawn("b", by: "m", in: "G"),
                .run("m"), .wait("w", .next("G")), .end("b", failed: true), .take("w"), .takeEnded("G"), .end("m"),
                .end("a"), .takeEnded("G"), .drop("G"),
            ],
            [
                "resume m", "resume a", "resume b", "b failed", "resume m", "w done", "took b", "forget b",
                "a succeeded",
                "m succeeded", "forget m", "took a", "forget a", "forget G",
            ]
        ),
        Row(
            "a group that is dropped forgets what ends in it",
            [.group("G"), .spawn("a", by: "main", in: "G"), .drop("G"), .end("a", failed: true)],
            ["resume a", "a failed", "forget a", "forget G"]
        ),
        Row(
            "cancelling a task reaches its groups, and the group's end is told to who waits for it",
            [
                .spawn("m", by: "main"), .group("G"), .spawn("a", by: "m", in: "G"), .run("a"), .wait("w", .outside),
                .run("m"), .wait("v", .empty("G"), shielded: true), .cancel("m"), .take("w"), .end("a", failed: true),
                .take("v"),
            ],
            ["resume m", "resume a", "stop w", "resume a", "w cancelled", "a cancelled", "resume m", "v done"]
        ),
        Row(
            "the main chunk learns when it has no tasks left",
            [.spawn("a", by: "main"), .run("main"), .wait("w", .empty("main"), parked: false), .end("a"), .take("w")],
            ["resume a", "a succeeded", "forget a", "w done"]
        ),
        Row(
            "of tasks that wait for each other the last one fails",
            [
                .spawn("a", by: "main"), .spawn("b", by: "main"), .run("a"), .wait("w", .end("b")), .run("b"),
                .wait("v", .end("a")), .run("main"), .wait("u", .end("a"), parked: false), .deadlock("u"), .take("v"),
            ],
            ["resume a", "resume b", "resume b", "v deadlock"]
        ),
        Row(
            "where nobody has yielded the wait in place fails",
            [.wait("w", .end("main"), parked: false), .deadlock("w"), .take("w")],
            ["w deadlock"]
        ),
        Row("a wait that is open cannot be taken", [.wait("w", .outside), .take("w")], ["w open"]),
    ]

    @Test("The tree does what its rules say, for each of them", arguments: rows)
    func rules(row: Row) throws {
        var script = Script()
        for event in row.events() { try script.feed(event) }
        #expect(script.log == row.log)
    }

    @Test("Slots are used again under other names: an old name means nothing")
    func slots() throws {
        var tree = TaskTree()
        let first = try tree.spawn()
        tree.end(first, failed: false)
        let second = try tree.spawn()
        #expect(first.slot == second.slot)
        #expect(first != second)
        tree.cancel(first)
        #expect(!tree.isCancelled(second))
        #expect(tree.lastNumber == 3)
    }

    @Test("Only tasks newer than a number are cancelled")
    func cancelNewer() throws {
        var tree = TaskTree()
        let old = try tree.spawn()
        let count = tree.lastNumber
        let new = try tree.spawn()
        tree.cancelChildren(of: tree.root, after: count)
        #expect(!tree.isCancelled(old))
        #expect(tree.isCancelled(new))
    }

    @Test("A task that swallows its cancellation a hundred times is to be stopped by force")
    func refusals() throws {
        var tree = TaskTree()
        let task = try tree.spawn()
        _ = tree.run(task)
        tree.cancel(task)
        for _ in 0...100 { #expect(throws: LuaError.self) { try tree.wait(for: .outside, isParked: true) } }
        #expect(tree.isStopped(task))
    }

    @Test("Tasks inside tasks have a limit, and a tree as deep as that is cancelled and ends without recursion")
    func nesting() throws {
        var tree = TaskTree()
        var tasks: [TaskTree.ID] = []
        for _ in 0..<TaskTree.maximumNesting {
            let task = try tree.spawn()
            tasks.append(task)
            _ = tree.run(task)
        }
        #expect { try tree.spawn() } throws: { ($0 as? LuaError)?.code == .nesting }
        tree.cancel(tasks[0])
        for task in tasks { tree.end(task, failed: true) }
        #expect(tree.isEmpty(tree.root))
    }
}
