/// Makes Swift values of Lua ones.
///
/// An empty table is an empty list and an empty structure; a number with an integral value is an integer; `[UInt8]` takes the
/// bytes of a string.
enum LuaDecoder {
    /// - Throws: a `DecodingError` that says what was expected, what there was, and where.
    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from value: LuaValue,
        _ path: [any CodingKey] = []
    ) throws -> Value {
        // Not in one step: nil can be cast to an optional type.
        if let plain = try plain(type, value, path), let plain = plain as? Value { return plain }
        return try Value(from: ValueDecoder(value: value, codingPath: path, keys: CodedKeys(of: type)))
    }

    /// The value of a type that is decoded here; nil for others.
    private static func plain(_ type: any Decodable.Type, _ value: LuaValue, _ path: [any CodingKey]) throws -> Any? {
        switch type {
        case is LuaValue.Type: return value
        case is LuaTable.Type: return try value.table ?? mismatch(type, "table", value, path)
        case is Bool.Type: return try value.boolean ?? mismatch(type, "boolean", value, path)
        case is String.Type:
            guard let bytes = value.bytes else { return try mismatch(type, "string", value, path) }
            return try String(validating: bytes, as: UTF8.self) ?? corrupted("the string is not UTF-8", path)
        case is [UInt8].Type where value.bytes != nil: return value.bytes
        case is Double.Type: return try value.number ?? mismatch(type, "number", value, path)
        case is Float.Type: return try value.number.map { Float($0) } ?? mismatch(type, "number", value, path)
        case let type as any FixedWidthInteger.Type: return try integer(type, value, path)
        default: return nil
        }
    }

    private static func integer<Number: FixedWidthInteger>(
        _ type: Number.Type,
        _ value: LuaValue,
        _ path: [any CodingKey]
    ) throws -> Number {
        guard value.number != nil else { return try mismatch(type, "number", value, path) }
        guard let number = value.integer else { return try corrupted("number has no integer representation", path) }
        return try Number(exactly: number) ?? corrupted("\(number) does not fit \(type)", path)
    }

    fileprivate static func mismatch<Wanted>(
        _ type: Any.Type,
        _ expected: String,
        _ value: LuaValue,
        _ path: [any CodingKey]
    ) throws -> Wanted {
        let reason = "\(expected) expected, got \(value.typeName)"
        throw DecodingError.typeMismatch(type, .init(codingPath: path, debugDescription: reason))
    }

    private static func corrupted<Wanted>(_ reason: String, _ path: [any CodingKey]) throws -> Wanted {
        throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: reason))
    }
}

/// Which keys of a table are those of a type.
///
/// The coding keys of a dictionary do not say: a name that looks like a number has one.
enum CodedKeys {
    /// Those of a structure, which may leave some out.
    case fields
    /// All have to be strings.
    case names
    /// All have to be integers, and the items of a list count.
    case positions

    init(of type: any Any.Type) {
        self = type is any IntegerKeyed.Type ? .positions : type is any StringKeyed.Type ? .names : .fields
    }

    func key(_ key: any CodingKey) -> LuaKey {
        if self == .positions, let number = key.intValue { return .integer(Int64(number)) }
        return .string(Array(key.stringValue.utf8))
    }
}

private protocol IntegerKeyed {}
extension Dictionary: IntegerKeyed where Key == Int {}
private protocol StringKeyed {}
extension Dictionary: StringKeyed where Key == String {}

private struct ValueDecoder: Decoder, SingleValueDecodingContainer {
    let value: LuaValue
    let codingPath: [any CodingKey]
    var keys = CodedKeys.fields
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard var table = value.table else { return try mismatch() }
        if keys == .positions {
            for (index, item) in table.items.enumerated() { table.fields[.integer(Int64(index + 1))] = item }
        } else if table.fields.isEmpty, !table.items.isEmpty || keys == .names && table.isArray {
            let reason = "table with fields expected, got a list"
            throw DecodingError.typeMismatch(Key.self, .init(codingPath: codingPath, debugDescription: reason))
        }
        let fields = FieldDecoder<Key>(fields: table.fields, codingPath: codingPath, keys: keys)
        if keys != .fields, fields.allKeys.count < table.fields.count + (keys == .names ? table.items.count : 0) {
            let reason = "table whose keys are \(keys == .names ? "strings" : "integers") expected, got other keys"
            throw DecodingError.typeMismatch(Key.self, .init(codingPath: codingPath, debugDescription: reason))
        }
        return KeyedDecodingContainer(fields)
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let table = value.table else { return try mismatch() }
        guard table.fields.isEmpty else {
            let reason = "list expected, got a table with other keys"
            throw DecodingError.typeMismatch([LuaValue].self, .init(codingPath: codingPath, debugDescription: reason))
        }
        return ItemDecoder(items: table.items, codingPath: codingPath)
    }

    private func mismatch<Wanted>() throws -> Wanted {
        try LuaDecoder.mismatch(LuaTable.self, "table", value, codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value == .nil }

    func decode<Wanted: Decodable>(_ type: Wanted.Type) throws -> Wanted {
        try LuaDecoder.decode(type, from: value, codingPath)
    }
}

private struct FieldDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let fields: [LuaKey: LuaValue]
    let codingPath: [any CodingKey]
    let keys: CodedKeys

    var allKeys: [Key] {
        fields.keys.compactMap { key in
            switch key {
            case .integer(let number) where keys == .positions: Int(exactly: number).flatMap { Key(intValue: $0) }
            case .string where keys != .positions: key.value.string.flatMap { Key(stringValue: $0) }
            default: nil
            }
        }
    }

    private func value(_ key: any CodingKey) -> LuaValue? { fields[keys.key(key)] }

    func contains(_ key: Key) -> Bool { value(key) != nil }

    func decodeNil(forKey key: Key) -> Bool { value(key) == nil }

    func decode<Wanted: Decodable>(_ type: Wanted.Type, forKey key: Key) throws -> Wanted {
        // Only what may be nil takes a field that is absent.
        try LuaDecoder.decode(type, from: value(key) ?? .nil, codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder { decoder(SuperKey()) }

    func superDecoder(forKey key: Key) -> any Decoder { decoder(key) }

    private func decoder(_ key: any CodingKey) -> ValueDecoder {
        ValueDecoder(value: value(key) ?? .nil, codingPath: codingPath + [key])
    }
}

private struct ItemDecoder: UnkeyedDecodingContainer {
    let items: [LuaValue]
    let codingPath: [any CodingKey]
    var currentIndex = 0

    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    private mutating func next() throws -> ValueDecoder {
        let path = codingPath + [ItemKey(currentIndex)]
        guard !isAtEnd else {
            let reason = "the list has only \(items.count) items"
            throw DecodingError.valueNotFound(LuaValue.self, .init(codingPath: path, debugDescription: reason))
        }
        defer { currentIndex += 1 }
        return ValueDecoder(value: items[currentIndex], codingPath: path)
    }

    mutating func decodeNil() -> Bool {
        guard !isAtEnd, items[currentIndex] == .nil else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Wanted: Decodable>(_ type: Wanted.Type) throws -> Wanted { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try next() }
}
