internal import Logging
internal import Platform
internal import Terminal
internal import Vimeo
internal import VimeoLua

/// The long options, which can also be set as `VIMEO_LUA_<OPTION>` in the environment.
struct LongOptions {
    var sandbox = false
    var isReadOnly = false
    /// Whether scripts have only the powers of `allowed`.
    var isRestricted = false
    var allowed = PowerOptions()
    /// Whether one of those was on the command line, not in the environment.
    private(set) var hasAllowOption = false
    /// The options of the command line, a word each: `--name` or `--name=value`.
    private(set) var words: [String] = []
    /// The folder that keeps the sandbox.
    var sandboxFolder: String?
    /// The profile to sign in with, if one is named.
    var profile: String?
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

    private typealias Option = (
        name: String,
        /// The placeholder of the value in the help; nil for a flag; in brackets, with its `=`, if it can be left out.
        value: String?,
        text: String,
        /// Describes valid values.
        hint: String,
        /// Sets the option; throws if the value is invalid.
        set: @Sendable (inout LongOptions, String) throws -> Void
    )

    private struct Invalid: Error {}

    private static func valid<Value>(_ value: Value?, where isValid: (Value) -> Bool = { _ in true }) throws -> Value {
        guard let value, isValid(value) else { throw Invalid() }
        return value
    }

    private static func flag(_ text: String) throws -> Bool {
        let isOn = ["1", "true", "yes", "on"].contains(text)
        return try valid(isOn) { $0 || ["0", "false", "no", "off"].contains(text) }
    }

    private static let table: [Option] = [
        (
            "sandbox", "[=DIR]", "run against the sandbox, a local test Vimeo; DIR keeps it",
            "give 1, 0 or a folder",
            { options, text in
                let isOn = try? flag(text)
                options.sandbox = isOn ?? true
                options.sandboxFolder = isOn == nil ? try valid(text) { !$0.isEmpty } : nil
            }
        ),
        (
            "profile", "NAME", "use a profile of vimeo-lua login; default unless given",
            "use up to 64 letters, digits, dots, dashes and underscores",
            { $0.profile = try Profile.checked(name: $1) }
        ),
        ("api-root", "URL", "the address of the API", "", { $0.apiRoot = $1 }),
        ("ca-file", "PEM", "certificates to trust instead of the system's", "", { $0.caFile = $1 }),
        (
            "read-only", nil, "refuse every request that changes something", "give 1 or 0",
            { $0.isReadOnly = try flag($1) }
        ),
        (
            "restrict", nil, "give the script only the powers of --allow options", "give 1 or 0",
            { $0.isRestricted = try flag($1) }
        ),
        allow(.api, "LEVEL", "how far it may use the API", "valid values: none, read, write, delete"),
        allow(.read, "PATHS", "files and folders that it may read", "give paths, separated by commas"),
        allow(.write, "PATHS", "files and folders that it may read and write", "give paths, separated by commas"),
        allow(.net, "HOSTS", "other hosts that it may connect to", "give hosts, separated by commas"),
        allow(.run, "PROGRAMS", "programs that it may run", "give programs, separated by commas"),
        allow(
            .env,
            "NAMES",
            "environment variables that it may read",
            "give names, separated by commas; those with credentials are never allowed"
        ),
        (
            "timeout", "S", "stop the script after S seconds", "give seconds above 0, such as 90 or 0.5",
            { $0.timeout = try valid(Double($1)) { $0 > 0 && $0 < 1e9 } }
        ),
        (
            "max-memory", "SIZE", "limit the memory of Lua: bytes, or with K, M or G",
            "give bytes, or a number with K, M or G, such as 256M",
            { $0.maxMemory = try valid(ByteCount.parse($1)) { $0 > 0 } }
        ),
        (
            "retries", "N", "how often a failed request or stalled transfer is retried",
            "give a whole number; 0 switches retries off",
            { $0.retries = try valid(Int($1)) { $0 >= 0 } }
        ),
        (
            "max-wait", "S", "the longest wait for the rate limit in seconds; default 900",
            "give seconds; 0 never waits",
            { $0.maxWait = try valid(Double($1)) { $0 >= 0 && $0.isFinite } }
        ),
        (
            "progress", "FORM", "how transfers are shown: auto, bar, lines, json or none",
            "valid values: auto, bar, lines, json, none",
            { $0.progress = try valid(Progress.Mode(rawValue: $1)) }
        ),
        (
            "color", "WHEN", "use colours: auto, always or never", "valid values: auto, always, never",
            { $0.color = try valid(ColorChoice(rawValue: $1)) }
        ),
        (
            "log-level", "LEVEL", "log at error, warning, info, debug or trace",
            "valid values: error, warning, info, debug, trace",
            { $0.logLevel = try valid(Logger.Level(rawValue: $1)) { $0 != .critical && $0 != .notice } }
        ),
        ("help", nil, "show this help", "", { options, _ in options.showsHelp = true }),
        ("version", nil, "show the versions", "", { options, _ in options.showsVersion = true }),
    ]

    private static func allow(_ kind: Powers.Kind, _ value: String, _ text: String, _ hint: String) -> Option {
        ("allow-\(kind.rawValue)", value, text, hint, { try $0.allowed.set(kind, $1) })
    }

    private mutating func set(_ option: Option, _ value: String) throws(UsageError) {
        do {
            try option.set(&self, value)
        } catch {
            throw UsageError(message: "--\(option.name) cannot be '\(value)'", hint: option.hint)
        }
    }

    /// Sets the options that the environment has.
    mutating func readEnvironment() throws(UsageError) {
        guard Environment.hasVariable(beginningWith: "VIMEO_LUA_") else { return }
        for option in Self.table where !["help", "version"].contains(option.name) {
            let variable = Self.variable(of: option.name)
            guard let value = Environment.variable(variable), !value.isEmpty else { continue }
            do throws(UsageError) {
                try set(option, value)
            } catch {
                throw UsageError(message: "\(variable): \(error.message)", hint: error.hint)
            }
        }
    }

    private static func variable(of name: String) -> String {
        // Bytes: `replacing` on characters would delay each start.
        let name = name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
        return "VIMEO_LUA_\(String(decoding: name, as: UTF8.self).uppercased())"
    }

    /// Splits `--name=value`; the value is nil without `=`.
    static func split(_ argument: [UInt8]) -> (name: String, value: [UInt8]?) {
        let option = argument.dropFirst(2)
        guard let equals = option.firstIndex(of: UInt8(ascii: "=")) else {
            return (String(decoding: option, as: UTF8.self), nil)
        }
        return (String(decoding: option[..<equals], as: UTF8.self), Array(option[(equals + 1)...]))
    }

    /// Whether the program has an option.
    static func isOption(_ name: String) -> Bool { table.contains { $0.name == name } }

    /// Sets an option; returns how many arguments it used.
    mutating func take(_ name: String, value: [UInt8]?, next: [UInt8]?) throws(UsageError) -> Int {
        guard let option = Self.table.first(where: { $0.name == name }) else {
            let nearest = NearestName.find(name, in: Self.table.map(\.name) + ["print"])
            throw UsageError(
                message: "unknown option --\(name)",
                hint: nearest.map { "did you mean --\($0)?" } ?? "vimeo-lua --help lists the options"
            )
        }
        hasAllowOption = hasAllowOption || name.hasPrefix("allow-")
        let needsValue = option.value.map { !$0.hasPrefix("[") } ?? false
        guard needsValue || (value != nil && option.value != nil) else {
            guard value == nil else {
                throw UsageError(message: "--\(name) takes no value", hint: "write --\(name) alone")
            }
            try set(option, "1")
            words.append("--\(name)")
            return 1
        }
        guard let text = value ?? next else { throw .missingValue(of: name) }
        try set(option, String(decoding: text, as: UTF8.self))
        words.append("--\(name)=\(String(decoding: text, as: UTF8.self))")
        return value == nil ? 2 : 1
    }

    /// An option as help, completion and the manual page show it.
    struct Row: Sendable {
        /// Without dashes.
        let name: String
        /// The placeholder of the value; nil for a flag; in brackets, with its `=`, if it can be left out.
        let value: String?
        let text: String
        /// The words that are valid, where they are few.
        let values: [String]
        /// The variable that sets it; nil if there is none.
        let variable: String?

        /// As it is written, such as `--timeout S`.
        var usage: String { "--\(name)\(value.map { $0.hasPrefix("[") ? $0 : " \($0)" } ?? "")" }
    }

    /// All options, in the order of the help.
    static var rows: [Row] {
        let print = Row(
            name: "print",
            value: "EXPR",
            text: "print the value of an expression; as JSON in a pipe",
            values: [],
            variable: nil
        )
        return [print]
            + table.map { option in
                let mark = "valid values: "
                return Row(
                    name: option.name,
                    value: option.value,
                    text: option.text,
                    values: option.hint.hasPrefix(mark)
                        ? option.hint.dropFirst(mark.count).split(separator: ", ").map(String.init) : [],
                    variable: ["help", "version"].contains(option.name) ? nil : variable(of: option.name)
                )
            }
    }
}
