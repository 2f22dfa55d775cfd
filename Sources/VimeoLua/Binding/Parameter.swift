internal import LuaKit
internal import Vimeo

/// What can be listed as a parameter of a function or as a key of an options table.
protocol ParameterDeclaration: Sendable {
    var description: ParameterDescription { get }
}

/// A parameter of a function or a key of an options table: its description, and how a script's value becomes a Swift one.
///
/// It is declared once, listed in a ``FunctionDescription``, and read from the ``Arguments`` of a call.
struct Parameter<Value>: ParameterDeclaration {
    let description: ParameterDescription
    /// Reads a value; nil if none was given.
    let read: @Sendable (Argument?) throws -> Value

    static func required(_ name: String, _ type: ParameterType<Value>, _ text: String) -> Parameter {
        Parameter(description: type.describe(name, isOptional: false, text)) { argument in
            guard let argument else { throw VimeoError(.usage, "\(name) is missing", hint: text) }
            return try type.read(argument)
        }
    }

    static func optional<Given>(_ name: String, _ type: ParameterType<Given>, _ text: String) -> Parameter
    where Value == Given? {
        Parameter(description: type.describe(name, isOptional: true, text)) { try $0.map(type.read) }
    }

    static func optional(
        _ name: String,
        _ type: ParameterType<Value>,
        default standard: Value,
        _ text: String
    ) -> Parameter where Value: Sendable & CustomStringConvertible {
        Parameter(description: type.describe(name, isOptional: true, text, standard: standard.description)) {
            try $0.map(type.read) ?? standard
        }
    }

    /// One of several words, the first of which is the default.
    static func choice(_ name: String, _ choices: KeyValuePairs<String, Value>, _ text: String) -> Parameter
    where Value: Sendable {
        let (word, standard) = choices[0]
        let type = ParameterType.word(choices.map(\.key), choices.map(\.value))
        return Parameter(description: type.describe(name, isOptional: true, text, standard: word)) {
            try $0.map(type.read) ?? standard
        }
    }
}

/// What values a parameter takes, and how they are read.
struct ParameterType<Value>: Sendable {
    let kind: ParameterDescription.Kind
    var values: [String] = []
    var proposal = ParameterDescription.Proposal.none
    var separator: Character?
    let read: @Sendable (Argument) throws -> Value

    fileprivate func describe(
        _ name: String,
        isOptional: Bool,
        _ text: String,
        standard: String? = nil
    ) -> ParameterDescription {
        ParameterDescription(
            name: name,
            kind: kind,
            isOptional: isOptional,
            text: text,
            values: values,
            proposal: proposal,
            separator: separator,
            standard: standard
        )
    }

    /// One of several words.
    static func word(_ words: [String], _ meanings: [Value]) -> ParameterType where Value: Sendable {
        ParameterType(kind: .string, values: words) { argument in
            let word = try argument.text()
            guard let place = words.firstIndex(of: word) else {
                throw VimeoError(
                    .usage,
                    "\(argument.name) cannot be \"\(word)\"",
                    hint: "valid values: \(words.joined(separator: ", "))"
                )
            }
            return meanings[place]
        }
    }
}

extension ParameterType {
    /// Text in UTF-8.
    static var text: ParameterType<String> { text(suggesting: []) }

    /// Text in UTF-8, often one of some words.
    static func text(suggesting words: [String]) -> ParameterType<String> {
        .init(kind: .string, values: words) { try $0.text() }
    }

    /// A path of the API, or an absolute URL.
    static var apiPath: ParameterType<String> { .init(kind: .string, proposal: .apiPath) { try $0.text() } }
    /// The name of a file, in UTF-8.
    static var fileName: ParameterType<String> { .init(kind: .string, proposal: .file) { try $0.fileName() } }
    /// The name of a file, in any bytes.
    static var path: ParameterType<Path> { .init(kind: .string, proposal: .file) { try $0.path() } }
    /// A URI, a number, or a table that has a URI in its field `uri`.
    static var resource: ParameterType<String> { .init(kind: .resource, proposal: .resource) { try $0.uri() } }

    /// A list of some words, or one string that is split at blanks.
    static func strings(suggesting words: [String]) -> ParameterType<[String]> {
        .init(kind: .stringOrTable(), values: words, separator: " ") { try $0.strings() }
    }

    static var bytes: ParameterType<[UInt8]> { .init(kind: .string) { $0.bytes } }
    static var flag: ParameterType<Bool> { .init(kind: .boolean) { $0.flag } }
    static var number: ParameterType<Double> { .init(kind: .number) { $0.number } }
    /// A finite number of seconds above 0.
    static var seconds: ParameterType<Double> { .init(kind: .number) { try $0.seconds() } }

    /// A whole number.
    static func integer(atLeast minimum: Int64) -> ParameterType<Int64> {
        .init(kind: .number) { try $0.integer(atLeast: minimum) }
    }

    /// A whole number.
    static func count(atLeast minimum: Int64) -> ParameterType<Int> {
        .init(kind: .number) { Int(clamping: try $0.integer(atLeast: minimum)) }
    }

    /// A table of parameters of a URL.
    static var query: ParameterType<[Request.Parameter]> { .init(kind: .table) { try $0.query() } }
    /// A table of header fields.
    static var headers: ParameterType<Headers> { .init(kind: .table) { try $0.headers() } }
    /// A table that becomes a JSON object.
    static var object: ParameterType<JSONObject> { .init(kind: .table) { try $0.object() } }

    /// A file name, or a table with what is to be sent.
    static var source: ParameterType<UploadSourceArgument> {
        .init(kind: .stringOrTable(keys: UploadSourceArgument.keys.map(\.description)), proposal: .file) {
            try UploadSourceArgument($0)
        }
    }

    /// A function that is called later.
    static var callback: ParameterType<LuaReference> {
        .init(kind: .function) { LuaReference(to: $0.index, on: $0.stack) }
    }

    /// A string that is read in place.
    static var string: ParameterType<Argument> { .init(kind: .string) { $0 } }
    /// A table that becomes JSON, or a string that is sent as it is.
    static var body: ParameterType<Argument> { .init(kind: .stringOrTable()) { $0 } }
    static var table: ParameterType<Argument> { .init(kind: .table) { $0 } }
    static var function: ParameterType<Argument> { .init(kind: .function) { $0 } }
    /// An array, or an iterator.
    static var list: ParameterType<Argument> { .init(kind: .list) { $0 } }
    static var any: ParameterType<Argument> { .init(kind: .any) { $0 } }
}
