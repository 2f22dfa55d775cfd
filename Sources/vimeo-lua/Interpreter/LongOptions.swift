internal import Logging
internal import Platform
internal import Terminal

/// The long options and their environment twins `VIMEO_LUA_<OPTION>`.
struct LongOptions {
    var sandbox = false
    var apiRoot: String?
    var caFile: String?
    var timeout: Double?
    var maxMemory: Int?
    var retries: Int?
    var maxWait: Double?
    var progress = Progress.Mode.auto
    var color = ColorChoice.auto
    var logLevel = Logger.Level.warning
    var showsHelp = false
    var showsVersion = false

    /// One option: how it is written, what it does, and how its value is read.
    private struct Option {
        let name: String
        /// What stands for the value in the help; nil for a flag.
        let value: String?
        let text: String
        /// The environment variable that stands for it.
        let twin: String?
        let apply: @Sendable (inout LongOptions, String) throws -> Void
    }

    private static let table: [Option] = [
        Option(
            name: "sandbox",
            value: nil,
            text: "run against a Vimeo of its own on this machine",
            twin: "VIMEO_LUA_SANDBOX"
        ) { options, value in
            options.sandbox = try flag(value, of: "sandbox")
        },
        Option(name: "api-root", value: "URL", text: "where the API is", twin: "VIMEO_LUA_API_ROOT") { options, value in
            options.apiRoot = value
        },
        Option(
            name: "ca-file",
            value: "PEM",
            text: "certificates to trust instead of the system's",
            twin: "VIMEO_LUA_CA_FILE"
        ) { options, value in
            options.caFile = value
        },
        Option(name: "timeout", value: "S", text: "stop the script after so many seconds", twin: "VIMEO_LUA_TIMEOUT") {
            options,
            value in
            guard let seconds = Double(value), seconds > 0, seconds.isFinite, seconds < 1e9 else {
                throw UsageError.badValue(value, of: "timeout", hint: "give seconds above 0, such as 90 or 0.5")
            }
            options.timeout = seconds
        },
        Option(
            name: "max-memory",
            value: "SIZE",
            text: "limit what Lua may use: bytes, or with K, M, G",
            twin: "VIMEO_LUA_MAX_MEMORY"
        ) { options, value in
            guard let size = ByteSize.parse(value), size > 0 else {
                throw UsageError.badValue(
                    value,
                    of: "max-memory",
                    hint: "give bytes, or a number with K, M or G, such as 256M"
                )
            }
            options.maxMemory = size
        },
        Option(
            name: "retries",
            value: "N",
            text: "how often a failed request, or a transfer that does not move, is repeated",
            twin: "VIMEO_LUA_RETRIES"
        ) { options, value in
            guard let count = Int(value), count >= 0 else {
                throw UsageError.badValue(value, of: "retries", hint: "give a whole number; 0 switches repeating off")
            }
            options.retries = count
        },
        Option(
            name: "max-wait",
            value: "S",
            text: "how long a request may wait for the rate limit; 900 by default",
            twin: "VIMEO_LUA_MAX_WAIT"
        ) { options, value in
            guard let seconds = Double(value), seconds >= 0, seconds.isFinite else {
                throw UsageError.badValue(value, of: "max-wait", hint: "give seconds; 0 never waits")
            }
            options.maxWait = seconds
        },
        Option(
            name: "progress",
            value: "FORM",
            text: "how transfers are shown: auto, bar, lines, json or none",
            twin: "VIMEO_LUA_PROGRESS"
        ) { options, value in
            guard let mode = Progress.Mode(rawValue: value) else {
                throw UsageError.badValue(value, of: "progress", hint: "it is auto, bar, lines, json or none")
            }
            options.progress = mode
        },
        Option(name: "color", value: "WHEN", text: "auto, always or never", twin: "VIMEO_LUA_COLOR") { options, value in
            guard let color = ColorChoice(rawValue: value) else {
                throw UsageError.badValue(value, of: "color", hint: "it is auto, always or never")
            }
            options.color = color
        },
        Option(
            name: "log-level",
            value: "LEVEL",
            text: "error, warning, info, debug or trace",
            twin: "VIMEO_LUA_LOG_LEVEL"
        ) { options, value in
            guard ["error", "warning", "info", "debug", "trace"].contains(value),
                let level = Logger.Level(rawValue: value)
            else {
                throw UsageError.badValue(value, of: "log-level", hint: "it is error, warning, info, debug or trace")
            }
            options.logLevel = level
        },
        Option(name: "help", value: nil, text: "show this", twin: nil) { options, _ in options.showsHelp = true },
        Option(name: "version", value: nil, text: "show the versions", twin: nil) { options, _ in
            options.showsVersion = true
        },
    ]

    /// The defaults, as changed by the environment.
    init(environment: (String) -> String? = Environment.variable) throws {
        for option in Self.table {
            guard let twin = option.twin, let value = environment(twin), !value.isEmpty else { continue }
            do {
                try option.apply(&self, value)
            } catch let error as UsageError {
                throw error.from(twin)
            }
        }
    }

    /// Splits `--name=value`; the value is nil without `=`.
    static func split(_ argument: [UInt8]) -> (name: String, value: [UInt8]?) {
        let option = argument.dropFirst(2)
        guard let equals = option.firstIndex(of: UInt8(ascii: "=")) else {
            return (String(decoding: option, as: UTF8.self), nil)
        }
        return (String(decoding: option[..<equals], as: UTF8.self), Array(option[(equals + 1)...]))
    }

    /// Takes an option; returns how many arguments it used.
    mutating func take(_ name: String, value: [UInt8]?, next: [UInt8]?) throws -> Int {
        guard let option = Self.table.first(where: { $0.name == name }) else {
            throw UsageError.unknownOption(name, known: Self.table.map(\.name) + ["print"])
        }
        guard option.value != nil else {
            guard value == nil else { throw UsageError.unexpectedValue(of: name) }
            try option.apply(&self, "1")
            return 1
        }
        guard let text = value ?? next else { throw UsageError.missingValue(of: name) }
        try option.apply(&self, String(decoding: text, as: UTF8.self))
        return value == nil ? 2 : 1
    }

    private static func flag(_ value: String, of name: String) throws -> Bool {
        switch value {
        case "1", "true", "yes", "on": true
        case "0", "false", "no", "off": false
        default: throw UsageError.badValue(value, of: name, hint: "it is 1 or 0")
        }
    }

    /// The options for `--help`, a line each.
    static var help: String {
        let rows =
            [("--print EXPR", "evaluate and print: as JSON in a pipe")]
            + table.map { ("--\($0.name)\($0.value.map { " \($0)" } ?? "")", $0.text) }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count))  \($0.1)\n" }.joined()
    }
}
