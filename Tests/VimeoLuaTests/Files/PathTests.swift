import Testing

@testable import VimeoLua

struct PathTests {
    @Test(
        "Parts are joined with one slash, and a later one never starts at the root",
        arguments: [
            (["a", "b"], "a/b"),
            (["a/", "b"], "a/b"),
            (["a", "/b"], "a/b"),
            (["a//", "//b"], "a//b"),
            (["/", "a"], "/a"),
            (["", "a", "", "b", ""], "a/b"),
            (["", "/a"], "/a"),
            (["a", "/"], "a/"),
            ([""], ""),
            (["a", "../b/"], "a/../b/"),
        ]
    )
    func join(parts: [String], expected: String) {
        #expect(Path.joining(parts.map { Array($0.utf8) }) == Path(expected.utf8))
    }

    @Test(
        "The name, the extension and the folder of a path",
        arguments: [
            ("a/b.mp4", "b.mp4", "mp4", "a"),
            ("a/b.tar.gz/", "b.tar.gz", "gz", "a"),
            ("b", "b", "", "."),
            (".bashrc", ".bashrc", "", "."),
            ("..", "..", "", "."),
            ("..a.b", "..a.b", "b", "."),
            ("a.", "a.", "", "."),
            ("a.d/b", "b", "", "a.d"),
            ("/a", "a", "", "/"),
            ("//a//", "a", "", "/"),
            ("a//b", "b", "", "a"),
            ("/", "/", "", "/"),
            ("//", "/", "", "/"),
            ("", "", "", "."),
        ]
    )
    func parts(path: String, name: String, fileExtension: String, folder: String) {
        let path = Path(path.utf8)
        #expect(String(decoding: path.name, as: UTF8.self) == name)
        let found = path.bytes.withUnsafeBytes { Array(Path.fileExtension(of: $0)) }
        #expect(String(decoding: found, as: UTF8.self) == fileExtension)
        #expect(path.folder.text == folder)
    }

    @Test("Bytes that are not text are unchanged, and messages show them on one line")
    func bytes() {
        let path = Path.joining([[0xFF], [0x0A, 0x41]])
        #expect(path.bytes == [0xFF, 0x2F, 0x0A, 0x41])
        #expect(path.name == [0x0A, 0x41])
        #expect(path.text == "\u{FFFD}/?A")
    }

    @Test("Names are the same whether accents are one character or two; bytes that are not text only if they are equal")
    func sameName() async throws {
        for (left, right, same) in [
            ("Caf\\u{e9}", "Cafe\\u{301}", "true"), ("a", "b", "false"), ("\\xff", "\\xff", "true"),
            ("\\xff", "\\xfe", "false"), ("\\xff", "a", "false"),
        ] {
            #expect(try await runOffline("return vimeo.fs.same_name('\(left)', '\(right)')") == same)
        }
    }
}
