internal import LuaKit
internal import Platform
internal import VimeoLua

/// Finds the undefined globals that an input reads, which in Lua are nil without an error.
///
/// While an input runs, the table of globals has a metatable that records them, unless it has one already.
final class UndefinedGlobals {
    private let stack: LuaStack
    private let metatable: LuaReference
    private var watched: Set<String> = []
    private var read: [String] = []
    /// Each name is reported once.
    private var told: Set<String> = []

    init(on stack: LuaStack) {
        self.stack = stack
        stack.pushTable(fields: 1)
        metatable = LuaReference(popping: stack)
        metatable.push(on: stack)
        stack.push { [weak self] stack in
            if let name = stack.string(at: 2) { self?.note(name) }
            return .results(0)
        }
        stack.setRaw("__index", in: -2)
        stack.pop()
    }

    private func note(_ name: String) {
        if watched.contains(name), !told.contains(name), !read.contains(name) { read.append(name) }
    }

    /// Watches the names in an input, except those of earlier results.
    func begin(for source: LuaSource) {
        watched = source.names.filter { !$0.hasPrefix("_") }
        read = []
        stack.pushGlobals()
        defer { stack.pop() }
        guard !stack.hasMetatable(at: -1) else { return }
        metatable.push(on: stack)
        stack.setMetatable(at: -2)
    }

    func end() {
        stack.pushGlobals()
        metatable.push(on: stack)
        if stack.hasMetatable(at: -2, sameAs: -1) { stack.removeMetatable(at: -2) }
        stack.pop(2)
    }

    /// A line for each name that was read and still is not defined.
    func takeUnknown(known: [String]) -> [String] {
        let known = Set(known)
        let unknown = read.filter { !known.contains($0) }
        read = []
        told.formUnion(unknown)
        return unknown.map { name in
            let nearest = NearestName.find(name, in: known.sorted())
            return "\(name) is not defined, so it was nil" + (nearest.map { "; did you mean \($0)?" } ?? "")
        }
    }
}
