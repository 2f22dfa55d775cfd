/// Makes Lua values of Swift ones.
///
/// Structures and dictionaries become tables with fields, arrays tables with items, `[UInt8]` a string, nil an absent field.
enum LuaEncoder {
    /// - Throws: an `EncodingError` for what Lua has no form for, such as a `UInt64` beyond 63 bits.
    static func encode<Value: Encodable>(_ value: Value, _ path: [any CodingKey] = []) throws -> LuaValue {
        switch value {
        case let value as LuaValue: return value
        case let value as LuaTable: return .table(value)
        case let value as Bool: return .boolean(value)
        case let value as String: return .string(value)
        case let value as Double: return .number(value)
        case let value as Float: return .number(Double(value))
        case let value as any BinaryInteger:
            guard let number = Int64(exactly: value) else {
                let reason = "\(value) does not fit 64 bits with a sign"
                throw EncodingError.invalidValue(value, .init(codingPath: path, debugDescription: reason))
            }
            return .integer(number)
        default: break
        }
        // Not by a cast, which an empty array of any type would pass.
        if Value.self == [UInt8].self, let bytes = value as? [UInt8] { return .string(bytes) }
        let node = EncodedNode()
        try value.encode(to: NodeEncoder(node: node, codingPath: path, keys: CodedKeys(of: Value.self)))
        return node.value
    }
}

/// A place of the value that is being made.
private final class EncodedNode {
    private enum Content {
        case empty
        case value(LuaValue)
        case items([EncodedNode])
        case fields([(LuaKey, EncodedNode)])
    }

    private var content = Content.empty

    func set(_ value: LuaValue) { content = .value(value) }

    func beginItems() {
        if case .items = content { return }
        content = .items([])
    }

    func beginFields() {
        if case .fields = content { return }
        content = .fields([])
    }

    var count: Int {
        if case .items(let items) = content { items.count } else { 0 }
    }

    func append() -> EncodedNode {
        let node = EncodedNode()
        if case .items(var items) = content {
            content = .empty
            items.append(node)
            content = .items(items)
        }
        return node
    }

    func add(_ key: LuaKey) -> EncodedNode {
        let node = EncodedNode()
        if case .fields(var fields) = content {
            content = .empty
            fields.append((key, node))
            content = .fields(fields)
        }
        return node
    }

    var value: LuaValue {
        switch content {
        // What encodes nothing at all is an empty structure.
        case .empty: return .table(LuaTable())
        case .value(let value): return value
        case .items(let items): return .table(LuaTable(items: items.map(\.value), isArray: true))
        case .fields(let fields):
            var table = LuaTable()
            for (key, node) in fields {
                let value = node.value
                if case .nil = value { continue }
                table.fields[key] = value
            }
            return .table(table)
        }
    }
}

private struct NodeEncoder: Encoder, SingleValueEncodingContainer {
    let node: EncodedNode
    let codingPath: [any CodingKey]
    var keys = CodedKeys.fields
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.beginFields()
        return KeyedEncodingContainer(FieldEncoder(node: node, codingPath: codingPath, keys: keys))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.beginItems()
        return ItemEncoder(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() { node.set(.nil) }

    func encode<Value: Encodable>(_ value: Value) throws { node.set(try LuaEncoder.encode(value, codingPath)) }
}

private struct FieldEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: EncodedNode
    let codingPath: [any CodingKey]
    let keys: CodedKeys

    private func encoder(_ key: any CodingKey) -> NodeEncoder {
        NodeEncoder(node: node.add(keys.key(key)), codingPath: codingPath + [key])
    }

    // A field that is nil is absent.
    func encodeNil(forKey key: Key) {}

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try encoder(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { encoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }

    func superEncoder() -> any Encoder { encoder(SuperKey()) }

    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct ItemEncoder: UnkeyedEncodingContainer {
    let node: EncodedNode
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    private func encoder() -> NodeEncoder {
        let path = codingPath + [ItemKey(count)]
        return NodeEncoder(node: node.append(), codingPath: path)
    }

    func encodeNil() { encoder().encodeNil() }

    func encode<Value: Encodable>(_ value: Value) throws { try encoder().encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }

    func superEncoder() -> any Encoder { encoder() }
}

/// Where a class puts what it inherits.
struct SuperKey: CodingKey {
    var stringValue: String { "super" }
    var intValue: Int? { nil }

    init() {}
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}

/// A place in a list, from 0.
struct ItemKey: CodingKey {
    let position: Int
    var stringValue: String { String(position) }
    var intValue: Int? { position }

    init(_ position: Int) { self.position = position }
    init?(stringValue: String) { nil }
    init?(intValue: Int) { position = intValue }
}
