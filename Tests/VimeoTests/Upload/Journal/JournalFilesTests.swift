import FoundationEssentials
import Platform
import Testing

@testable import Vimeo

@Suite("Files of the journal")
struct JournalFilesTests {
    private func mode(_ path: String) throws -> Int {
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        return try #require(mode as? Int ?? (mode as? UInt32).map { Int($0) } ?? (mode as? UInt16).map { Int($0) })
    }

    @Test("Folder and files are for the user alone, the folders above are created")
    func modes() throws {
        let folder = try TemporaryFolder()
        let files = JournalFiles(folder: "\(folder.path)/a/b/c")
        try files.createFolder()
        try files.write([1, 2, 3], "x")
        #expect(try mode("\(folder.path)/a") == 0o700)
        #expect(try mode("\(folder.path)/a/b/c") == 0o700)
        #expect(try mode(files.entry("x")) == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/a/b/c")
        try files.createFolder()
        #expect(try mode("\(folder.path)/a/b/c") == 0o700)
    }

    @Test("An entry is written, replaced, read and removed; nothing else is left behind")
    func course() throws {
        let folder = try TemporaryFolder()
        let files = JournalFiles(folder: folder.path)
        #expect(try files.read("x") == nil)
        #expect(try files.names() == [])
        try files.write([1], "x")
        try files.write([2, 3], "x")
        try files.write([], "y")
        #expect(try files.read("x") == [2, 3])
        #expect(try files.read("y") == [])
        #expect(try files.names() == ["x", "y"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["x.json", "y.json"])
        try files.remove("x")
        try files.remove("x")
        #expect(try files.names() == ["y"])
    }

    @Test(
        "The time of a creation is read back; what is not a time is ignored",
        arguments: [
            ("1700000000", 1_700_000_000), ("0", 0), ("253402300799", 253_402_300_799), ("253402300800", nil),
            ("-1", nil),
            ("9223372036854775807", nil), ("", nil), ("x", nil),
        ] as [(String, Int?)]
    )
    func intentions(text: String, time: Int?) throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("x.creating", Array(text.utf8))
        #expect(try JournalFiles(folder: folder.path).intention("x") == time)
    }

    @Test("What a crash left of a write is neither listed nor in the way")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file(".vimeo-lua-0123456789abcdef", [9, 9, 9])
        _ = try folder.file("x.lock", [])
        let files = JournalFiles(folder: folder.path)
        #expect(try files.names() == [])
        try files.write([1], "x")
        #expect(try files.read("x") == [1])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["x.json", "x.lock"])
    }

    @Test("A file in place of a folder, a folder in place of a file, and links are errors, and nothing is overwritten")
    func obstacles() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("file", [7])
        #expect(throws: Errno.notDirectory) { try JournalFiles(folder: "\(file)/x").createFolder() }
        #expect(throws: Errno.notDirectory) { try JournalFiles(folder: file).names() }
        let files = JournalFiles(folder: folder.path)
        try FileManager.default.createDirectory(atPath: files.entry("x"), withIntermediateDirectories: false)
        #expect(throws: Errno.self) { try files.write([1], "x") }
        #expect(throws: Errno.self) { try files.read("x") }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["file", "x.json"])
        try FileManager.default.createSymbolicLink(atPath: files.entry("z"), withDestinationPath: file)
        #expect(throws: Errno.self) { try files.read("z") }
        #expect(try Data(contentsOf: URL(filePath: file)) == Data([7]))
    }

    @Test("A file too large to be an entry is read as none")
    func huge() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("x.json", pattern(1_000_000))
        #expect(try JournalFiles(folder: folder.path).read("x") == [])
    }
}
