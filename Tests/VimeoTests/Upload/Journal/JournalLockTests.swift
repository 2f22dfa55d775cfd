import FoundationEssentials
import Testing

@testable import Vimeo

@Suite("Locks of the journal")
struct JournalLockTests {
    private func holder(_ attempt: JournalLock.Attempt?) -> Int?? {
        guard case .taken(let process)? = attempt else { return nil }
        return .some(process)
    }

    private var me: Int { Int(ProcessInfo.processInfo.processIdentifier) }

    @Test("Who comes second hears who holds it; once let go it can be had again, and leaves no file")
    func second() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/x.lock"
        guard case .held(let lock) = try JournalLock.take(path) else {
            Issue.record("not held")
            return
        }
        #expect(holder(try JournalLock.take(path)) == .some(me))
        #expect(holder(JournalLock.holder(of: path)) == .some(me))
        lock.release()
        lock.release()
        #expect(JournalLock.holder(of: path) == nil)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(holder(try JournalLock.take(path)) == nil)
    }

    @Test("The lock of a process that is gone is none, whatever it says")
    func stale() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("x.lock", Array("1\n".utf8))
        #expect(JournalLock.holder(of: path) == nil)
        guard case .held(let lock) = try JournalLock.take(path) else {
            Issue.record("not held")
            return
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("\(me)\n".utf8))
        // Somebody may scribble into it.
        try Data("who knows".utf8).write(to: URL(filePath: path))
        #expect(holder(JournalLock.holder(of: path)) == .some(nil))
        lock.release()
    }

    @Test("A lock that is dropped is let go")
    func dropped() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/x.lock"
        for _ in 0..<3 { #expect(holder(try JournalLock.take(path)) == nil) }
    }
}
