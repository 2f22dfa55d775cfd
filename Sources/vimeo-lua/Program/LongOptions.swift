internal import Logging
internal import Platform
internal import Terminal

/// The long options, which can also be set as `VIMEO_LUA_<OPTION>` in the environment.
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

    private struct Option {
        let name: String
        /// The placeholder of the value in the help; nil for a flag.
        let value: String?
        let text: String
        /// Describes valid values.
        let hint: String
        /// Sets the option; false if the value is invalid.
        let set: @Sendable (inout LongOptions, String) -> Bool

        init(
            _ name: String,
            _ value: String?,
            _ text: String,
            hint: String = "",
            set: @escaping @Sendable (inout LongOptions, String) -> Bool
        ) {
            self.name = name
            self.value = value
            self.text = text
            self.hint = hint
            self.set = set
        }

        /// The environment variable for it.
        var variable: String { "VIMEO_LUA_\(name.uppercased().replacing("-", with: "_"))" }

        func apply(_ value: String, to options: inout LongOptions) throws(UsageError) {
            guard set(&options, value) else { throw .badValue(value, of: name, hint: hint) }
        }
    }

    private static let table: [Option] = [
        Option("sandbox", nil, "run against the sandbox, a local test Vimeo", hint: "valid values: 1, 0") {
            $0.sandbox = ["1", "true", "yes", "on"].contains($1)
            return $0.sandbox || ["0", "false", "no", "off"].contains($1)
        },
        Option("api-root", "URL", "the address of the API") {
            $0.apiRoot = $1
            return true
        },
        Option("ca-file", "PEM", "certificates to trust instead of the system's") {
            $0.caFile = $1
            return true
        },
        Option("timeout", "S", "stop the script after S seconds", hint: "give seconds above 0, such as 90 or 0.5") {
            guard let seconds = Double($1), seconds > 0, seconds < 1e9 else { return false }
            $0.timeout = seconds
            return true
        },
        Option(
            "max-memory",
            "SIZE",
            "limit the memory of Lua: bytes, or with K, M or G for KiB, MiB or GiB",
            hint: "give bytes, or a number with K, M or G, such as 256M"
        ) {
            guard let size = byteCount($1), size > 0 else { return false }
            $0.maxMemory = size
            return true
        },
        Option(
            "retries",
            "N",
            "how often a failed request or a stalled transfer is retried",
            hint: "give a whole number; 0 switches retries off"
        ) {
            guard let count = Int($1), count >= 0 else { return false }
            $0.retries = count
            return true
        },
        Option(
            "max-wait",
            "S",
            "the longest wait for the rate limit, in seconds; 900 by default",
            hint: "give seconds; 0 never waits"
        ) {
            guard let seconds = Double($1), seconds >= 0, seconds.isFinite else { return false }
            $0.maxWait = seconds
            return true
        },
        Option(
            "progress",
            "FORM",
            "how transfers are shown: auto, bar, lines, json or none",
            hint: "valid values: auto, bar, lines, json, none"
        ) {
            guard let mode = Progress.Mode(rawValue: $1) else { return false }
            $0.progress = mode
            return true
        },
        Option("color", "WHEN", "use colours: auto, always or never", hint: "valid values: auto, always, never") {
            guard let color = ColorChoice(rawValue: $1) else { return false }
            $0.color = color
            return true
        },
        Option(
            "log-level",
            "LEVEL",
            "log at error, warning, info, debug or trace",
            hint: "valid values: error, warning, info, debug, trace"
        ) {
            guard let level = Logger.Level(rawValue: $1), level != .critical, level != .notice else { return false }
            $0.logLevel = level
            return true
        },
        Option("help", nil, "show this help") { options, _ in
            options.showsHelp = true
            return true
        },
        Option("version", nil, "show the versions") { options, _ in
            options.showsVersion = true
            return true
        },
    ]

    /// Sets the options that the environment has.
    mutating func readEnvironment() throws(UsageError) {
        for option in Self.table where !["help", "version"].contains(option.name) {
            guard let value = Environment.variable(option.variable), !value.isEmpty else { continue }
            do throws(UsageError) {
                try option.apply(value, to: &self)
            } catch {
                throw error.from(option.variable)
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

    /// Sets an option; returns how many arguments it used.
    mutating func take(_ name: String, value: [UInt8]?, next: [UInt8]?) throws(UsageError) -> Int {
        guard let option = Self.table.first(where: { $0.name == name }) else {
            throw .unknownOption(name, known: Self.table.map(\.name) + ["print"])
        }
        guard option.value != nil else {
            guard value == nil else { throw .unexpectedValue(of: name) }
            try option.apply("1", to: &self)
            return 1
        }
        guard let text = value ?? next else { throw .missingValue(of: name) }
        try option.apply(String(decoding: text, as: UTF8.self), to: &self)
        return value == nil ? 2 : 1
    }

    /// Bytes, or a number with K, M or G (powers of 1024); nil for anything else.
    private static func byteCount(_ text: String) -> Int? {
        let factors: [Character: Int] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30]
        guard let last = text.last, let factor = factors[Character(last.uppercased())] else { return Int(text) }
        guard let number = Int(text.dropLast()) else { return nil }
        let (size, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : size
    }

    /// The options for `--help`, a line each.
    static var help: String {
        let rows =
            [("--print EXPR", "evaluate an expression and print its value, as JSON in a pipe")]
            + table.map { ("--\($0.name)\($0.value.map { " \($0)" } ?? "")", $0.text) }
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "  \($0.0)\(String(repeating: " ", count: width - $0.0.count))  \($0.1)\n" }.joined()
    }
}
