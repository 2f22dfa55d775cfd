internal import JSONCore
package import LuaKit
internal import Platform
internal import Vimeo

/// A run of a recipe: what `recipes.lua` asks of Swift.
///
/// It belongs to the thread of its state.
package final class RecipeRun {
    package private(set) var summary = RunSummary()
    /// What was refused to items for lack of a power.
    package private(set) var refusals: [String] = []
    /// Whether anything came of an item.
    package var hasBegun: Bool { summary != RunSummary() }
    package var isPlanned: Bool { recipe.isPlanned }
    /// The log, if it has changed something.
    package var logPath: String? { log?.path }
    private let recipe: Recipe
    private let options: RunOptions
    private let host: RunHost
    private let began: RunBeginning
    /// What an earlier run has done.
    private let done: Set<String>
    private var log: RunLog?
    private let places: ItemPlaces
    /// How often each key has come: the same thing may be there twice.
    private var seen: [String: Int] = [:]
    private var total: Int?
    /// What is shown of the items at the moment: those that are planned, or applied.
    private var count: ItemCount?
    private var report: @Sendable (CountEvent) -> Void = { _ in }
    /// What is to be shown before the question.
    private var planned: [(key: String, label: String, text: String)] = []
    /// How many changes a question shows.
    private static let shownChanges = 50

    /// - Parameters:
    ///   - began: the first record of its log.
    ///   - history: of the run to complete.
    package init(_ recipe: Recipe, _ options: RunOptions, began: RunBeginning, history: RunHistory?, host: RunHost) {
        (self.recipe, self.options, self.began, self.host) = (recipe, options, began, host)
        done = history?.done ?? []
        places = ItemPlaces(options.concurrency)
    }

    /// Whether changes are made as soon as they are planned.
    private var appliesAtOnce = false

    /// Counts what was not reached, after an early end.
    package func countRest() {
        // Which of the rest belong to this run is not known.
        guard !summary.isComplete, let total, options.shard == nil, options.limit == nil, done.isEmpty else { return }
        summary.left = max(summary.left, total - summary.done - summary.unchanged - summary.failed)
    }

    /// Runs the recipe whose table is on top of the stack, which is popped.
    ///
    /// - Throws: what ended it early; ``summary`` says what was done by then.
    package func perform(_ arguments: RecipeCommandLine, table: VimeoTable, on stack: LuaStack) throws {
        let recipe = LuaReference(popping: stack)
        report = table.parts.host.onCount
        defer { count?.end() }
        beginCount("planning", of: nil)
        try stack.load(PackageResources.recipes_lua, name: "=\(LuaStack.ownChunk)")
        pushNative(on: stack)
        try table.parts.library.push("map", on: stack)
        table.parts.library.pushStandard(on: stack)
        recipe.push(on: stack)
        arguments.push(on: stack)
        stack.pushTable(fields: 2)
        stack.push(Int64(options.limit ?? -1))
        stack.setRaw("limit", in: -2)
        stack.push(Int64(options.concurrency))
        stack.setRaw("concurrency", in: -2)
        try stack.callReporting(arguments: 6, results: 0)
    }

    /// Shows how many items are done; the summary, and not a line of its own, says how it ended.
    private func beginCount(_ label: String, of total: Int?) {
        guard recipe.isPlanned else { return }
        count?.end()
        count = ItemCount(label, total: total, leavesLine: false, report: report)
    }

    private func pushNative(on stack: LuaStack) {
        stack.pushTable(fields: 15)
        stack.set("applies") { [self] stack in
            appliesAtOnce = options.isConfirmed && !options.isDryRun && stack.boolean(at: 1) != true
            if appliesAtOnce { beginCount("applying", of: total) }
            stack.push(appliesAtOnce)
            return .results(1)
        }
        stack.set("total") { [self] stack in
            // What a recipe says may be any number.
            total =
                stack.integer(at: 1).flatMap { $0 >= 0 ? Int($0) : nil }
                ?? (try? stack.object(at: 2, as: PageIterator.self))?.total
            count?.total = total
            stack.push(total != nil)
            return .results(1)
        }
        stack.set("take") { [self] stack in try take(stack) }
        stack.set("unchanged") { [self] _ in
            summary.unchanged += 1
            count?.add(1)
            return .results(0)
        }
        stack.set("plan") { [self] stack in try plan(stack) }
        stack.set("start") { [self] stack in
            try append([.started(key: stack.lossyString(at: 1) ?? "")])
            return .results(0)
        }
        stack.set("sync") { [self] _ in sync() }
        stack.set("enter") { [places] _ in places.enter() }
        stack.set("leave") { [places] _ in
            places.leave()
            return .results(0)
        }
        stack.set("done") { [self] stack in try finish(stack) }
        stack.set("failed") { [self] stack in try fail(stack) }
        stack.set("apply") { [self] stack in try apply(on: stack) }
        stack.set("invalid") { stack in
            let (what, type) = (stack.lossyString(at: 1) ?? "", stack.lossyString(at: 2) ?? "")
            throw VimeoError(
                .usage,
                "\(what) of the recipe returned \(Recipe.article(type))",
                hint: "return a list, or an iterator such as vimeo.each(path)"
            )
        }
        stack.set("ended") { [self] _ in
            summary.isComplete = true
            count?.end()
            guard log != nil else { return .results(0) }
            try append([.ended(time: Int(time(nil)))])
            return sync()
        }
        stack.set("summary") { [self] stack in
            stack.pushTable(fields: 4)
            for (key, count) in [
                ("ok", summary.done), ("unchanged", summary.unchanged), ("failed", summary.failed),
                ("left", summary.left),
            ] {
                stack.push(Int64(count))
                stack.setRaw(key, in: -2)
            }
            return .results(1)
        }
    }

    /// Key and label of an item; nothing if it is of another shard or was done before.
    private func take(_ stack: LuaStack) throws -> LuaReply {
        let own = text(at: 2, on: stack)
        guard own != nil || stack.isNoneOrNil(2) else {
            throw VimeoError(
                .usage,
                "label of the recipe returned \(Recipe.article(stack.typeName(at: 2)))",
                hint: "return a string, or nothing"
            )
        }
        var uri: String?
        var name: String?
        if stack.type(at: 1) == .table {
            stack.getRaw("uri", in: 1)
            uri = stack.string(at: -1)
            stack.getRaw("name", in: 1)
            name = text(at: -1, on: stack)
            stack.pop(2)
        } else {
            uri = text(at: 1, on: stack)
        }
        // A place in a list is no identity: --retry would take another item for it.
        guard let base = uri ?? own ?? name else {
            throw VimeoError(
                .usage,
                "an item has no uri and no name",
                hint: "add label = function(item) … end, which gives what it is called"
            )
        }
        let label = own ?? [uri, name].compactMap { $0 }.joined(separator: " ")
        seen[base, default: 0] += 1
        let count = seen[base] ?? 1
        let key = count == 1 ? base : "\(base) (\(count))"
        guard options.shard?.contains(base) ?? true, options.items?.contains(key) ?? true, !done.contains(key) else {
            self.count?.add(1)
            return .results(0)
        }
        stack.push(key)
        stack.push(label.isEmpty ? base : label)
        return .results(2)
    }

    private func text(at index: Int32, on stack: LuaStack) -> String? {
        switch stack.value(at: index) {
        case .string: stack.lossyString(at: index)
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .nil, .boolean, .table, .reference: nil
        }
    }

    private func plan(_ stack: LuaStack) throws -> LuaReply {
        guard stack.type(at: 3) == .string, stack.type(at: 4) == .function else {
            throw VimeoError(
                .usage,
                "\(stack.lossyString(at: 2) ?? ""): plan of the recipe returned \(Recipe.article(stack.typeName(at: 3))) and "
                    + Recipe.article(stack.typeName(at: 4)),
                hint: "return nothing, or a line of text and a function that makes the change"
            )
        }
        let (key, label, text) = texts(stack)
        summary.left += 1
        guard appliesAtOnce else {
            planned.append((key, label, text))
            count?.add(1)
            if options.isDryRun { try write(key, label, text, state: "planned") }
            return .results(0)
        }
        try append([.planned(key: key, label: label, text: text), .started(key: key)])
        return .results(0)
    }

    private func texts(_ stack: LuaStack) -> (key: String, label: String, text: String) {
        (stack.lossyString(at: 1) ?? "", stack.lossyString(at: 2) ?? "", stack.lossyString(at: 3) ?? "")
    }

    private func finish(_ stack: LuaStack) throws -> LuaReply {
        let (key, label, text) = texts(stack)
        summary.done += 1
        summary.left -= 1
        count?.add(1)
        try append([.done(key: key)])
        try write(key, label, text, state: "ok")
        return .results(0)
    }

    /// Counts a failed item; raises again what no other item would survive.
    private func fail(_ stack: LuaStack) throws -> LuaReply {
        let (key, label) = (stack.lossyString(at: 1) ?? "", stack.lossyString(at: 2) ?? "")
        let origin = stack.swiftError(at: 3)
        let error = origin as? VimeoError
        let wasPlanned = stack.boolean(at: 4) == true
        // A plan that sends what it may not send does so for each item.
        let endsAll =
            error.map { error in
                [.auth, .cancelled].contains(error.kind)
                    || error.kind == .permission && error.method != nil && !wasPlanned
            } ?? false
        if endsAll || origin is CancellationError || (origin as? LuaError)?.code == .cancelled {
            stack.pushCopy(of: 3)
            return .raise
        }
        var reason = "(error object is a \(stack.typeName(at: 3)) value)"
        if let error {
            reason = error.message + (error.hint.map { " (\($0))" } ?? "")
            if error.kind == .permission { refusals.append(error.message) }
        } else if stack.type(at: 3) != .table || stack.hasMetatable(at: 3) {
            do {
                try stack.pushString(of: 3)
                reason = stack.lossyString(at: -1) ?? ""
                stack.pop()
            } catch {
                // Otherwise its __tostring failed, too.
                if stack.state.isInterrupted { throw error }
            }
        }
        summary.failed += 1
        count?.add(1)
        // Its plan had succeeded.
        if wasPlanned { summary.left -= 1 }
        if options.isJSON {
            try host.output(
                Self.object([
                    "item": .string(key), "label": .string(label), "state": "failed", "error": .string(reason),
                ])
            )
        }
        host.message("\(label): \(reason)")
        guard log != nil || appliesAtOnce else { return .results(0) }
        try append([.failed(key: key, label: label, message: reason)])
        return .results(0)
    }

    /// Shows the plan and asks whether it is to be applied.
    private func apply(on stack: LuaStack) throws -> LuaReply {
        count?.end()
        let isAgreed = try !options.isDryRun && (planned.isEmpty || options.isConfirmed || self.isAgreed())
        if isAgreed, !planned.isEmpty {
            beginCount("applying", of: planned.count)
            try append(planned.map { .planned(key: $0.key, label: $0.label, text: $0.text) })
            planned = []
        }
        stack.push(isAgreed)
        return .results(1)
    }

    /// Shows the plan and asks the user.
    private func isAgreed() throws -> Bool {
        for (_, label, text) in planned.prefix(Self.shownChanges) { host.message("\(label): \(text)") }
        if planned.count > Self.shownChanges {
            host.message("… \(planned.count - Self.shownChanges) more; --dry-run shows all")
        }
        let changes = planned.count == 1 ? "1 change" : "\(planned.count) changes"
        guard let confirm = host.confirm else {
            throw RecipeUsage("\(changes) planned, but there is no terminal to ask on; add --yes to apply the plan")
        }
        return try confirm("Apply \(changes)? [y/N] ")
    }

    private func write(_ key: String, _ label: String, _ text: String, state: String) throws {
        try host.output(
            options.isJSON
                ? Self.object([
                    "item": .string(key), "label": .string(label), "change": .string(text), "state": .string(state),
                ])
                : "\(label): \(text)"
        )
    }

    private static func object(_ object: JSONObject) -> String {
        String(decoding: JSONValue.object(object).bytes(), as: UTF8.self)
    }

    private func append(_ records: [RunRecord]) throws {
        let log = try log ?? host.openLog(began)
        self.log = log
        try log.append(records)
    }

    /// Waits until what was appended is on the disk.
    private func sync() -> LuaReply {
        guard let log else { return .results(0) }
        return .wait(LuaWait(callback: log.whenSynced) { (_: Void, _) in 0 })
    }
}
