import FoundationEssentials
import Testing

@testable import VimeoSandbox

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct UploadFolderTests {
    @Test("A process that ends without a shutdown leaves no files")
    func exits() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let folder = UploadFolder()
            let path = folder.file("upload") ?? "/"
            let isWritten = FileManager.default.createFile(atPath: path, contents: Data("x".utf8))
            print("\(isWritten) \(path)")
            withExtendedLifetime(folder) { exit(0) }
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let line = try #require(output.split(separator: "\n").last { $0.hasPrefix("true ") })
        #expect(!FileManager.default.fileExists(atPath: String(line.dropFirst(5))))
    }

    @Test("What a killed process left is removed with the next folder, and what a sandbox uses is not")
    func abandoned() async throws {
        let result = await #expect(processExitsWith: .signal(SIGKILL), observing: [\.standardOutputContent]) {
            let folder = UploadFolder()
            let path = folder.file("upload") ?? "/"
            print("\(FileManager.default.createFile(atPath: path, contents: Data("x".utf8))) \(path)")
            fflush(nil)
            withExtendedLifetime(folder) { _ = kill(getpid(), SIGKILL) }
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        let left = try #require(output.split(separator: "\n").last { $0.hasPrefix("true ") }).dropFirst(5)
        let one = UploadFolder()
        let used = try #require(one.file("upload"))
        #expect(FileManager.default.createFile(atPath: used, contents: Data("x".utf8)))
        #expect(!FileManager.default.fileExists(atPath: String(left)))
        let other = UploadFolder()
        _ = other.file("upload")
        #expect(FileManager.default.fileExists(atPath: used))
        one.remove()
        other.remove()
    }

    @Test("The folder is created with the first file, for its owner alone, and removed with all that is in it")
    func removal() throws {
        let folder = UploadFolder()
        folder.remove(["nothing"])
        let path = try #require(folder.file("a"))
        let directory = String(path.dropLast(2))
        let mode = try FileManager.default.attributesOfItem(atPath: directory)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        for name in ["a", "b"] {
            #expect(FileManager.default.createFile(atPath: try #require(folder.file(name)), contents: Data()))
        }
        folder.remove(["a"])
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(FileManager.default.fileExists(atPath: "\(directory)/b"))
        folder.remove()
        #expect(!FileManager.default.fileExists(atPath: directory))
    }
}
