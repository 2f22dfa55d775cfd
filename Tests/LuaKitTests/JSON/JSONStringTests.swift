import CLua
import Testing

@testable import LuaKit

@Suite("Strings in JSON")
struct JSONStringTests {
    /// What may stand in a string, and what it stands for.
    static let pieces: [(text: String, meaning: [UInt8])] = [
        ("", []), ("\\\"", [0x22]), ("\\\\", [0x5C]), ("\\n", [0x0A]), ("\\/", [0x2F]), ("é", [0xC3, 0xA9]),
        ("日", [0xE6, 0x97, 0xA5]),
        ("😀", [0xF0, 0x9F, 0x98, 0x80]), ("\\ud83d\\ude00", [0xF0, 0x9F, 0x98, 0x80]), ("\\u0000", [0]),
        ("\u{7F}", [0x7F]), (" !#[]^_", Array(" !#[]^_".utf8)),
    ]

    @Test("A special character is found at every distance from the start, whatever stands after it")
    func everyOffset() throws {
        let state = try JSONState()
        for before in 0...40 {
            for after in [0, 1, 7, 8, 9, 30] {
                for (text, meaning) in Self.pieces {
                    let head = String(repeating: "x", count: before)
                    let tail = String(repeating: "y", count: after)
                    let expected = Array(head.utf8) + meaning + Array(tail.utf8)
                    #expect(try state.value(Array("\"\(head)\(text)\(tail)\"".utf8)) == .string(expected))
                    #expect(
                        try state.value(Array("{\"\(head)\(text)\(tail)\":1}".utf8)) == .object([expected: .integer(1)])
                    )
                }
            }
        }
    }

    @Test("Strings around 64 KB keep every byte at every alignment of start and end")
    func longStrings() throws {
        let state = try JSONState()
        for shift in 0..<16 {
            for (text, meaning) in Self.pieces {
                let head = String(repeating: "a", count: 65_536 - 8 + shift)
                let padding = String(repeating: " ", count: shift)
                let expected = Array(head.utf8) + meaning + Array("z".utf8)
                #expect(try state.value(Array("\(padding)\"\(head)\(text)z\"".utf8)) == .string(expected))
            }
        }
    }

    @Test("A control character is found at every place of a long string, when reading and when writing")
    func controlCharacters() throws {
        let state = try JSONState()
        for control in UInt8(0)..<0x20 {
            for position in 0..<26 {
                var bytes = Array(repeating: UInt8(ascii: "a"), count: 26)
                bytes[position] = control
                let error = state.error([0x22] + bytes + [0x22])
                #expect(error?.position?.offset == position + 1)
                bytes.withUnsafeBytes {
                    _ = lua_pushlstring(state.lua, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
                }
                let text = try state.write()
                lua_settop(state.lua, -2)
                #expect(PlainJSON.parse(Array(text.utf8)) == .string(bytes))
                #expect(text.utf8.allSatisfy { $0 >= 0x20 })
            }
        }
    }

    @Test("Every Unicode scalar, as itself and as escape, is read and written unchanged")
    func everyScalar() throws {
        let state = try JSONState()
        let digits = Array("0123456789abcdef".utf8)
        let all = (UInt32(0x80)...0x10FFFF).compactMap(Unicode.Scalar.init)
        for start in stride(from: 0, to: all.count, by: 4096) {
            let scalars = all[start..<min(start + 4096, all.count)]
            let plain = String(String.UnicodeScalarView(scalars))
            var escaped = [UInt8(ascii: "\"")]
            for unit in plain.utf16 {
                escaped += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
                for shift in [12, 8, 4, 0] { escaped.append(digits[Int(unit >> shift & 15)]) }
            }
            escaped.append(UInt8(ascii: "\""))
            #expect(try state.value(escaped) == .string(Array(plain.utf8)))
            #expect(try state.rewritten(Array("\"\(plain)\"".utf8)) == "\"\(plain)\"")
        }
    }

    @Test("Invalid UTF-8 in a Lua string or key is an error that names its path, never mended")
    func writingInvalidUTF8() throws {
        let state = try JSONState()
        for bytes in JSONRejectTests.broken {
            let literal = bytes.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let error = #expect(throws: LuaError.self) { try state.encode("{a = {'12345678\(literal)z'}}") }
            #expect(error?.code == .jsonEncoding)
            #expect(error?.path == "a[1]")
            let key = #expect(throws: LuaError.self) { try state.encode("{a = {['\(literal)'] = 1}}") }
            #expect(key?.code == .jsonEncoding)
            #expect(key?.path == "a")
            lua_settop(state.lua, 1)
        }
        let error = #expect(throws: LuaError.self) { try state.encode("'abc\\xFF'") }
        #expect(error?.message == "a string is not valid UTF-8: byte 0xFF at position 4")
        #expect(error?.hint != nil)
    }
}
