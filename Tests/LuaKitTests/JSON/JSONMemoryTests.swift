import CLua
import Testing

@testable import LuaKit

@Suite("What reading JSON takes from the Lua heap")
struct JSONMemoryTests {
    /// What the allocator of a state has seen.
    struct Count {
        var calls = 0
        var bytes = 0
        var peak = 0
    }

    /// Reads a text into a fresh state and says what that took.
    static func cost(of text: String) throws -> Count {
        let count = UnsafeMutablePointer<Count>.allocate(capacity: 1)
        count.initialize(to: Count())
        defer { count.deallocate() }
        let allocate: lua_Alloc = { user, pointer, oldSize, newSize in
            guard let count = user?.assumingMemoryBound(to: Count.self) else { return nil }
            count.pointee.calls += newSize > 0 ? 1 : 0
            count.pointee.bytes += newSize - (pointer == nil ? 0 : oldSize)
            count.pointee.peak = max(count.pointee.peak, count.pointee.bytes)
            let old = UnsafeMutableRawPointer(pointer)
            let new = newSize > 0 ? UnsafeMutableRawPointer.allocate(byteCount: newSize, alignment: 16) : nil
            if let old, let new { new.copyMemory(from: old, byteCount: min(oldSize, newSize)) }
            old?.deallocate()
            return new
        }
        let lua = try #require(lua_newstate(allocate, count))
        clearExtraSpace(of: lua)
        defer { lua_close(lua) }
        let before = count.pointee
        count.pointee.peak = 0
        var text = text
        try text.withUTF8 { bytes in try JSONReader.read(UnsafeRawBufferPointer(bytes), onto: lua) }
        return Count(calls: count.pointee.calls - before.calls, bytes: 0, peak: count.pointee.peak - before.bytes)
    }

    @Test("Objects and arrays like the one before them are made at their final size, with two allocations each")
    func presized() throws {
        let fields = (0..<20).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
        let objects = Array(repeating: "{\(fields)}", count: 500).joined(separator: ",")
        let flat = try Self.cost(of: "[\(objects)]").calls
        #expect(flat < 500 * 2 + 200)
        let items = Array(repeating: "{\"tags\":[1,2,3,4,5,6,7,8,9]}", count: 500).joined(separator: ",")
        let nested = try Self.cost(of: "[\(items)]").calls
        #expect(nested < 500 * 4 + 200)
    }

    @Test("Sizes once seen do not make a hostile text take memory many times over")
    func hostileSizes() throws {
        let fields = (0..<5000).map { "\"k\($0)\":1" }.joined(separator: ",")
        let items = Array(repeating: "0", count: 5000).joined(separator: ",")
        let deep = String(repeating: "{\"a\":", count: 500) + "1" + String(repeating: "}", count: 500)
        let brackets = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        let empty = Array(repeating: "{\"a\":{}}", count: 2000).joined(separator: ",")
        #expect(try Self.cost(of: "[{\"a\":{\(fields)}},\(deep),\(empty)]").peak < 5_000_000)
        #expect(try Self.cost(of: "[[[\(items)]],\(brackets)]").peak < 5_000_000)
    }

    @Test("Pages that are read one after the other and dropped do not pile up", arguments: [true, false])
    func dropped(isGenerational: Bool) async throws {
        let (first, most) = try await withLua { stack in
            if isGenerational { stack.state.useGenerationalCollector() }
            let items = Array(repeating: "{\"id\":1,\"tags\":[1,2,3],\"name\":\"a talk\"}", count: 2000)
            let text = Array("[\(items.joined(separator: ","))]".utf8)
            var used: [Int] = []
            for _ in 0..<50 {
                try stack.push(json: text)
                used.append(stack.state.memoryUsed)
                stack.pop()
            }
            return (used[0], used.max() ?? 0)
        }
        #expect(most < 4 * first)
    }

    @Test("The memory limit holds while a text is read or written, not only afterwards")
    func limit() async throws {
        let used = try await withLua { stack in
            stack.state.limitMemory(to: 8 << 20)
            let text = "[" + String(repeating: "[],", count: 1_000_000) + "[]]"
            let reading = #expect(throws: LuaError.self) { try stack.push(json: Array(text.utf8)) }
            #expect(reading?.code == .memory)
            let used = stack.state.memoryUsed
            // A table that is in many places is written as often.
            stack.state.collectGarbage()
            stack.state.limitMemory(to: stack.state.memoryUsed + (1 << 18))
            try stack.run("local t = {1} for i = 1, 60 do t = {t, t} end return t", results: 1)
            let writing = #expect(throws: LuaError.self) { try stack.json(at: -1) }
            #expect(writing?.code == .memory)
            return used
        }
        #expect(used < 16 << 20)
    }
}
