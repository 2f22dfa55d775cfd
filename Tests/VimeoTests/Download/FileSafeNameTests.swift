import Testing

@testable import Vimeo

@Suite("Names of downloaded files")
struct FileSafeNameTests {
    @Test(
        "Titles become names that every file system takes",
        arguments: [
            ("Ferry", "Ferry"), ("a/b\\c:d", "a b c d"), ("../../etc/passwd", "etc passwd"), (".hidden", "hidden"),
            ("  x  ", "x"), ("what? <b>*|\"", "what b"), ("a\u{0}b\nc\u{1B}[0m", "a b c [0m"), ("end...", "end"),
            ("渡し船 · паром 🚢", "渡し船 · паром 🚢"), ("\u{202E}evil", "evil"), ("", ""), ("///", ""), ("..", ""),
        ]
    )
    func clean(title: String, name: String) {
        #expect(FileSafeName.clean(title) == name)
    }

    @Test("A name is never longer than a file system takes, and never cut within a character")
    func long() {
        let name = FileSafeName.clean(String(repeating: "👩‍👩‍👧", count: 100))
        #expect(name.utf8.count <= 180)
        #expect(name.allSatisfy { $0 == "👩‍👩‍👧" })
    }

    @Test("A video's file has its title, its number and the ending of its type")
    func video() {
        func name(_ title: String, _ type: String?, _ link: String = "https://x/y") -> String {
            FileSafeName.video(title: title, uri: "/videos/7:key", type: type, link: link)
        }
        #expect(name("Ferry", "video/quicktime") == "Ferry-7 key.mov")
        #expect(name("", nil) == "7 key.mp4")
        #expect(name("A", "source", "https://x/film.MKV?a=b.exe") == "A-7 key.mkv")
        #expect(name("A", "source", "https://x/film.a-b") == "A-7 key.mp4")
    }

    @Test("A link's file has the name at the end of its path")
    func link() throws {
        func name(_ link: String) throws -> String { FileSafeName.link(try Address(absolute: link)) }
        #expect(try name("https://x/a/my%20film.mp4?sig=1") == "my film.mp4")
        #expect(try name("https://x/") == "download")
        #expect(try name("https://x/a%2Fb") == "a b")
    }
}
