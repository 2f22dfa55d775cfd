/// A strict parser of RFC 8259 JSON: UTF-8, no comments, no trailing commas, at most `depthLimit` levels.
///
/// Integers that fit 64 bits keep every digit. Of equal keys the last wins.
package struct JSONParser {
    package struct Failure: Error, Equatable {
        package let offset: Int
        package let reason: String
    }

    package static let depthLimit = 128

    private let bytes: [UInt8]
    private var index = 0

    private let depthLimit: Int

    private init(_ bytes: [UInt8], depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    package static func parse(_ bytes: [UInt8], depthLimit: Int = Self.depthLimit) throws(Failure) -> JSONValue {
        var parser = JSONParser(bytes, depthLimit: depthLimit)
        let value = try parser.value(depth: 0)
        parser.skipBlanks()
        guard parser.index == bytes.count else { throw parser.failure("something follows the value") }
        return value
    }

    private var current: UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    private func failure(_ reason: String) -> Failure {
        Failure(offset: index, reason: reason)
    }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(Failure) -> JSONValue {
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw failure("the text ends where a value is expected")
        case let byte?:
            guard byte == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else {
                throw failure("found \(Self.shown(byte)) where a value is expected")
            }
            return try number()
        }
    }

    /// A byte as messages show it.
    private static func shown(_ byte: UInt8) -> String {
        0x20 < byte && byte < 0x7F ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        let matches = text.withUTF8Buffer { $0.elementsEqual(bytes[index...].prefix($0.count)) }
        guard matches else {
            throw failure("found \(Self.shown(bytes[index])) where a value is expected")
        }
        index += text.utf8CodeUnitCount
        return value
    }

    private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
        guard depth <= depthLimit else { throw failure("nested too deeply") }
        index += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma or ] is expected") }
        }
    }

    private mutating func object(depth: Int) throws(Failure) -> JSONObject {
        guard depth <= depthLimit else { throw failure("nested too deeply") }
        index += 1
        var members: [JSONObject.Member] = []
        // Looking keys up here, not in the list, keeps an object of many thousand keys linear.
        var places: [String: Int] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return JSONObject() }
        while true {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else { throw failure("a key is expected") }
            let key = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw failure("a colon is expected") }
            let value = try value(depth: depth)
            if let place = places[key] {
                members[place].value = value
            } else {
                places[key] = members.count
                members.append(JSONObject.Member(key: key, value: value))
            }
            skipBlanks()
            if take(UInt8(ascii: "}")) { return JSONObject(distinct: members) }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma or } is expected") }
        }
    }

    private mutating func string() throws(Failure) -> String {
        index += 1
        var text: [UInt8] = []
        while true {
            let run = bytes[index...].prefix { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
            text += run
            index = run.endIndex
            if take(UInt8(ascii: "\"")) {
                guard let string = String(validating: text, as: UTF8.self) else { throw failure("not UTF-8") }
                return string
            }
            guard take(UInt8(ascii: "\\")) else {
                throw failure(current == nil ? "a string does not end" : "a control character in a string")
            }
            text += try escape()
        }
    }

    private mutating func escape() throws(Failure) -> [UInt8] {
        guard let byte = current else { throw failure("a string does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try unicodeEscape())).utf8)
        default: throw failure("an unknown escape")
        }
    }

    private mutating func unicodeEscape() throws(Failure) -> Unicode.Scalar {
        let first = try hex4()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw failure("half a surrogate pair")
        }
        let second = try hex4()
        guard 0xDC00..<0xE000 ~= second,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw failure("half a surrogate pair") }
        return scalar
    }

    private mutating func hex4() throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = current.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw failure("four hexadecimal digits are expected")
            }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }

    private mutating func digits() throws(Failure) {
        let start = index
        while let byte = current, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
            index += 1
        }
        guard index > start else { throw failure("a digit is expected") }
    }

    private mutating func number() throws(Failure) -> JSONValue {
        let start = index
        var isInteger = true
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) {
            isInteger = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isInteger = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isInteger, let int = Int64(text) { return .integer(int) }
        guard let double = Double(text), double.isFinite else { throw failure("a number out of range") }
        return .number(double)
    }
}
