import FoundationEssentials
import NIOCore
import Platform
import Testing

@testable import Vimeo

@Suite("Part of a download")
struct PartFileTests {
    private let folder: TemporaryFolder
    private var path: String { "\(folder.path)/f" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func content(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder.path)/\(name)").map { [UInt8]($0) }
    }

    @Test("Bytes go to the part, whose record says whose they are, and in the end into place")
    func plain() async throws {
        let part = try PartFile(for: path)
        #expect(try part.size() == 0)
        #expect(part.record() == nil)
        let record = PartRecord(key: "k", size: 5, validator: "\"v\"")
        try await part.begin(at: 0, record)
        try await part.write(ByteBuffer(string: "ab"), at: 0)
        try await part.write(ByteBuffer(string: "cdX"), at: 2)
        #expect(content("f.part") == Array("abcdX".utf8))
        #expect(part.record() == record)
        try await part.begin(at: 4, record)
        try await part.write(ByteBuffer(string: "e"), at: 4)
        try await part.finish(size: 5)
        #expect(content("f") == Array("abcde".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["f"])
    }

    @Test("A second download of the same file is refused while the first is under way, and works after it")
    func locked() async throws {
        var first: PartFile? = try PartFile(for: path)
        let error = #expect(throws: VimeoError.self) { try PartFile(for: path) }
        #expect(error?.code == "locked")
        try await first?.finish(size: 0)
        #expect(try PartFile(for: path).size() == 0)
        first = nil
        _ = try PartFile(for: path)
    }

    @Test("Where there are no locks, a file is downloaded without", arguments: [Errno.noLocks, .notSupported])
    func withoutLocks(problem: Errno) async throws {
        let part = try PartFile(for: path, at: FilePlace(FilePath(path))) { _ throws(Errno) in throw problem }
        try await part.finish(size: 0)
        #expect(content("f") == [])
    }

    @Test("A file that is replaced keeps its permissions")
    func permissions() async throws {
        _ = try folder.file("f", [1])
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let part = try PartFile(for: path)
        try await part.begin(at: 0, PartRecord(key: "k", size: nil, validator: nil))
        try await part.finish(size: 0)
        #expect(try Stat(FilePath(path)).permissions.rawValue == 0o640)
        #expect(content("f") == [])
    }

    @Test("A part that another program changed does not become a file")
    func changed() async throws {
        let part = try PartFile(for: path)
        let record = PartRecord(key: "k", size: 5, validator: nil)
        await #expect(throws: FileProblem.changed("\(path).part")) { try await part.begin(at: 3, record) }
        await #expect(throws: FileProblem.changed("\(path).part")) { try await part.finish(size: 5) }
        #expect(content("f") == nil)
    }

    @Test("A link, a folder or a pipe in place of the part is left alone")
    func irregular() throws {
        _ = try folder.file("other", [1, 2])
        try FileManager.default.createSymbolicLink(
            atPath: "\(path).part",
            withDestinationPath: "\(folder.path)/other"
        )
        #expect(throws: VimeoError.self) { try PartFile(for: path) }
        #expect(content("other") == [1, 2])
        try FileManager.default.createDirectory(atPath: "\(folder.path)/d.part", withIntermediateDirectories: false)
        #expect(throws: VimeoError.self) { try PartFile(for: "\(folder.path)/d") }
    }

    @Test(
        "A record that is half-written, of another form, huge or hostile is none",
        arguments: [
            "", "{", "null", "[]", #"{"version":1}"#, #"{"version":2,"key":"k"}"#, #"{"version":1,"key":7}"#,
            #"{"version":1,"key":"k","size":-1}"#, #"{"version":1,"key":"k","size":0}"#,
            #"{"version":1,"key":"k","size":1e99}"#, #"{"version":1,"key":"k","validator":"a\r\nX: y"}"#,
            String(repeating: " ", count: 17_000) + #"{"version":1,"key":"k"}"#,
        ]
    )
    func badRecord(text: String) throws {
        _ = try folder.file("f.part.json", Array(text.utf8))
        #expect(try PartFile(for: path).record() == nil)
    }

    @Test("Files that cannot be written have errors that say why")
    func problems() {
        #expect(FileProblem.error("/x", "written", Errno.noSpace).code == "disk_full")
        #expect(FileProblem.error("/x", "written", Errno.diskQuotaExceeded).code == "disk_full")
        #expect(FileProblem.error("/x", "written", Errno.fileTooLarge).code == "too_large")
        #expect(FileProblem.error("/x", "written", Errno.readOnlyFileSystem).code == "denied")
        #expect(FileProblem.error("/x", "written", Errno.ioError).message.hasPrefix("/x cannot be written ("))
    }

    @Test("A place is a file, or a folder in which the file gets a name")
    func places() throws {
        func place(of path: String) throws -> String {
            try DownloadPlace(path, .unlimited).file(named: "n", .unlimited).path
        }
        #expect(try place(of: path) == path)
        #expect(try place(of: folder.path) == "\(folder.path)/n")
        #expect(try place(of: folder.path + "/") == "\(folder.path)/n")
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/l", withDestinationPath: path)
        #expect(throws: VimeoError.self) { try place(of: "\(folder.path)/l") }
        _ = try folder.file("f", [])
        #expect(try place(of: "\(folder.path)/l") == (try #require(URL(filePath: path).resolved)))
        for bad in ["", "a\0b", "\(folder.path)/none/", "/dev/null"] {
            #expect(throws: VimeoError.self, "\(bad)") { try place(of: bad) }
        }
    }
}

extension URL {
    /// The path without links.
    fileprivate var resolved: String? { resolvingSymlinksInPath().path }
}
