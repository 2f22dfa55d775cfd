import CLua
import Testing

@testable import LuaKit

@Suite("What the JSON reader remembers of keys")
struct JSONKeyCacheTests {
    @Test("A key once pushed is found again by its slot and its bytes, and only by them")
    func remembers() throws {
        let lua = try #require(luaL_newstate())
        clearExtraSpace(of: lua)
        defer { lua_close(lua) }
        let cache = JSONKeyCache(textLength: 1024, stack: 0)
        #expect(cache.capacity == 32)
        try #require(lua_checkstack(lua, 200) != 0)
        lua_settop(lua, Int32(cache.capacity))
        let text = Array("name\" name\" names\" a_longer_key_name\" a_longer_key_nama\" ".utf8)
        text.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            let end = start + bytes.count
            let name = cache.push(lua, start, 4)
            #expect(name > 0)
            #expect(cache.push(lua, start + 6, 4) == name)
            #expect(cache.match(name, start + 6, end) == 5)
            #expect(cache.match(name, start + 12, end) == 0)
            #expect(cache.match(name, start + 6, start + 10) == 0)
            #expect(cache.match(0, start, end) == 0)
            #expect(cache.push(lua, start + 12, 5) != name)
            let long = cache.push(lua, start + 19, 17)
            #expect(cache.match(long, start + 19, end) == 18)
            #expect(cache.match(long, start + 38, end) == 0)
            #expect(lua_gettop(lua) == Int32(cache.capacity) + 4)
            #expect(lua_rawequal(lua, 33, 34) != 0)
            #expect(lua_rawequal(lua, 33, 35) == 0)
        }
    }

    @Test("Short texts and long keys are not remembered; the room grows with the text up to 512 keys")
    func limits() throws {
        let lua = try #require(luaL_newstate())
        clearExtraSpace(of: lua)
        defer { lua_close(lua) }
        #expect(JSONKeyCache(textLength: 255, stack: 0).capacity == 0)
        #expect(JSONKeyCache(textLength: 256, stack: 0).capacity == 32)
        #expect(JSONKeyCache(textLength: 4000, stack: 0).capacity == 128)
        #expect(JSONKeyCache(textLength: 1 << 40, stack: 0).capacity == 512)
        let cache = JSONKeyCache(textLength: 4000, stack: 0)
        try #require(lua_checkstack(lua, 200) != 0)
        lua_settop(lua, Int32(cache.capacity))
        let text = Array((String(repeating: "k", count: 41) + "\"").utf8)
        text.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            #expect(cache.push(lua, start, 41) == 0)
            #expect(cache.push(lua, start + 1, 40) > 0)
        }
    }

    @Test("Different places have different notes, elements of arrays among them")
    func places() {
        let cache = JSONKeyCache(textLength: 256, stack: 0)
        var notes: Set<UnsafeMutablePointer<Int32>> = []
        for slot in 0...cache.capacity {
            notes.insert(cache.follower(ofSlot: slot))
            for place in [slot, cache.elements(slot)] {
                notes.insert(cache.firstKey(atPlace: place))
                notes.insert(cache.size(atPlace: place))
            }
        }
        #expect(notes.count == 5 * (cache.capacity + 1))
        #expect(notes.allSatisfy { $0.pointee == 0 })
        #expect(cache.elements(cache.elements(3)) == cache.elements(3))
    }
}
