internal import CLua

/// The version of the Lua library.
public enum LuaVersion {
    /// The line that `lua -v` prints.
    public static let copyright = String(cString: clua_copyright())
}
