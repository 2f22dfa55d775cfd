// Lua values inside Swift values that are converted; the encoder and decoder of this module take them as they are.
extension LuaValue: Codable {
    /// Reads what other decoders have: no nil inside lists, and no references.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nil
        } else if let flag = try? container.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else {
            self = .table(try container.decode(LuaTable.self))
        }
    }

    /// Writes what other encoders take; a string that is not UTF-8, and a reference, is an error.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .nil: try container.encodeNil()
        case .boolean(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .number(let number): try container.encode(number)
        case .table(let table): try container.encode(table)
        case .string, .reference:
            guard let text = string else {
                let reason = "a \(typeName) that Lua alone can hold"
                throw EncodingError.invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: reason))
            }
            try container.encode(text)
        }
    }
}

extension LuaTable: Codable {
    /// Reads a list or a dictionary.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let items = try? container.decode([LuaValue].self) {
            self.init(items: items, isArray: true)
        } else {
            self.init()
            for (name, value) in try container.decode([String: LuaValue].self) { self[name] = value }
        }
    }

    /// Writes a list, or a dictionary whose keys are strings.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if fields.isEmpty, isArray || !items.isEmpty { return try container.encode(items) }
        var members: [String: LuaValue] = [:]
        for (key, value) in fields {
            guard let name = key.value.string, items.isEmpty else {
                let reason = "a table whose keys are neither a list's nor all strings"
                throw EncodingError.invalidValue(self, .init(codingPath: encoder.codingPath, debugDescription: reason))
            }
            members[name] = value
        }
        try container.encode(members)
    }
}
