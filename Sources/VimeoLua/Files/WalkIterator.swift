internal import LuaKit
internal import Vimeo

/// A walk through folders for Lua: calling it gives the next path and what it is, nil at the end.
final class WalkIterator: LuaObject {
    static let luaName = "walk"
    static let luaMethods: [String: @Sendable (WalkIterator, LuaStack) throws -> LuaReply] = [:]
    static let luaCall: (@Sendable (WalkIterator, LuaStack) throws -> LuaReply)? = { iterator, stack in
        guard let entry = try iterator.walk.next() else { return .results(0) }
        stack.push(entry.path.bytes)
        stack.push(entry.kind.rawValue)
        return .results(2)
    }

    private var walk: FolderWalk

    init(_ walk: FolderWalk) {
        self.walk = walk
    }
}
