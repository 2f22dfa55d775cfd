import CLua
import Testing

@testable import LuaKit

@Suite("Numbers in JSON")
struct JSONNumberTests {
    /// Decimal texts that are hard to round, and the bits of the nearest float, ties to even.
    static let hard: [(text: String, bits: UInt64)] = [
        ("2.2250738585072011e-308", 0x000F_FFFF_FFFF_FFFF), ("2.2250738585072012e-308", 0x0010_0000_0000_0000),
        ("2.2250738585072014e-308", 0x0010_0000_0000_0000), ("5e-324", 1), ("4.9406564584124654e-324", 1),
        ("2.4703282292062327e-324", 0), ("2.4703282292062328e-324", 1), ("1e-323", 2), ("0.5e-323", 1),
        ("1e23", 0x44B5_2D02_C7E1_4AF6), ("8.41e21", 0x447C_7E83_209E_90B2),
        ("9007199254740993.0", 0x4340_0000_0000_0000),
        ("9007199254740992.9", 0x4340_0000_0000_0000), ("9007199254740993.00000000000000000001", 0x4340_0000_0000_0001),
        ("9007199254740995.0", 0x4340_0000_0000_0002), ("9007199254740991.0", 0x433F_FFFF_FFFF_FFFF),
        ("1.7976931348623157e308", 0x7FEF_FFFF_FFFF_FFFF), ("1.7976931348623158e308", 0x7FEF_FFFF_FFFF_FFFF),
        ("0.1", 0x3FB9_9999_9999_999A), ("0.3", 0x3FD3_3333_3333_3333),
        ("123456789012345678e-5", 0x4271_F71F_B04C_B74F),
        ("1e22", 0x4480_F0CF_064D_D592), ("1e-22", 0x3B5E_3920_1017_5EE6),
        ("9007199254740992e22", 0x47D0_F0CF_064D_D592),
        ("3.518437208883201171875e13", 0x42C0_0000_0000_0002), ("62.5364939768271845828", 0x404F_44AB_D5AA_7CA4),
        ("6.9294956446009195e15", 0x4338_9E56_EE5E_7A58),
    ]

    @Test("Hard cases of decimal to binary conversion are rounded correctly")
    func hardCases() throws {
        let state = try JSONState()
        for (text, bits) in Self.hard {
            #expect(try state.value(Array(text.utf8)) == .float(bits), "\(text)")
            #expect(try state.value(Array("-\(text)".utf8)) == .float(bits | 1 << 63), "-\(text)")
        }
    }

    @Test("Leading, trailing and very many digits do not change the value")
    func manyDigits() throws {
        let state = try JSONState()
        let zeros = String(repeating: "0", count: 5000)
        #expect(try state.value(Array("0.\(zeros)1e5001".utf8)) == .float(1.0.bitPattern))
        #expect(try state.value(Array("1\(zeros)e-5000".utf8)) == .float(1.0.bitPattern))
        #expect(try state.value(Array("1.5\(zeros)".utf8)) == .float(1.5.bitPattern))
        #expect(try state.value(Array("9007199254740993.\(zeros)1".utf8)) == .float(9_007_199_254_740_994.0.bitPattern))
        #expect(try state.value(Array("0.00000000000000000000000001".utf8)) == .float(1e-26.bitPattern))
    }

    @Test("Floats of random bits are written so that they read back as the same bits")
    func randomFloats() throws {
        let state = try JSONState()
        var random = SeededGenerator(1)
        for _ in 0..<10_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            lua_pushnumber(state.lua, value)
            let text = try state.write()
            lua_settop(state.lua, -2)
            let found = try state.value(Array(text.utf8))
            #expect(found == .float(value.bitPattern), "\(text)")
            #expect(PlainJSON.parse(Array(text.utf8)) == found)
        }
    }

    @Test("Decimal numbers of few digits agree with the second implementation")
    func randomDecimals() throws {
        let state = try JSONState()
        var random = SeededGenerator(2)
        for _ in 0..<10_000 {
            let digits = String(random.next() >> UInt64.random(in: 0...63, using: &random))
            let point = Int.random(in: 0...digits.count, using: &random)
            var text = String(digits.prefix(point)) + "." + String(digits.dropFirst(point)) + "0"
            if text.hasPrefix(".") { text = "0" + text }
            if Bool.random(using: &random) { text += "e\(Int.random(in: -40...40, using: &random))" }
            #expect(try state.value(Array(text.utf8)) == PlainJSON.parse(Array(text.utf8)), "\(text)")
        }
    }

    @Test("Every 64-bit integer keeps its digits both ways")
    func integers() throws {
        let state = try JSONState()
        var random = SeededGenerator(3)
        var values: [Int64] = [0, 1, -1, 9, 10, 99, 100, .max, .min, .max - 1, .min + 1, 1 << 53, (1 << 53) + 1]
        var power: Int64 = 1
        for _ in 0..<18 {
            power *= 10
            values += [power, power - 1, -power, 1 - power]
        }
        for _ in 0..<3000 {
            values.append(Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random))
        }
        for value in values {
            #expect(try state.value(Array("\(value)".utf8)) == .integer(value))
            lua_pushinteger(state.lua, value)
            #expect(try state.write() == "\(value)")
            lua_settop(state.lua, -2)
        }
    }

    @Test("Integral floats are written with a fraction or an exponent and stay floats")
    func integralFloats() throws {
        let state = try JSONState()
        let cases = [
            ("1.0", "1.0"), ("-0.0", "-0.0"), ("2^53", "9007199254740992.0"), ("2^63", "9.223372036854776e+18"),
            ("1e15", "1000000000000000.0"),
            ("1e16", "1e+16"), ("1e300", "1e+300"), ("100 / 2", "50.0"), ("7 // 2", "3"), ("7.0 // 2", "3.0"),
            ("math_pi", "null"), ("0.1 + 0.2", "0.30000000000000004"), ("1/3", "0.3333333333333333"),
            ("123456.789", "123456.789"),
        ]
        for (expression, text) in cases { #expect(try state.encode(expression) == text) }
    }
}
