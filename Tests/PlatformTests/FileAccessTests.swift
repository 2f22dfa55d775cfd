import FoundationEssentials
import Platform
import Synchronization
import TestSupport
import Testing

@Suite("Access to granted files")
struct FileAccessTests {
    /// A granted folder `in`, with links of all kinds, beside what is not granted.
    private struct Place {
        let folder: TemporaryFolder
        let access: FileAccess

        init(stepwise: Bool) throws {
            folder = try TemporaryFolder()
            try folder.make("in/deep/", "secret")
            try folder.write("in/own", "own")
            try folder.write("in/deep/own", "own")
            for (name, target) in [
                ("in/out", "../secret"), ("in/up", ".."), ("in/chain", "out"), ("in/absolute", folder.file("secret")),
                ("in/near", "deep/own"), ("in/deep/back", "../own"), ("in/home", folder.file("in/own")),
                ("in/loop", "loop"), ("in/dangling", "none"), ("outer", "in"),
            ] { try folder.link(name, to: target) }
            access = try FileAccess(reading: [folder.file("in")], writing: [folder.file("new/one")], stepwise: stepwise)
        }

        /// What is read at a path; nil if it is refused.
        func read(_ name: String, at base: String? = nil) throws -> String? {
            do throws(FileAccess.Problem) {
                let place = try access.place(FilePath("\(base ?? folder.path)/\(name)"), for: .read)
                guard let bytes = try? place.open().contents(upTo: 100) else { return "" }
                return String(decoding: bytes, as: UTF8.self)
            } catch {
                guard error == .notGranted || error == .leadsOut else { throw error }
                return nil
            }
        }
    }

    @Test("What lies in a granted folder is found, through links that stay in it", arguments: [false, true])
    func inside(stepwise: Bool) throws {
        let place = try Place(stepwise: stepwise)
        for name in [
            "in/own", "in/deep/own", "in/near", "in/deep/back", "in/home", "in/deep/../own", "in/./own", "x/../in/own",
            "in//own",
        ] {
            #expect(try place.read(name) == "own", "\(name)")
        }
        #expect(try place.read("in/dangling") == "")
        #expect(throws: FileAccess.Problem.failed(.tooManySymbolicLinkLevels)) { try place.read("in/loop") }
        let names = try place.access.place(FilePath(place.folder.file("in")), for: .read).entries().count
        #expect(names == 10)
    }

    @Test("Nothing else is", arguments: [false, true])
    func outside(stepwise: Bool) throws {
        let place = try Place(stepwise: stepwise)
        for name in [
            "secret", "in/../secret", "in/out", "in/chain", "in/absolute", "in/up/secret", "in/up/in/own", "in/up",
            "in/deep/../../secret", "", ".", "in/..", "outer/own", "inner",
        ] {
            #expect(try place.read(name) == nil, "\(name)")
        }
        for path in ["/proc/self/environ", "/proc/self/cwd/in/own", "/dev/fd/0", "/"] {
            #expect(try place.read("", at: path) == nil, "\(path)")
        }
        #expect(throws: FileAccess.Problem.failed(.noSuchFileOrDirectory)) { try place.access.place("", for: .read) }
        #expect(throws: FileAccess.Problem.notGranted) {
            try place.access.place(FilePath(place.folder.file("in/own")), for: .write)
        }
    }

    @Test("A secret in what is granted is not, under any of its names", arguments: [false, true])
    func secret(stepwise: Bool) throws {
        let folder = try TemporaryFolder()
        try folder.make("in/other", "in/deep/token")
        try folder.link("in/link", to: "deep/token")
        try FileManager.default.linkItem(atPath: folder.file("in/deep/token"), toPath: folder.file("in/hard"))
        let access = try FileAccess(
            reading: [folder.file("in")],
            writing: [],
            except: FilePath(folder.file("in/deep/token")),
            stepwise: stepwise
        )
        for name in ["in/deep/token", "in/deep/../deep/token", "in/link", "in/hard"] {
            #expect(throws: FileAccess.Problem.neverGranted, "\(name)") {
                try access.place(FilePath(folder.file(name)), for: .read)
            }
        }
        _ = try access.place(FilePath(folder.file("in/other")), for: .read)
    }

    @Test("A secret stays one where its folder is moved; no granted function moves it", arguments: [false, true])
    func movedSecret(stepwise: Bool) throws {
        let folder = try TemporaryFolder()
        try folder.make("in/a/b/token", "in/other/", "in/a/own")
        try folder.link("in/link", to: "a")
        let path = { (name: String) in FilePath(folder.file(name)) }
        let secret = path("in/link/b/token")
        let access = try FileAccess(reading: [], writing: [folder.file("in")], except: secret, stepwise: stepwise)
        for name in ["in/a", "in/a/b", "in/link", "in/other/../a"] {
            #expect(throws: FileAccess.Problem.neverGranted, "\(name)") {
                try access.place(path(name), for: .write, followingLinks: false)
            }
            // Its other files can be used.
            _ = try access.place(path(name), for: .write)
        }
        for name in ["in/other", "in/a/own"] { _ = try access.place(path(name), for: .write, followingLinks: false) }
        try path("in/a").move(to: path("in/other/a"))
        #expect(throws: FileAccess.Problem.neverGranted) { try access.place(path("in/other/a/b/token"), for: .read) }
        // Signing in makes a new one.
        try folder.make("in/a/b/token")
        #expect(throws: FileAccess.Problem.neverGranted) { try access.place(path("in/a/b/token"), for: .read) }
    }

    @Test("Nothing is written in a reserved folder, under any of its names", arguments: [false, true])
    func reserved(stepwise: Bool) throws {
        let folder = try TemporaryFolder()
        try folder.make("in/a/own/deep/file", "in/a/other", "in/b/")
        for (name, target) in [("link", "a/own"), ("up", "a"), ("file", "a/own/deep/file")] {
            try folder.link("in/\(name)", to: target)
        }
        let path = { (name: String) in FilePath(folder.file(name)) }
        for grant in ["in", "in/a/own", "in/a/own/deep/file"] {
            let access = try FileAccess(
                reading: [folder.file("in")],
                writing: [folder.file(grant)],
                reserving: [path("in/a/own"), path("in/none/own")],
                stepwise: stepwise
            )
            _ = try access.place(path("in/a/own/deep/file"), for: .read)
            #expect(throws: FileAccess.Problem.neverGranted) {
                try access.place(path("in/a/own/deep/file"), for: .write)
            }
        }
        let access = try FileAccess(
            reading: [],
            writing: [folder.file("in")],
            reserving: [path("in/up/own"), path("in/none/own")],
            stepwise: stepwise
        )
        for name in [
            "in/a/own", "in/a/own/new", "in/link/new", "in/file", "in/a/../a/own/deep/new", "in/up/own/new",
        ] {
            #expect(throws: FileAccess.Problem.neverGranted, "\(name)") { try access.place(path(name), for: .write) }
        }
        for name in ["in", "in/a", "in/up", "in/none"] {
            #expect(throws: FileAccess.Problem.neverGranted, "\(name)") {
                try access.place(path(name), for: .write, followingLinks: false)
            }
        }
        #expect(throws: FileAccess.Problem.neverGranted) { try access.createFolder(path("in/a/own/new")) }
        #expect(throws: FileAccess.Problem.neverGranted) { try access.createFolder(path("in/none/own")) }
        // Where it is moved, and what takes its place.
        try path("in/a/own").move(to: path("in/b/moved"))
        #expect(throws: FileAccess.Problem.neverGranted) { try access.place(path("in/b/moved/new"), for: .write) }
        try access.createFolder(path("in/a/another"))
        #expect(throws: FileAccess.Problem.neverGranted) { try access.createFolder(path("in/a/own")) }
        _ = try access.place(path("in/a/other"), for: .write, followingLinks: false)
        _ = try access.place(path("in/none/new"), for: .write)
    }

    #if os(Linux)
        @Test("The files of processes are never granted", arguments: [false, true])
        func processes(stepwise: Bool) throws {
            for grant in ["/", "/proc", "/proc/self", "/proc/self/environ"] {
                let access = try FileAccess(reading: [grant], writing: [], stepwise: stepwise)
                #expect(throws: FileAccess.Problem.neverGranted, "\(grant)") {
                    try access.place("/proc/self/environ", for: .read)
                }
            }
            let access = try FileAccess(reading: [], writing: ["/"], stepwise: stepwise)
            for path in [
                "/proc", "/proc/none", "/proc/self/mem", "/proc/thread-self/environ", "/proc/\(getppid())/environ",
                "/proc/self/root/proc/self/environ", "/proc/self/task/\(getpid())/environ",
                "/dev/fd/../../proc/self/mem",
            ] {
                #expect(throws: FileAccess.Problem.neverGranted, "\(path)") {
                    try access.place(FilePath(path), for: .write)
                }
            }
        }
    #endif

    @Test("A path that is longer than the system takes is refused at once")
    func length() throws {
        let access = try FileAccess(reading: [], writing: ["."])
        for path in [String(repeating: "a", count: Int(PATH_MAX)), String(repeating: "a/", count: Int(PATH_MAX))] {
            #expect(throws: FileAccess.Problem.failed(.fileNameTooLong)) {
                try access.place(FilePath("/\(path)"), for: .read)
            }
            #expect(throws: FileAccess.Problem.failed(.fileNameTooLong)) { try access.createFolder(FilePath(path)) }
        }
    }

    @Test("A granted folder that does not exist is created, and nothing beside it", arguments: [false, true])
    func missing(stepwise: Bool) throws {
        let place = try Place(stepwise: stepwise)
        let path = { (name: String) in FilePath(place.folder.file(name)) }
        #expect(throws: FileAccess.Problem.failed(.noSuchFileOrDirectory)) {
            try place.access.place(path("new/one/file"), for: .write)
        }
        for name in ["new", "new/two", "new/one/../two", "new/onetwo"] {
            #expect(throws: FileAccess.Problem.notGranted, "\(name)") { try place.access.createFolder(path(name)) }
        }
        try place.access.createFolder(path("new/one/a/b"))
        try FileReplacement.write([1], to: place.access.place(path("new/one/a/b/c"), for: .write))
        #expect(try place.folder.bytes("new/one/a/b/c") == [1])
        #expect(try TemporaryFolder.names(in: place.folder.file("new/one/a/b")) == ["c"])
        #expect(try TemporaryFolder.names(in: place.folder.file("new")) == ["one"])
    }

    @Test("What did not exist when it was granted is not followed if it then is a link", arguments: [false, true])
    func laterLink(stepwise: Bool) throws {
        let place = try Place(stepwise: stepwise)
        try place.folder.make("new/")
        try place.folder.link("new/one", to: "..")
        let path = FilePath(place.folder.file("new/one/secret"))
        #expect(throws: FileAccess.Problem.failed(.notDirectory)) { try place.access.place(path, for: .read) }
    }

    @Test("Behind a link that leads out, and beside what is granted, are different problems", arguments: [false, true])
    func problems(stepwise: Bool) throws {
        let place = try Place(stepwise: stepwise)
        let path = { (name: String) in FilePath(place.folder.file(name)) }
        try place.folder.make("elsewhere")
        try place.folder.link("in/off", to: place.folder.file("elsewhere"))
        #expect(throws: FileAccess.Problem.leadsOut) { try place.access.place(path("in/off"), for: .read) }
        #expect(throws: FileAccess.Problem.notGranted) { try place.access.place(path("elsewhere"), for: .read) }
    }

    @Test("A granted file grants nothing beside it")
    func file() throws {
        let folder = try TemporaryFolder()
        try folder.make("a", "b")
        let access = try FileAccess(reading: [], writing: [folder.file("a")])
        try FileReplacement.write([1], to: access.place(FilePath(folder.file("a")), for: .write))
        #expect(try folder.bytes("a") == [1])
        for name in ["b", "a.part", "", "c"] {
            #expect(throws: FileAccess.Problem.notGranted, "\(name)") {
                try access.place(FilePath(folder.file(name)), for: .read)
            }
        }
    }

    @Test("A link that is swapped while it is looked up leads to nothing outside", arguments: [false, true])
    func race(stepwise: Bool) throws {
        let place = try Place(stepwise: stepwise)
        let swapped = place.folder.file("in/swapped")
        let spare = place.folder.file("in/spare")
        symlink(place.folder.path, spare)
        mkdir(swapped, 0o700)
        try place.folder.write("in/swapped/secret", "own")
        let done = Done()
        // The names change places all the time, at least until one read has met the folder: it, and a link that leads out.
        let swapper = try SystemThread.start {
            for count in 0..<1_000_000 where count < 10_000 || !done.hasRead.load(ordering: .acquiring) {
                rename(swapped, "\(spare).old")
                rename(spare, swapped)
                rename("\(spare).old", spare)
            }
            done.flag.store(true, ordering: .releasing)
        }
        let path = FilePath("\(swapped)/secret")
        var reads = 0
        while !done.flag.load(ordering: .acquiring) {
            guard let found = try? place.access.place(path, for: .read), let file = try? found.open(),
                let bytes = try? file.contents(upTo: 100)
            else { continue }
            reads += 1
            done.hasRead.store(true, ordering: .releasing)
            #expect(bytes == Array("own".utf8))
        }
        swapper.join()
        #expect(reads > 0)
    }
}

private final class Done: Sendable {
    let flag = Atomic(false)
    let hasRead = Atomic(false)
}
