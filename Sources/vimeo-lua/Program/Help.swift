internal import BuildCommit
internal import LuaKit
internal import Vimeo
internal import VimeoLua

/// What `--help` and `--version` print.
enum Help {
    static var version: String {
        let commit = String(build_commit(), radix: 16)
        let digits = String(repeating: "0", count: max(0, 7 - commit.count)) + commit
        return """
            vimeo-lua \(VimeoTable.version)\(build_commit() == 0 ? "" : " (\(digits))")
            \(LuaVersion.copyright)
            Vimeo API \(Configuration.apiVersion)

            """
    }

    static var text: String {
        """
        Lua 5.4 with Vimeo built in.

        usage: vimeo-lua [options] [script [args]]
               vimeo-lua sandbox [--port N] [--latency MS] [--rate-limit N]
               vimeo-lua recipe list | show NAME | run NAME … | new NAME | test FILE | add PATH
               vimeo-lua login [--web | --with-token] | logout | whoami
               vimeo-lua uploads [list | resume [FILE …] | forget FILE …]

        Without a script it shows a prompt on a terminal, and otherwise runs standard input.

        Options of lua: -e stat, -l mod, -l g=mod, -i, -v, -E, -W, --, -

        Options, all before the script:
        \(LongOptions.help)
        Credentials come from VIMEO_ACCESS_TOKEN, or from the profile that login keeps.
        Each long option can also be set in the environment, such as VIMEO_LUA_API_ROOT.

        Examples:
          vimeo-lua --sandbox -e 'print(vimeo.get("/me").body.name)'
          vimeo-lua --sandbox --print 'vimeo.get("/me/videos")'
          VIMEO_ACCESS_TOKEN=… vimeo-lua upload.lua talk.mp4

        """
    }
}
