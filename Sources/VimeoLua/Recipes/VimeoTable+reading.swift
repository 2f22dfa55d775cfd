package import LuaKit
internal import Vimeo

extension VimeoTable {
    /// The functions that neither read nor change anything outside of Lua.
    private static let harmless = [
        "vimeo.inspect", "vimeo.fs.join", "vimeo.fs.basename", "vimeo.fs.stem", "vimeo.fs.extension",
        "vimeo.fs.same_name", "vimeo.json.encode", "vimeo.json.decode", "vimeo.json.array", "vimeo.path",
        "vimeo.time.parse", "vimeo.time.format", "vimeo.time.ago", "vimeo.time.now",
    ]

    /// Takes all powers from the state, for code that is only to describe itself: what would use one raises.
    package func removePowers(on stack: LuaStack) throws {
        try stack.load(PackageResources.unprivileged_lua, name: "=\(LuaStack.ownChunk)")
        stack.push { stack in
            let name = stack.lossyString(at: 1) ?? ""
            stack.push { _ in
                throw VimeoError(
                    .permission,
                    "\(name) cannot be used while a recipe's file is read",
                    hint: "call it inside items, plan or run"
                )
            }
            return .results(1)
        }
        stack.pushTable(fields: Self.harmless.count)
        for name in Self.harmless {
            stack.push(true)
            stack.setRaw(name, in: -2)
        }
        try stack.call(arguments: 2, results: 0)
    }
}
