internal import CLua

/// The version of the Lua library.
public enum LuaVersion {
    /// The line that `lua -v` prints.
    public static let copyright = String(cString: clua_copyright())
    /// The release, such as `Lua 5.4.4`.
    public static let release = copyright.split(separator: " ").prefix(2).joined(separator: " ")
}
