import CLua
import Testing

@testable import LuaKit

@Suite("What JSON does for speed changes no value")
struct JSONSpeedTests {
    @Test("Values that come again, and those that differ from them in one byte, are read as they are")
    func repeatedValues() throws {
        let state = try JSONState()
        var values: [String] = []
        for length in 1...45 {
            let value = String(repeating: "abcdefg", count: 7).prefix(length)
            values.append(String(value))
            for place in stride(from: 0, to: length, by: 3) {
                var bytes = Array(value.utf8)
                bytes[place] = UInt8(ascii: "X")
                values.append(String(decoding: bytes, as: UTF8.self))
            }
        }
        let text = "[" + (values + values + values.reversed()).map { "\"\($0)\"" }.joined(separator: ",") + "]"
        #expect(try state.rewritten(Array(text.utf8)) == text)
    }

    @Test("Keys and values of the same bytes do not get in each other's way")
    func keysAndValues() throws {
        let state = try JSONState()
        let fields = (0..<40).map { "\"name_\($0)\":\"name_\(39 - $0)\"" }.sorted().joined(separator: ",")
        let text = "[" + Array(repeating: "{\(fields)}", count: 20).joined(separator: ",") + "]"
        #expect(try state.rewritten(Array(text.utf8)) == text)
    }

    @Test("Blanks between tokens change nothing, one or many, up to the end of the text")
    func blanks() throws {
        let state = try JSONState()
        for blank in ["", " ", "  ", "\n", " \n ", String(repeating: " ", count: 20)] {
            let tokens = ["", "{", "\"a\"", ":", "[", "1", ",", "true", ",", "\"b\"", "]", "}", ""]
            #expect(try state.rewritten(Array(tokens.joined(separator: blank).utf8)) == "{\"a\":[1,true,\"b\"]}")
        }
        #expect(state.error(Array("[1, ".utf8))?.message.contains("the end of the text") == true)
    }

    @Test("Strings of every length are written with what follows them, plain or with an escape anywhere")
    func strings() throws {
        let state = try JSONState()
        for length in 0...40 {
            let plain = String(repeating: "x", count: length)
            #expect(try state.encode("{'\(plain)', 1}") == "[\"\(plain)\",1]")
            for place in 0..<length {
                let head = String(repeating: "x", count: place)
                let tail = String(repeating: "x", count: length - place - 1)
                #expect(try state.encode("{'\(head)\\n\(tail)', 1}") == "[\"\(head)\\n\(tail)\",1]")
                #expect(try state.encode("{'\(head)é\(tail)', 1}") == "[\"\(head)é\(tail)\",1]")
                #expect((try? state.encode("'\(head)\\255\(tail)'")) == nil)
            }
        }
    }

    @Test("Integers of every length are written with each digit")
    func integers() throws {
        let state = try JSONState()
        var number: Int64 = 0
        for digit in 1...19 {
            number = number &* 10 &+ Int64(digit % 10)
            for value in [number, -number, number - 1, number + 1] {
                #expect(try state.encode("\(value)") == "\(value)")
            }
        }
        #expect(try state.encode("~(1 << 63)") == "\(Int64.max)")
        #expect(try state.encode("1 << 63") == "\(Int64.min)")
    }

    @Test(
        "An array may have its elements in any order in memory, on every level, and is refused where a key is missing"
    )
    func order() throws {
        let state = try JSONState()
        let backwards = "(function(n, f) local t = {} for i = n, 1, -1 do t[i] = f and f(i) or i end return t end)"
        #expect(try state.encode("\(backwards)(5)") == "[1,2,3,4,5]")
        #expect(try state.encode("{\(backwards)(3), {1, \(backwards)(2)}, 'x'}") == "[[1,2,3],[1,[1,2]],\"x\"]")
        #expect(try state.encode("{{1, 2}, \(backwards)(3), {a = {3, 4}}}") == "[[1,2],[1,2,3],{\"a\":[3,4]}]")
        for wrong in ["{1, 2, x = 3}", "{1, 2, nil, 4}", "{1, 2, [0] = 0}", "{{1}, {1, y = 2}}"] {
            #expect((try? state.encode(wrong)) == nil, "\(wrong)")
        }
    }

    @Test("Arrays inside arrays that all have their last element first take no more than twice the work")
    func deepDisorder() throws {
        let state = try JSONState()
        // Each level that was tried again would double it.
        let text = try state.encode(
            "(function() local t = 1 for _ = 1, 60 do t = {[2] = t, [1] = 0} end return t end)()"
        )
        #expect(text.count == 60 * 4 + 1)
    }

    @Test("The collector runs after a large text was read, and stays off where a script has stopped it")
    func collector() async throws {
        let text = "[" + Array(repeating: "{\"name\":\"a value\"}", count: 20_000).joined(separator: ",") + "]"
        let result = try await withLua { stack in
            stack.define("read") { stack in
                try stack.push(json: Array(text.utf8))
                return .results(1)
            }
            stack.define("fail") { stack in
                try stack.push(json: Array((text + "x").utf8))
                return .results(1)
            }
            return try [
                "read() return collectgarbage('isrunning')",
                "pcall(fail) return collectgarbage('isrunning')",
                "collectgarbage('stop') read() return collectgarbage('isrunning')",
            ].map { try stack.evaluate($0) }
        }
        #expect(result == ["true", "true", "false"])
    }

    @Test("Large values that are read and dropped again and again do not add up", arguments: [false, true])
    func memory(isGenerational: Bool) async throws {
        let text =
            "[" + Array(repeating: "{\"name\":\"a value\",\"list\":[1,2,3]}", count: 5_000).joined(separator: ",") + "]"
        let (first, last) = try await withLua { stack in
            if isGenerational { stack.state.useGenerationalCollector() }
            let bytes = Array(text.utf8)
            var (first, last) = (0, 0)
            for round in 0..<60 {
                try stack.push(json: bytes)
                stack.pop()
                if round < 10 { first = max(first, stack.state.memoryUsed) }
                last = max(last, stack.state.memoryUsed)
            }
            return (first, last)
        }
        #expect(last <= 2 * first)
    }
}
