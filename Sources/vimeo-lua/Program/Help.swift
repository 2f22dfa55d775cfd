internal import BuildCommit
internal import LuaKit
internal import Platform
internal import Vimeo
internal import VimeoLua

/// What `--help` and `--version` print.
enum Help {
    static var version: String {
        let commit = String(build_commit(), digits: 7, radix: 16)
        return """
            vimeo-lua \(VimeoTable.version)\(build_commit() == 0 ? "" : " (\(commit))")
            \(LuaVersion.copyright)
            Vimeo API \(Configuration.apiVersion)

            """
    }

    /// Command lines with what they do; each runs as it is.
    static let examples = [
        ("vimeo-lua --sandbox", "a prompt, with a test Vimeo"),
        ("vimeo-lua --sandbox --print 'vimeo.get(\"/me\")'", "one request"),
        ("vimeo-lua sandbox --fault upload:502@10%", "uploads fail one in ten"),
    ]

    /// The options of `lua` in one line.
    static var luaOptions: String {
        LuaOptions.short.map { $0.name + ($0.value.map { " \($0)" } ?? "") }.joined(separator: ", ")
    }

    static var text: String {
        """
        Lua 5.4 with Vimeo built in.

        usage: vimeo-lua [options] [script [args]]
               vimeo-lua [options] command …

        Without a script: a prompt on a terminal, otherwise standard input is run.

        Commands, each with a --help of its own:
        \(rows(Subcommand.all.map { ("\($0.name) \($0.usage)", $0.summary) }))
        Options, all before the script; VIMEO_LUA_API_ROOT is for --api-root, and so on:
        \(rows(options))
        Options of lua: \(luaOptions)

        Examples:
        \(rows(examples))
        Credentials come from VIMEO_ACCESS_TOKEN, or from the profile that login keeps.
        'vimeo-lua help' lists all pages: topics, functions, operations of the API.

        """
    }

    /// The long options; those that grant powers share a row.
    private static var options: [(String, String)] {
        let mark = "allow-"
        var kinds = LongOptions.rows.filter { $0.name.hasPrefix(mark) }.map { $0.name.dropFirst(mark.count) }
        return LongOptions.rows.compactMap { row in
            guard row.name.hasPrefix(mark) else { return (row.usage, row.text) }
            defer { kinds = [] }
            let text = "grant \(kinds.joined(separator: ", ")): see help permissions"
            return kinds.isEmpty ? nil : ("--allow-KIND LIST", text)
        }
    }

    private static func rows(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count))  \($0.1)\n" }.joined()
    }
}
