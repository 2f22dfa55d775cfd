import TestSupport
import Testing

@testable import Platform

@Suite("Files and folders")
struct FileTests {
    @Test("Missing folders are created with the permissions asked for; one that exists is left alone")
    func createFolder() throws {
        let folder = try TemporaryFolder()
        let path = folder.at("a/b/c")
        try path.createFolder(permissions: .privateFolder)
        try path.createFolder()
        for name in ["a", "a/b", "a/b/c"] {
            #expect(try Stat(folder.at(name)).permissions == .privateFolder)
        }
        #expect(throws: Errno.fileExists) { try folder.file("file", "").createFolder() }
        #expect(throws: Errno.notDirectory) { try folder.at("file/x").createFolder() }
    }

    @Test("A folder lists its entries with their types")
    func entries() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file("file", "")
        try folder.at("folder").createFolder()
        symlink("file", folder.at("link").string)
        let types = Dictionary(uniqueKeysWithValues: try FilePath(folder.path).entries().map { ($0.name, $0.type) })
        #expect(types.count == 3)
        for (name, type) in [("file", FileType.regular), ("folder", .directory), ("link", .symbolicLink)] {
            #expect([nil, type].contains(types[Array(name.utf8)]))
        }
        #expect(throws: Errno.noSuchFileOrDirectory) { try folder.at("none").entries() }
    }

    @Test("A folder is removed with all that is in it, and nothing that links lead to")
    func removeTree() throws {
        let folder = try TemporaryFolder()
        try folder.make("a/b/c/", "a/b/x", "a/y", "kept/z")
        try folder.link("a/link", to: folder.file("kept"))
        try folder.link("link", to: folder.file("a"))
        try folder.at("link").removeTree()
        #expect(try folder.names == ["a", "kept"])
        try folder.at("a").removeTree()
        try folder.at("a").removeTree()
        #expect(try folder.names == ["kept"])
        #expect(try folder.text("kept/z") == "kept/z")
    }

    @Test("What is removed is what was in the open folder, whatever its path leads to by now")
    func removeSwapped() throws {
        let folder = try TemporaryFolder()
        try folder.make("a/b/x", "kept/b/x")
        let place = FilePlace("b", in: try File(folder.at("a"), .readOnly, .directory))
        try folder.at("a").move(to: folder.at("moved"))
        try folder.link("a", to: folder.file("kept"))
        try place.removeTree(named: "a/b")
        #expect(try TemporaryFolder.names(in: folder.file("moved")).isEmpty)
        #expect(try folder.text("kept/b/x") == "kept/b/x")
    }

    @Test("A file is read as a whole, up to a limit")
    func contents() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a", "12345")
        #expect(try path.contents(upTo: 5) == Array("12345".utf8))
        #expect(throws: Errno.fileTooLarge) { try path.contents(upTo: 4) }
        #expect(try folder.file("b", "").contents(upTo: 0) == [])
        #expect(throws: Errno.isDirectory) { try FilePath(folder.path).contents(upTo: 4) }
    }

    @Test("A file has one lock; when it is replaced, the path leads to another")
    func lock() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a", "")
        let (first, second) = (try File(path), try File(path))
        #expect(try first.lock())
        #expect(try !second.lock())
        first.unlock()
        #expect(try second.lock(waiting: true))
        #expect(first.isAt(path))
        try FileReplacement.write([], to: path)
        #expect(!first.isAt(path))
        try path.removeFile()
        try path.removeFile()
        #expect(!first.isAt(path))
    }

    @Test("Open files and folders are closed when a program is started")
    func closeOnExec() throws {
        let file = try File("/dev/null")
        #expect(fcntl(file.descriptor.rawValue, F_GETFD) & FD_CLOEXEC != 0)
    }

    @Test("Links at the end of a path are followed, relative ones from their folder")
    func followingLinks() throws {
        let folder = try TemporaryFolder()
        symlink("b", folder.at("a").string)
        symlink("/none/c", folder.at("b").string)
        #expect(try folder.at("a").followingLinks() == "/none/c")
        #expect(try folder.at("d").followingLinks() == folder.at("d"))
    }
}
