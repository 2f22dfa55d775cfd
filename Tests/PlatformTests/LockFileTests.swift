import Platform
import TestSupport
import Testing

@Suite("Lock files")
struct LockFileTests {
    private func holder(_ attempt: LockFile.Attempt?) -> Int?? {
        guard case .taken(let process)? = attempt else { return nil }
        return .some(process)
    }

    private var me: Int { Int(getpid()) }

    @Test("A lock is taken once and names its holder; released, it can be taken again and leaves no file")
    func second() throws {
        let folder = try TemporaryFolder()
        let path = folder.at("x.lock")
        guard case .held(let lock) = try LockFile.take(path) else {
            Issue.record("not held")
            return
        }
        #expect(holder(try LockFile.take(path)) == .some(me))
        #expect(holder(LockFile.holder(of: path)) == .some(me))
        lock.release()
        lock.release()
        #expect(LockFile.holder(of: path) == nil)
        #expect(try folder.names == [])
        #expect(holder(try LockFile.take(path)) == nil)
    }

    @Test("A file without a locking process is no lock, whatever it says")
    func stale() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("x.lock", "1\n")
        #expect(LockFile.holder(of: path) == nil)
        guard case .held(let lock) = try LockFile.take(path) else {
            Issue.record("not held")
            return
        }
        #expect(try folder.text("x.lock") == "\(me)\n")
        // Its text may be anything.
        _ = try folder.file("x.lock", "who knows")
        #expect(holder(LockFile.holder(of: path)) == .some(nil))
        lock.release()
    }

    @Test(
        "What is no lock is not taken for one",
        arguments: [
            ("", true), ("12\n", true), ("text\n", false), ("1,2\n", false), (String(repeating: "1", count: 99), false),
        ]
    )
    func content(text: String, isFree: Bool) throws {
        let folder = try TemporaryFolder()
        try folder.write("lock", text)
        #expect(LockFile.isFree(FilePlace(FilePath(folder.file("lock")))) == isFree)
        #expect(LockFile.isFree(FilePlace(FilePath(folder.file("none")))))
    }

    @Test("A lock whose file somebody removed leaves the file of the next one")
    func removed() throws {
        let folder = try TemporaryFolder()
        let path = folder.at("x.lock")
        guard case .held(let first) = try LockFile.take(path) else {
            Issue.record("not held")
            return
        }
        try path.removeFile()
        guard case .held(let second) = try LockFile.take(path) else {
            Issue.record("not held")
            return
        }
        first.release()
        #expect(holder(LockFile.holder(of: path)) == .some(me))
        second.release()
        #expect(try folder.names == [])
    }

    @Test("A lock that is no longer referenced is released")
    func dropped() throws {
        let folder = try TemporaryFolder()
        let path = folder.at("x.lock")
        for _ in 0..<3 { #expect(holder(try LockFile.take(path)) == nil) }
    }
}
