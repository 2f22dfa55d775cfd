import Platform
import TestSupport
import Testing

@Suite("Replacing files")
struct FileReplacementTests {
    private func write(_ text: String, to path: FilePath) throws {
        try FileReplacement.write(Array(text.utf8), to: path)
    }

    @Test("A new file appears when it is committed, and until then only a temporary one is there")
    func commit() throws {
        let folder = try TemporaryFolder()
        let replacement = try FileReplacement(of: folder.at("a"))
        try Array("one".utf8).withUnsafeBytes { try replacement.write($0) }
        #expect(try folder.names.map { $0.hasPrefix(".vimeo-lua-") } == [true])
        try replacement.commit()
        #expect(try folder.names == ["a"])
        #expect(try folder.text("a") == "one")
    }

    @Test("Without a commit the old file stays, and nothing else is left behind")
    func discard() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a", "old")
        do {
            let replacement = try FileReplacement(of: path)
            try Array("new".utf8).withUnsafeBytes { try replacement.write($0) }
        }
        #expect(try folder.names == ["a"])
        #expect(try folder.text("a") == "old")
    }

    @Test("A replaced file keeps its permissions, unless others are asked for")
    func permissions() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a", "old")
        try File(path).setPermissions(FilePermissions(rawValue: 0o751))
        try write("new", to: path)
        #expect(try Stat(path).permissions.rawValue == 0o751)
        try FileReplacement.write([], to: path, permissions: .privateFile)
        #expect(try Stat(path).permissions.rawValue == 0o600)
    }

    @Test("A link stays and its target is replaced, also one that does not exist yet")
    func links() throws {
        let folder = try TemporaryFolder()
        symlink("target", folder.at("link").string)
        try write("1", to: folder.at("link"))
        try write("2", to: folder.at("link"))
        #expect(try Stat(folder.at("link"), followTargetSymlink: false).type == .symbolicLink)
        #expect(try folder.text("target") == "2")
    }

    @Test("A folder is not a file, a circle of links leads nowhere, and a device is written to at once")
    func others() throws {
        let folder = try TemporaryFolder()
        #expect(throws: Errno.isDirectory) { try write("", to: FilePath(folder.path)) }
        symlink("circle", folder.at("circle").string)
        #expect(throws: Errno.tooManySymbolicLinkLevels) { try write("", to: folder.at("circle")) }
        #expect(throws: Errno.noSuchFileOrDirectory) { try write("", to: folder.at("no/file")) }
        try write("gone", to: "/dev/null")
        #expect(try Stat("/dev/null").type == .characterSpecial)
    }

    @Test("What a killed program left is removed; what another program writes, and what is named otherwise, stays")
    func leftovers() throws {
        let folder = try TemporaryFolder()
        _ = try folder.file(".vimeo-lua-00000000000000ff", "left")
        let busy = try File(folder.file(".vimeo-lua-0123456789abcdef", "busy"))
        #expect(try busy.lock())
        _ = try folder.file(".vimeo-lua-notes", "mine")
        _ = try folder.file(".vimeo-lua-settings.of.mine", "mine")
        try write("1", to: folder.at("a"))
        #expect(
            try folder.names == [
                ".vimeo-lua-0123456789abcdef", ".vimeo-lua-notes", ".vimeo-lua-settings.of.mine", "a",
            ]
        )
    }
}
