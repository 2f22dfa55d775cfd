import Testing

@testable import VimeoLua

@Suite("The digest of Lua")
struct LanguageDigestTests {
    /// All names a plain Lua has, in the form of the digest.
    private static let realNames = Set(
        LuaProgram.output(
            of: """
                for name, value in pairs(_G) do
                  print(name)
                  if type(value) == "table" and name ~= "_G" and name ~= "arg" then
                    for field in pairs(value) do print(name .. "." .. field) end
                  end
                end
                for name in pairs(getmetatable(io.stdout).__index) do print("file:" .. name) end
                """
        ).split(separator: "\n").map(String.init)
    )

    @Test("every global and library field of a real Lua has an entry", .enabled(if: LuaProgram.exists))
    func isComplete() {
        #expect(Self.realNames.count > 150)
        let missing = Self.realNames.subtracting(LanguageDigest.entries.map(\.name)).subtracting(["arg"])
        #expect(missing.isEmpty)
    }

    @Test("no entry names something that does not exist", .enabled(if: LuaProgram.exists))
    func isTrue() {
        let sure = LanguageDigest.entries.filter { !$0.text.contains("ld programs") && !$0.text.contains("any more") }
        let invented = Set(sure.map(\.name)).subtracting(Self.realNames)
        #expect(invented.isEmpty)
    }

    @Test("every example compiles", .enabled(if: LuaProgram.exists))
    func examplesCompile() {
        let examples = LanguageDigest.entries.compactMap { entry in entry.example.map { (entry.name, $0) } }
        #expect(examples.count > 120)
        #expect(LuaProgram.failures(of: examples) == [])
    }

    @Test("every example uses what it is about")
    func examplesFit() {
        for entry in LanguageDigest.entries where entry.name.contains(where: { $0 == "." || $0 == ":" }) {
            let last = entry.name.split { $0 == "." || $0 == ":" }.last.map(String.init) ?? ""
            #expect(entry.example?.contains(last) ?? true, "\(entry.name)")
        }
    }

    @Test("names are unique, and signatures begin with them")
    func namesAreUnique() {
        let names = LanguageDigest.entries.map(\.name)
        #expect(Set(names).count == names.count)
        for entry in LanguageDigest.entries {
            #expect(entry.signature.hasPrefix(entry.name))
            #expect(entry.text.hasSuffix(".") || entry.text.hasSuffix("!"), "\(entry.name)")
            #expect(entry.signature.count <= 80)
            #expect(entry.text.count < 420, "\(entry.name)")
        }
    }

    @Test(
        "entries are found by full names, and by methods of strings and files",
        arguments: [
            ("string.gsub", "string.gsub"), ("file:read", "file:read"), ("file.read", "file:read"), ("print", "print"),
            ("_G.print", "print"), ("s:gsub", "string.gsub"), ("io.stdout:setvbuf", "file:setvbuf"), ("utf8", "utf8"),
            ("gsub", nil), ("string.gsubb", nil), ("", nil), (":", nil), ("string.", nil), ("x:nothing", nil),
        ] as [(String, String?)]
    )
    func lookUp(name: String, found: String?) {
        #expect(LanguageDigest.entry(name)?.name == found)
    }

    @Test(
        "functions on strings have a method form",
        arguments: [
            ("string.gsub", "s:gsub(pattern, repl [, n])"), ("string.byte", "s:byte([i [, j]])"),
            ("string.len", "s:len()"),
            ("string.char", nil), ("utf8.len", nil), ("string", nil), ("math.abs", nil),
        ] as [(String, String?)]
    )
    func methodForms(name: String, form: String?) {
        #expect(LanguageDigest.entry(name)?.methodForm == form)
    }

    @Test("a section without text or example is still an entry, and stray empty lines do not matter")
    func parsing() {
        let text = "before\n\n# a.b(x)\n\nOne.\nTwo.\n\n    a.b(1)\n\n\n# c\n"
        let entries = HelpSection.parse(Array(text.utf8)).map(DigestEntry.init)
        #expect(entries.map(\.name) == ["a.b", "c"])
        #expect(entries.first?.text == "One. Two.")
        #expect(entries.first?.summary == "One.")
        #expect(entries.first?.example == "a.b(1)")
        #expect(entries.last?.example == nil)
        #expect(HelpSection.parse([]).isEmpty)
        #expect(HelpSection.parse(Array("#no heading\n # nor this".utf8)).isEmpty)
    }
}
