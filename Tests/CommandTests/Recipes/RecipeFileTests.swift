import TestSupport
import Testing

@testable import vimeo_lua

@Suite("The file of a recipe")
struct RecipeFileTests {
    @Test("A changed module changes the digest of a recipe that has modules, and of no other")
    func modules() throws {
        let folder = try TemporaryFolder()
        try folder.write("one.lua", "local m = require 'm' return {}")
        try folder.write("other.lua", "return {}")
        let digest = { try RecipeFile(path: folder.file($0)).digest }
        let before = (one: try digest("one.lua"), other: try digest("other.lua"))
        try folder.write("m/init.lua", "return 1")
        let second = try digest("one.lua")
        #expect(second != before.one)
        try folder.write("m/init.lua", "return 2")
        #expect(try digest("one.lua") != second)
        #expect(try digest("other.lua") == before.other)
    }
}
