import CLua
import Foundation
import Testing

@testable import LuaKit

@Suite("Small blocks from pools")
struct PoolTests {
    /// The allocator of a state, called as Lua calls it.
    struct Allocator {
        let stack: LuaStack

        func resize(_ block: Block?, to size: Int) throws -> Block {
            var context: UnsafeMutableRawPointer?
            let function = try #require(lua_getallocf(stack.pointer, &context))
            // Without a block the size is a type tag.
            let start = function(context, block?.start, block?.size ?? Int(LUA_TSTRING), size)
            return Block(start: try #require(start), size: size)
        }

        func free(_ block: Block) throws {
            var context: UnsafeMutableRawPointer?
            let function = try #require(lua_getallocf(stack.pointer, &context))
            #expect(function(context, block.start, block.size, 0) == nil)
        }
    }

    struct Block {
        let start: UnsafeMutableRawPointer
        let size: Int

        func fill(_ byte: UInt8) { memset(start, Int32(byte), size) }
        func begins(with byte: UInt8, count: Int) -> Bool {
            (0..<count).allSatisfy { start.load(fromByteOffset: $0, as: UInt8.self) == byte }
        }
    }

    // The largest of the pools is 512 bytes.
    private static let sizes = Array(1...530)

    @Test("Blocks of every size keep their bytes beside all others, and each byte is accounted for")
    func everySize() async throws {
        let problems = try await withLua { stack in
            let allocator = Allocator(stack: stack)
            let before = stack.state.memoryUsed
            var problems: [String] = []
            for round in 1...2 {
                var blocks: [Block] = []
                for size in Self.sizes {
                    for _ in 0..<3 {
                        let block = try allocator.resize(nil, to: size)
                        if UInt(bitPattern: block.start) % 8 != 0 { problems.append("alignment of \(size)") }
                        block.fill(UInt8(truncatingIfNeeded: blocks.count))
                        blocks.append(block)
                    }
                }
                if stack.state.memoryUsed - before != 3 * Self.sizes.reduce(0, +) {
                    problems.append("sum, round \(round)")
                }
                for (number, block) in blocks.enumerated() {
                    if !block.begins(with: UInt8(truncatingIfNeeded: number), count: block.size) {
                        problems.append("content of \(block.size), round \(round)")
                    }
                    try allocator.free(block)
                }
                if stack.state.memoryUsed != before { problems.append("rest, round \(round)") }
            }
            return problems
        }
        #expect(problems == [])
    }

    @Test("A block that grows or shrinks keeps what fits, also from a pool to malloc and back")
    func resizing() async throws {
        let problems = try await withLua { stack in
            let allocator = Allocator(stack: stack)
            let before = stack.state.memoryUsed
            let sizes = [1, 7, 8, 9, 16, 17, 255, 256, 257, 504, 505, 511, 512, 513, 520, 1024, 70_000]
            var problems: [String] = []
            for old in sizes {
                for new in sizes {
                    let neighbour = try allocator.resize(nil, to: new)
                    neighbour.fill(1)
                    let block = try allocator.resize(nil, to: old)
                    block.fill(2)
                    let resized = try allocator.resize(block, to: new)
                    if stack.state.memoryUsed - before != 2 * new { problems.append("sum of \(old) to \(new)") }
                    if !resized.begins(with: 2, count: min(old, new)) { problems.append("content of \(old) to \(new)") }
                    resized.fill(3)
                    if !neighbour.begins(with: 1, count: new) { problems.append("neighbour of \(old) to \(new)") }
                    try allocator.free(resized)
                    try allocator.free(neighbour)
                }
            }
            if stack.state.memoryUsed != before { problems.append("rest") }
            return problems
        }
        #expect(problems == [])
    }

    @Test("A state that is closed with millions of small blocks in use gives all of them back")
    func closing() async throws {
        func resident() throws -> Int {
            let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            return try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) }) * 4096
        }
        let code = "kept = {} for i = 1, 40000 do kept[i] = { i, name = 'value ' .. i } end"
        var before = 0
        for round in 0..<60 {
            if round == 10 { before = try resident() }
            try await withLua { stack in try stack.run(code) }
        }
        // What the last fifty took is 8 MB each.
        #expect(try resident() - before < 200 << 20)
    }

    @Test("The memory limit counts what Lua asked for: tables and strings of pools, too")
    func limit() async throws {
        let result = try await withLua { stack in
            stack.state.limitMemory(to: stack.state.memoryUsed + (1 << 20))
            let failure = try stack.evaluate(
                "return select(2, pcall(function() local t = {} for i = 1, 1e6 do t[i] = { i } end end))"
            )
            stack.state.collectGarbage()
            return [failure, try stack.evaluate("local t = {} for i = 1, 1000 do t[i] = { i } end return #t")]
        }
        #expect(result == ["not enough memory", "1000"])
    }
}
