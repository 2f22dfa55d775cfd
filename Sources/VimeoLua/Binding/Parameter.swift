/// One parameter of a function of the `vimeo` table.
struct Parameter: Sendable {
    /// What a parameter accepts, in the words of Lua's messages.
    enum Kind: Sendable {
        case string
        case number
        case boolean
        case table
        /// A table with these keys only.
        case options([Option])
        /// A list of strings, or one string.
        case strings
        /// A table that becomes JSON, or a string that is sent as it is.
        case body
        /// A string, or a table that has its URI in the field `uri`.
        case resource
        /// A file name, or a table `{data =, size =, name =}` with what is to be sent.
        case source
        /// `true`, or a table with these keys only.
        case flagOrOptions([Option])
        case function
        /// An array, or an iterator.
        case list
        case any
    }

    let name: String
    let kind: Kind
    let isOptional: Bool
    let text: String
    /// What it can be, where that is a short list of strings.
    var values: [String] = []

    static func required(_ name: String, _ kind: Kind, _ text: String) -> Parameter {
        Parameter(name: name, kind: kind, isOptional: false, text: text)
    }

    static func optional(_ name: String, _ kind: Kind, _ text: String) -> Parameter {
        Parameter(name: name, kind: kind, isOptional: true, text: text)
    }

    /// Whether a table given alone may be this parameter's value rather than a set of named arguments.
    var acceptsTable: Bool {
        switch kind {
        case .table, .options, .strings, .body, .resource, .source, .flagOrOptions, .list, .any: true
        case .string, .number, .boolean, .function: false
        }
    }
}

/// A key of an options table.
struct Option: Sendable {
    let name: String
    let kind: Parameter.Kind
    let text: String
    /// What it can be, where that is a short list of strings.
    let values: [String]

    init(_ name: String, _ kind: Parameter.Kind, _ text: String, values: [String] = []) {
        self.name = name
        self.kind = kind
        self.text = text
        self.values = values
    }
}
