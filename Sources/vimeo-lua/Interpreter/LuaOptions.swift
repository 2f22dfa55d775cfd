/// The command line of the stand-alone interpreter `lua` 5.4, scanned by its rules, with our long options before the
/// script.
struct LuaOptions {
    /// What runs before the script, in the order given.
    enum Step: Equatable {
        case execute([UInt8])
        case require([UInt8])
        case warnings
        case print([UInt8])
    }

    var steps: [Step] = []
    var isInteractive = false
    var showsVersion = false
    var ignoresEnvironment = false
    /// The script's position in the arguments; their count if there is none.
    var script = 0
    /// `-` after `--` is a file of that name.
    var scriptFollowsDashes = false
    var long = LongOptions()

    /// Whether there are only options, so that standard input is next.
    func readsInput(of arguments: [[UInt8]]) -> Bool {
        script == arguments.count && !showsVersion
            && !steps.contains { step in
                switch step {
                case .execute, .print: true
                case .require, .warnings: false
                }
            }
    }

    /// Reads the environment and scans the arguments; those from `script` on are the script's own.
    ///
    /// After an error the options before it are set.
    mutating func scan(_ arguments: [[UInt8]]) throws {
        try long.readEnvironment()
        var index = 1
        while index < arguments.count {
            let argument = arguments[index]
            script = index
            guard argument.first == UInt8(ascii: "-"), argument.count > 1 else { return }
            if argument.starts(with: Array("--".utf8)), argument.count > 2, argument[2] != UInt8(ascii: "-") {
                index += try scanLong(arguments, at: index)
            } else if argument == Array("--".utf8) {
                script = index + 1
                scriptFollowsDashes = true
                return
            } else {
                index += try scanShort(arguments, at: index)
            }
        }
        script = arguments.count
    }

    /// Returns how many arguments the option took.
    private mutating func scanShort(_ arguments: [[UInt8]], at index: Int) throws(LuaUsageError) -> Int {
        let argument = arguments[index]
        switch argument[1] {
        case UInt8(ascii: "e"), UInt8(ascii: "l"):
            var value = Array(argument.dropFirst(2))
            var count = 1
            if value.isEmpty {
                guard index + 1 < arguments.count, arguments[index + 1].first != UInt8(ascii: "-") else {
                    throw LuaUsageError(option: argument)
                }
                value = arguments[index + 1]
                count = 2
            }
            steps.append(argument[1] == UInt8(ascii: "e") ? .execute(value) : .require(value))
            return count
        case UInt8(ascii: "E") where argument.count == 2:
            ignoresEnvironment = true
        case UInt8(ascii: "W") where argument.count == 2:
            steps.append(.warnings)
        case UInt8(ascii: "v") where argument.count == 2:
            showsVersion = true
        case UInt8(ascii: "i") where argument.count == 2:
            isInteractive = true
            showsVersion = true
        default:
            throw LuaUsageError(option: argument)
        }
        return 1
    }

    private mutating func scanLong(_ arguments: [[UInt8]], at index: Int) throws -> Int {
        let (name, value) = LongOptions.split(arguments[index])
        let next = index + 1 < arguments.count ? arguments[index + 1] : nil
        if name == "print" {
            guard let expression = value ?? next else { throw UsageError.missingValue(of: name) }
            steps.append(.print(expression))
            return value == nil ? 2 : 1
        }
        return try long.take(name, value: value, next: next)
    }
}

/// A wrong short option: reported like `lua` does, exit status 1.
struct LuaUsageError: Error {
    let option: [UInt8]

    /// The message and the usage text, for a program called `program`.
    func message(program: [UInt8]) -> [UInt8] {
        let needsArgument = option.count > 1 && (option[1] == UInt8(ascii: "e") || option[1] == UInt8(ascii: "l"))
        let head = needsArgument ? "'" : "unrecognized option '"
        let tail = needsArgument ? "' needs argument" : "'"
        return Array(head.utf8) + option + Array("\(tail)\nusage: ".utf8) + program + Array(Self.options.utf8)
    }

    private static let options = """
         [options] [script [args]]
        Available options are:
        \(LuaOptions.usageRows)
        """
}

extension LuaOptions {
    /// The options of `lua`, in the order and the words of its usage text.
    static let short: [(name: String, value: String?, text: String)] = [
        ("-e", "stat", "execute string 'stat'"),
        ("-i", nil, "enter interactive mode after executing 'script'"),
        ("-l", "mod", "require library 'mod' into global 'mod'"),
        ("-l", "g=mod", "require library 'mod' into global 'g'"),
        ("-v", nil, "show version information"),
        ("-E", nil, "ignore environment variables"),
        ("-W", nil, "turn warnings on"),
        ("--", nil, "stop handling options"),
        ("-", nil, "stop handling options and execute stdin"),
    ]

    fileprivate static var usageRows: String {
        short.map { option in
            let head = option.name + (option.value.map { " \($0)" } ?? "")
            return "  \(head)\(String(repeating: " ", count: 10 - head.count))\(option.text)"
        }.joined(separator: "\n")
    }
}
