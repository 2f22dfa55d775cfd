extension LuaOptions {
    /// What stands before a command and would do nothing there, or something other than it says.
    func conflict(with command: String) -> UsageError? {
        if isInteractive || showsVersion || !steps.isEmpty {
            return UsageError(
                message: "-e, -i, -l, -v, -W and --print do nothing before the command \(command)",
                hint: "leave them out, or run a script of that name as ./\(command)"
            )
        }
        // The folder of a sandbox has its unfinished uploads.
        let isGone = long.sandboxFolder == nil ? ["login", "logout", "uploads"] : ["login", "logout"]
        if long.sandbox, isGone.contains(command) {
            return UsageError(
                message: "\(command) is for an account at Vimeo, not for a sandbox that ends with the command",
                hint: "leave out --sandbox and unset VIMEO_LUA_SANDBOX; vimeo-lua sandbox starts one that stays"
            )
        }
        if long.isReadOnly, ["login", "logout"].contains(command) {
            return UsageError(
                message: "\(command) changes who is signed in, which --read-only refuses",
                hint: "leave out --read-only and unset VIMEO_LUA_READ_ONLY"
            )
        }
        return nil
    }
}
