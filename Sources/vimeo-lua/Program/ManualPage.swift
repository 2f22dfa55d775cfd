internal import VimeoLua

/// The manual page `vimeo-lua.1`, made from what `--help` and the help pages are made from.
enum ManualPage {
    static var text: String {
        let pages = Manual.roffPages([("environment", "ENVIRONMENT"), ("exit-codes", "EXIT STATUS")])
        return """
            .TH VIMEO-LUA 1 "" "vimeo-lua \(VimeoTable.version)" "User Commands"
            .SH NAME
            vimeo\\-lua \\- Lua 5.4 with Vimeo built in
            .SH SYNOPSIS
            .B vimeo\\-lua
            [options] [script [args]]
            .br
            .B vimeo\\-lua
            [options] command …
            .SH DESCRIPTION
            It runs Lua programs as
            .BR lua (1)
            5.4 does, and gives them a table
            .B vimeo
            with the functions of a Vimeo client.
            Without a script it shows a prompt on a terminal, and otherwise runs standard input.
            .PP
            .B vimeo\\-lua help
            lists the pages of the help: topics, functions, and operations of the API.
            .SH COMMANDS
            A script with the name of a command is run as
            .IR ./name .
            \(items(Subcommand.all.map { ("\($0.name) \($0.usage)", $0.summary) }))
            .SH OPTIONS
            All stand before the script.
            \(items(LongOptions.rows.map { ($0.usage, $0.text) }))
            .SS Options of lua
            \(items(LuaOptions.short.map { ($0.name + ($0.value.map { " \($0)" } ?? ""), $0.text) }))
            \(pages)
            .SH FILES
            \(items(files))
            .SH EXAMPLES
            \(items(Help.examples))
            .SH SEE ALSO
            .BR lua5.4 (1)

            """
    }

    private static let files = [
        ("~/.config/vimeo-lua/init.lua", "what a prompt runs when it starts"),
        ("~/.local/share/vimeo-lua/recipes", "recipes of the user"),
        ("~/.local/state/vimeo-lua", "the history of the prompt, unfinished uploads, logs of recipes"),
    ]

    /// Terms, each with a text.
    private static func items(_ rows: [(String, String)]) -> String {
        rows.map { ".TP\n.B \(Manual.roff($0.0))\n\(Manual.roff($0.1))" }.joined(separator: "\n")
    }
}
