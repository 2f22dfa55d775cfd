import CLua
import Testing

@testable import LuaKit

@Suite("JSON against a second implementation")
struct JSONRandomTests {
    @Test("Random values survive: printed by the other side, read, written, and read by the other side")
    func roundTrip() throws {
        let state = try JSONState()
        for seed in UInt64(0)..<300 {
            var random = SeededGenerator(seed)
            let value = PlainJSON.random(&random)
            let text = value.text(&random)
            #expect(try state.value(text) == value, "seed \(seed)")
            try state.read(text)
            for options in [JSONLayout(), .init(pretty: true), .init(sortKeys: true)] {
                let written = try state.write(options)
                #expect(PlainJSON.parse(Array(written.utf8)) == value, "seed \(seed): \(written)")
            }
            lua_settop(state.lua, -2)
        }
    }

    @Test("Pages of objects that are alike, and then not, are read right by what the reader remembers of keys")
    func repeatedShapes() throws {
        let state = try JSONState()
        for seed in UInt64(0)..<30 {
            var random = SeededGenerator(seed)
            let shapes = (0..<3).map { _ in
                (0..<Int.random(in: 1...40, using: &random)).map { "key_\($0)_\(random.next() % 50)" }
            }
            var items: [PlainJSON] = []
            for _ in 0..<Int.random(in: 1...60, using: &random) {
                var fields: [[UInt8]: PlainJSON] = [:]
                for key in shapes.randomElement(using: &random)! where Int.random(in: 0..<10, using: &random) > 0 {
                    fields[Array(key.utf8)] = .random(&random, depth: 5)
                }
                if seed % 7 == 0 { fields[Array("only\(random.next())".utf8)] = .null }
                items.append(.object(fields))
            }
            let page = PlainJSON.object([
                Array("data".utf8): .array(items), Array("more".utf8): .array(items.reversed()),
            ])
            #expect(try state.value(page.text(&random)) == page, "seed \(seed)")
        }
    }

    @Test("More different keys than the reader remembers, short, long and alike, are all told apart")
    func manyKeys() throws {
        let state = try JSONState()
        var fields: [[UInt8]: PlainJSON] = [:]
        for i in 0..<3000 {
            fields[Array("\(i)".utf8)] = .integer(Int64(i))
            fields[Array("prefix8_\(i)_suffix8".utf8)] = .integer(Int64(-i))
            fields[Array((String(repeating: "x", count: i % 60) + "\(i)").utf8)] = .bool(i % 2 == 0)
        }
        let value = PlainJSON.array([.object(fields), .object([:]), .object(fields)])
        var random = SeededGenerator(5)
        #expect(try state.value(value.text(&random)) == value)
    }

    @Test("Texts with a few bytes changed never crash, and are accepted or refused as the other side does")
    func mutations() throws {
        let state = try JSONState()
        var accepted = 0
        for seed in UInt64(0)..<250 {
            var random = SeededGenerator(seed)
            let text = PlainJSON.random(&random).text(&random).prefix(600)
            guard !text.isEmpty else { continue }
            for _ in 0..<25 {
                var bytes = Array(text)
                for _ in 0..<Int.random(in: 1...2, using: &random) { Self.mutate(&bytes, &random) }
                let expected = PlainJSON.parse(bytes)
                let found = try? state.value(bytes)
                #expect(found == expected, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
                accepted += expected == nil ? 0 : 1
            }
        }
        #expect(accepted > 300)
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let interesting =
            Array("{}[]\",:\\/ueE+-.0195tfn \n\t\u{0}\u{1}".utf8) + [0x80, 0xC0, 0xC3, 0xE2, 0xED, 0xF0, 0xF4, 0xFF]
        let byte = interesting.randomElement(using: &random)!
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where place < bytes.count: bytes[place] = byte
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2 where place < bytes.count: bytes.remove(at: place)
        default: bytes.insert(byte, at: place)
        }
    }

    @Test("Random bytes never crash and never leave anything on the stack")
    func noise() throws {
        let state = try JSONState()
        var random = SeededGenerator(9)
        let alphabet = Array("{}[]\",:\\u0 1-.e\u{1}truefalsn".utf8) + [0xFF, 0xC3, 0xA9]
        for _ in 0..<8000 {
            let bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in alphabet.randomElement(using: &random)!
            }
            #expect((try? state.value(bytes)) == PlainJSON.parse(bytes), "\(bytes)")
        }
    }
}
