import FoundationEssentials

/// Where the programs are that the tests run.
enum Programs {
    /// Whether our program was built with one of these sanitizers (`scripts/test.sh --sanitize`).
    static func isSanitized(_ names: String...) -> Bool {
        names.contains { ProcessInfo.processInfo.environment["\($0)_OPTIONS"] != nil }
    }

    /// The stand-alone interpreter, with whose behaviour ours is compared.
    static let lua = "/usr/bin/lua5.4"

    /// Our program, which is built beside the test bundle; the variable names another, such as one as it is shipped.
    static let ours: String = {
        if let program = ProcessInfo.processInfo.environment["VIMEO_LUA_PROGRAM"] { return program }
        #if os(Linux)
            let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
            return URL(filePath: bundle).deletingLastPathComponent().path + "/vimeo-lua"
        #else
            // …/debug/name.xctest/Contents/MacOS/name, given to the runner as an argument.
            let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
            let folder = bundle.split(separator: "/").prefix { !$0.hasSuffix(".xctest") }.joined(separator: "/")
            return "/\(folder)/vimeo-lua"
        #endif
    }()

    /// The C compiler, if there is one.
    static let compiler: String? = ["/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static func exists(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// The checker of Lua programs, if there is one.
    static let luacheck: String? = ["/usr/bin/luacheck", "/usr/local/bin/luacheck"].first(where: exists)

    /// A file or folder of the project.
    static func file(_ path: String) -> String {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().deletingLastPathComponent().path + "/" + path
    }
}
