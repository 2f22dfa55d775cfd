internal import DequeModule

/// The tasks of a Lua state: who started whom, what each waits for, who is cancelled, whose error nobody has seen.
///
/// It is a value without clocks, threads or Lua: the scheduler reports events, and performs the ``Action``s that follow.
///
/// - The root is the main chunk. A task ends when its function is over and all tasks it started have ended.
/// - The waits of a task form a stack, since a callback may wait, in place, while its task waits for something else.
/// - A group is a node without a function: its tasks belong to the task that started them, and it keeps those that have
///   ended until somebody takes them.
/// - An error that nobody has seen by the time the parent ends becomes the parent's.
struct TaskTree {
    /// Names a task, a group or a wait.
    typealias ID = SlotID

    enum Condition: Equatable {
        /// Something that is not a task: it is reported by ``TaskTree/finish(_:as:)``.
        case outside
        case end(ID)
        /// That a task or group has no tasks left.
        case empty(ID)
        /// That a group has a task that has ended, or none left.
        case next(ID)

        var subject: ID? {
            switch self {
            case .outside: nil
            case .end(let node), .empty(let node), .next(let node): node
            }
        }
    }

    enum Ending: Equatable {
        case done
        /// By an interrupt, or an error in a callback.
        case stopped
        case cancelled
        case deadlock
    }

    enum End: Equatable {
        case succeeded
        case failed
        case cancelled
    }

    enum Action: Equatable {
        /// Nobody waits for the work of this wait any more.
        case stop(ID)
        /// The first task gets the error of the second.
        case inherit(ID, from: ID)
        case ended(ID, End)
        /// Nothing will be said about the task or group any more.
        case forget(ID)
    }

    /// Like Lua's limit on calls: what goes deeper never ends.
    static let maximumNesting = 1000
    /// A task that has begun so many waits though it was cancelled swallows its cancellation.
    private static let maximumRefusals: Int32 = 100

    typealias Slot = Int32
    static let none: Slot = -1

    enum Phase: Equatable {
        case running
        case over(failed: Bool)
        case ended
    }

    struct Node: Linked {
        var parent = none
        /// Among its parent's children, or among those that have ended.
        var links = SlotLinks()
        var isGroup = false
        /// How many tasks it is in.
        var depth: Int32 = 0
        /// The tasks that have not ended, and the groups that have such tasks.
        var children = SlotList()
        var childCount: Int32 = 0
        /// Of a group the tasks that have ended, else those whose error nobody has seen.
        var ended = SlotList()
        var waits = SlotList()
        var wait = none
        /// How many of its callbacks are running: meanwhile it is not resumed.
        var callbacks: Int32 = 0
        var refusals: Int32 = 0
        var phase = Phase.running
        var isCancelled = false
        var isSeen = false
        /// Nobody asks a group any more for the tasks that have ended.
        var isClosed = false
    }

    struct Wait: Linked {
        let condition: Condition
        let owner: Slot
        /// The wait that its owner is in besides.
        let outer: Slot
        let isParked: Bool
        let isShielded: Bool
        var links = SlotLinks()
        var hasCallback = false
        var ending: Ending?
    }

    var nodes = Slots<Node>()
    var waits = Slots<Wait>()
    var ready = Deque<ID>()
    var actions = Deque<Action>()
    /// How many waits are for something outside, that for the inbox left out.
    var pendingCount = 0
    /// The wait for what a program that never ends gets to do.
    var inbox: ID?
    /// The main chunk.
    let root: ID
    /// The task whose code runs.
    var running: ID

    init() {
        root = nodes.insert(Node())
        running = root
    }

    mutating func nextAction() -> Action? { actions.popFirst() }
}

// Running.
extension TaskTree {
    var readyCount: Int { ready.count }

    /// The number of the newest task or group.
    var lastNumber: Int { nodes.lastNumber }

    mutating func takeReady() -> ID? { ready.popFirst() }

    /// Makes a task the one that runs; gives the one that ran.
    mutating func run(_ task: ID) -> ID {
        defer { running = task }
        return running
    }

    /// A task of the running one, ready to be started; with a group it is that group's.
    mutating func spawn(in group: ID? = nil) throws(LuaError) -> ID {
        let starter = nodes[running.slot]
        if starter.isCancelled { throw .cancelled }
        if starter.depth >= Self.maximumNesting { throw .tooManyTasks }
        var parent = running.slot
        if let group, nodes.contains(group) {
            parent = group.slot
            // An empty group belongs to nobody, so that it keeps nobody from ending.
            if nodes[parent].childCount == 0 {
                nodes[parent].isCancelled = false
                adopt(parent, by: running.slot)
            }
        }
        let task = nodes.insert(Node(depth: starter.depth + 1))
        adopt(task.slot, by: parent)
        ready.append(task)
        return task
    }

    mutating func openGroup() -> ID { nodes.insert(Node(isGroup: true)) }

    /// The function of a task has returned or raised.
    mutating func end(_ task: ID, failed: Bool) {
        nodes[task.slot].phase = .over(failed: failed)
        if failed { cancelChildren(of: task) }
        settle(task.slot)
    }

    /// Makes the waits of a task and of those it started raise, the present and all later ones.
    mutating func cancel(_ task: ID) { cancel(task, refusals: 0) }

    /// Cancels a task and those it started, and ends them by force.
    mutating func stop(_ task: ID) { cancel(task, refusals: Self.maximumRefusals + 1) }

    private mutating func cancel(_ task: ID, refusals: Int32) {
        guard nodes.contains(task) else { return }
        // Down the tree without recursion, which is as deep as the tree.
        var slot = task.slot
        while true {
            let isNew = !nodes[slot].isCancelled || nodes[slot].refusals < refusals
            nodes[slot].isCancelled = true
            nodes[slot].refusals = max(nodes[slot].refusals, refusals)
            if isNew { cancelWaits(of: slot) }
            if isNew, nodes[slot].children.first != Self.none {
                slot = nodes[slot].children.first
                continue
            }
            while slot != task.slot, nodes[slot].links.next == Self.none { slot = nodes[slot].parent }
            if slot == task.slot { return }
            slot = nodes[slot].links.next
        }
    }

    /// Cancels what a task has started, or what is in a group; with a number only what is newer.
    mutating func cancelChildren(of node: ID, after number: Int = 0) {
        guard nodes.contains(node) else { return }
        var child = nodes[node.slot].children.first
        while child != Self.none {
            let id = nodes.id(of: child)
            child = nodes[child].links.next
            if id.number > number { cancel(id) }
        }
    }

    /// Somebody knows how the task ended, or asked for its end.
    mutating func see(_ task: ID) {
        guard nodes.contains(task) else { return }
        nodes[task.slot].isSeen = true
        let parent = nodes[task.slot].parent
        if nodes[task.slot].phase == .ended, !nodes[parent].isGroup { forget(task.slot, endedIn: parent) }
    }

    /// Takes the first task of a group that has ended, or the first of a task's whose error nobody has seen.
    mutating func takeEnded(of node: ID) -> ID? {
        guard nodes.contains(node), nodes[node.slot].ended.first != Self.none else { return nil }
        let task = nodes.id(of: nodes[node.slot].ended.first)
        forget(task.slot, endedIn: node.slot)
        return task
    }

    /// Nobody asks a group any more.
    mutating func drop(_ group: ID) {
        guard nodes.contains(group) else { return }
        nodes[group.slot].isClosed = true
        while takeEnded(of: group) != nil {}
        if nodes[group.slot].childCount == 0 { forget(group.slot) }
    }

    func isCancelled(_ task: ID) -> Bool { nodes.contains(task) && nodes[task.slot].isCancelled }

    /// The task that the main chunk started and that this one is, or is in; the root for the root.
    func top(of task: ID) -> ID {
        var slot = task.slot
        while slot != root.slot, nodes[slot].parent != root.slot, nodes[slot].parent != Self.none {
            slot = nodes[slot].parent
        }
        return nodes.id(of: slot)
    }

    /// Whether it has to be ended by force, as one that swallows its cancellation.
    func isStopped(_ task: ID) -> Bool { nodes.contains(task) && nodes[task.slot].refusals > Self.maximumRefusals }

    func isEmpty(_ node: ID) -> Bool { !nodes.contains(node) || nodes[node.slot].childCount == 0 }

    /// Whether there are tasks that have ended and wait to be taken.
    func hasEnded(in node: ID) -> Bool { nodes.contains(node) && nodes[node.slot].ended.first != Self.none }

    /// Whether a task waits, or only for those it started.
    func isWaiting(_ task: ID) -> Bool {
        nodes.contains(task) && (nodes[task.slot].wait != Self.none || nodes[task.slot].phase != .running)
    }
}

// How ends follow from each other.
extension TaskTree {
    /// Ends what has nothing left to run, and so perhaps what it is in.
    private mutating func settle(_ start: Slot) {
        var slot = start
        while true {
            _ = finishWaits(for: slot)
            let node = nodes[slot]
            guard node.childCount == 0, node.parent != Self.none, node.isGroup || node.phase != .running else { return }
            nodes[node.parent].children = nodes.remove(slot, from: nodes[node.parent].children)
            nodes[node.parent].childCount -= 1
            if node.isGroup {
                nodes[slot].parent = Self.none
                if node.isClosed { forget(slot) }
            } else {
                conclude(slot)
            }
            slot = node.parent
        }
    }

    private mutating func conclude(_ task: Slot) {
        let node = nodes[task]
        var failed = node.phase == .over(failed: true)
        if !failed, node.ended.first != Self.none {
            actions.append(.inherit(nodes.id(of: task), from: nodes.id(of: node.ended.first)))
            failed = true
        }
        while takeEnded(of: nodes.id(of: task)) != nil {}
        nodes[task].phase = .ended
        let end: End = !failed ? .succeeded : node.isCancelled ? .cancelled : .failed
        actions.append(.ended(nodes.id(of: task), end))
        let isSeen = finishWaits(for: task) || node.isSeen
        let parent = nodes[node.parent]
        if parent.isGroup ? !parent.isClosed : end == .failed && !isSeen {
            nodes[node.parent].ended = nodes.append(task, to: parent.ended)
        } else {
            forget(task)
        }
    }

    private mutating func adopt(_ child: Slot, by parent: Slot) {
        nodes[child].parent = parent
        nodes[parent].childCount += 1
        nodes[parent].children = nodes.append(child, to: nodes[parent].children)
    }

    private mutating func forget(_ slot: Slot, endedIn parent: Slot) {
        nodes[parent].ended = nodes.remove(slot, from: nodes[parent].ended)
        forget(slot)
    }

    private mutating func forget(_ slot: Slot) {
        actions.append(.forget(nodes.id(of: slot)))
        nodes.remove(slot)
    }
}
