import Testing
import Vimeo

@testable import VimeoLua

struct GlobPatternTests {
    private func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        NamePattern(pattern[...]).matches(name)
    }

    @Test(
        "Names that match",
        arguments: [
            ("*", "a"), ("*", "日本.mp4"), ("*.mp4", "a.mp4"), ("*.mp4", "a.b.mp4"), ("a*b*c", "abbbcxbc"),
            ("**x", "aax"),
            ("?", "é"), ("??", "渡し"), ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("[^a-c]", "é"), ("[]a]", "]"),
            ("[a-]", "-"), ("[+-[]", "A"), ("[A-[]", "["), ("[A-\\]]", "]"), ("[a-[b]", "b"), ("[\\a-\\c]", "b"),
            ("[à-ü]", "é"), ("\\*", "*"), ("[\\]]", "]"), ("[ab", "[ab"), ("a\\", "a\\"), (".*", ".git"),
        ]
    )
    func match(pattern: String, name: String) {
        #expect(matches(Array(pattern.utf8), Array(name.utf8)))
    }

    @Test(
        "Names that do not match",
        arguments: [
            ("*", ".git"), ("?git", ".git"), ("[!a]git", ".git"), ("[.]git", ".git"), ("*.mp4", "a.mp4x"),
            ("*.mp4", ".mp4"), ("?", ""), ("?", "ab"),
            ("[a-c]", "d"), ("[c-a]", "b"), ("[!a]", "a"), ("\\*", "a"), ("a*b", "ac"), ("A", "a"), ("[]", "]"),
        ]
    )
    func mismatch(pattern: String, name: String) {
        #expect(!matches(Array(pattern.utf8), Array(name.utf8)))
    }

    @Test("A byte that is not text counts as one character")
    func foreignBytes() {
        #expect(matches(Array("a?b".utf8), [0x61, 0xFF, 0x62]))
        #expect(matches([0x2A, 0xFF], [0x61, 0xFF]))
        #expect(!matches(Array("?".utf8), [0xC3, 0x28]))
        #expect(!matches([0x2A, 0xFF], [0x61, 0xFE]))
        #expect(NamePattern([0xFF, 0x61]).literal == [0xFF, 0x61])
    }

    @Test("Many stars take no more than the product of the lengths", .timeLimit(.minutes(1)))
    func manyStars() {
        let pattern = Array(String(repeating: "*a", count: 200).utf8) + Array("b".utf8)
        #expect(!matches(pattern, Array(repeating: UInt8(ascii: "a"), count: 5000)))
    }

    @Test("Components are literal where they have no wildcard, and two ** in a row are one")
    func components() {
        let pattern = GlobPattern(Array("/a//\\*/**/**/b*/".utf8))
        #expect(pattern.isAbsolute)
        #expect(pattern.wantsFolder)
        #expect(
            pattern.components == [
                .literal([0x61]), .literal([0x2A]), .anyFolders, .wildcard(NamePattern([0x62, 0x2A])),
            ]
        )
        #expect(!GlobPattern(Array("a/b".utf8)).isAbsolute)
        #expect(!GlobPattern(Array("/".utf8)).wantsFolder)
    }

    @Test("** is any number of folders, none included, and at the end every name below")
    func anyFolders() {
        func reaches(_ pattern: String, _ path: String) -> Bool {
            let pattern = GlobPattern(Array(pattern.utf8))
            var places = pattern.start
            for name in path.split(separator: "/") {
                places = pattern.places(after: Array(name.utf8), from: places, isLink: name == "link")
            }
            return places.contains(pattern.end)
        }
        for path in ["a/b", "a/x/b", "a/x/y/b", "a/b/b"] { #expect(reaches("a/**/b", path), "\(path)") }
        for path in ["a", "b", "x/a/b", "a/.x/b", "a/b/c", "a/link/b"] { #expect(!reaches("a/**/b", path), "\(path)") }
        #expect(reaches("a/**", "a/b") && reaches("a/**", "a/b/c") && reaches("a/**", "a/link"))
        #expect(!reaches("a/**", "a") && !reaches("**", ".git"))
        #expect(reaches("**/a/**/b", "a/a/a/b") && reaches("*/b", "link/b"))
    }

    @Test(
        "Braces stand for each of their parts, in order",
        arguments: [
            ("{a,b}", ["a", "b"]),
            ("x.{mp4,mov}", ["x.mp4", "x.mov"]),
            ("{a,b}{1,2}", ["a1", "a2", "b1", "b2"]),
            ("{a,{b,c}d}", ["a", "bd", "cd"]),
            ("{a{b,c}", ["{ab", "{ac"]),
            ("{,s}", ["", "s"]),
            ("{a}", ["{a}"]),
            ("{a,b", ["{a,b"]),
            ("a}b,c", ["a}b,c"]),
            ("\\{a,b}", ["\\{a,b}"]),
            ("{a\\,b,c}", ["a\\,b", "c"]),
            ("{{a,b}}", ["{a}", "{b}"]),
        ]
    )
    func braces(pattern: String, expected: [String]) throws {
        #expect(try Braces.expand(Array(pattern.utf8)).map { String(decoding: $0, as: UTF8.self) } == expected)
    }

    @Test("Braces that grow without bounds are refused")
    func tooManyBraces() {
        let pattern = Array(String(repeating: "{a,b}", count: 100).utf8)
        #expect(throws: VimeoError.self) { try Braces.expand(pattern) }
    }
}
