internal import LuaKit
internal import Platform
internal import Vimeo

extension VimeoTable {
    /// No Lua file is larger, in bytes.
    private static let largestSource = 64 << 20

    /// Takes from the state whose libraries are open all that reaches beyond it and is not granted.
    func restrict(to powers: Powers, on stack: LuaStack) throws {
        stack.pushTable(fields: 7)
        stack.set("open") { try Self.open($0, powers.files) }
        stack.set("remove") { stack in
            let path = try stack.path(at: 1)
            return try stack.answering(path) {
                let place = try powers.files.place(path, for: .write, as: "remove", followingLinks: false)
                if try place.status().type == .directory { try place.removeFolder() } else { try place.removeFile() }
            }
        }
        stack.set("rename") { stack in
            let (old, new) = (try stack.path(at: 1), try stack.path(at: 2))
            return try stack.answering(old) {
                let place = try powers.files.place(old, for: .write, as: "rename", followingLinks: false)
                try place.move(to: powers.files.place(new, for: .write, as: "rename", followingLinks: false))
            }
        }
        stack.set("tmpname") { try Self.temporaryName($0, powers.files) }
        stack.set("getenv") { stack in
            let name = String(decoding: try stack.argument(at: 1), as: UTF8.self)
            return stack.result(
                powers.allowsVariable(name) ? Environment.variable(name).map { .string(Array($0.utf8)) } ?? .nil : .nil
            )
        }
        stack.set("exists") { stack in
            let path = try stack.path(at: 1)
            do {
                let place = try Self.source(path, powers, asModule: true)
                stack.push((try? place.open(.readOnly, .nonBlocking)) != nil)
                return .results(1)
            } catch {
                stack.push(false)
                guard let error = error as? VimeoError else { return .results(1) }
                stack.push(error.message)
                return .results(2)
            }
        }
        stack.set("source") { stack in
            let path = try stack.path(at: 1)
            var bytes: [UInt8] = []
            let failure = try stack.answering(path) {
                let place = try Self.source(path, powers, asModule: stack.boolean(at: 2) == true)
                bytes = try place.open().contents(upTo: Self.largestSource)
            }
            guard stack.boolean(at: -1) == true else { return failure }
            return stack.result(.string(bytes))
        }
        try stack.restrictToNatives()
    }

    private static func source(_ path: Path, _ powers: Powers, asModule: Bool) throws -> FilePlace {
        if asModule, let place = powers.module(path) { return place }
        return try powers.files.place(path, for: .read, as: "open")
    }

    /// `io.open`.
    private static func open(_ stack: LuaStack, _ files: FileAccess) throws -> LuaReply {
        let path = try stack.path(at: 1)
        let mode = stack.isNone(at: 2) ? Array("r".utf8) : try stack.argument(at: 2)
        guard let kind = FileMode(mode) else { throw LuaError.argument(2, "invalid mode") }
        let name = String(decoding: mode, as: UTF8.self)
        let failure = try stack.answering(path) {
            let place = try files.place(path, for: kind.use, as: "open")
            try stack.push(file: place.open(kind.access, kind.options), mode: name)
        }
        // A file, and what would say that all is well.
        guard stack.boolean(at: -1) == true else { return failure }
        stack.pop()
        return .results(1)
    }

    /// What `fopen` makes of its mode.
    private struct FileMode {
        let access: FileDescriptor.AccessMode
        let options: FileDescriptor.OpenOptions
        let use: FileAccess.Use

        init?(_ mode: [UInt8]) {
            guard let first = mode.first else { return nil }
            let updates = mode.dropFirst().first == UInt8(ascii: "+")
            let rest = mode.dropFirst(updates ? 2 : 1)
            guard rest.isEmpty || Array(rest) == Array("b".utf8) else { return nil }
            switch first {
            case UInt8(ascii: "r"): (access, options) = (updates ? .readWrite : .readOnly, [])
            case UInt8(ascii: "w"): (access, options) = (updates ? .readWrite : .writeOnly, [.create, .truncate])
            case UInt8(ascii: "a"): (access, options) = (updates ? .readWrite : .writeOnly, [.create, .append])
            default: return nil
            }
            use = first == UInt8(ascii: "r") && !updates ? .read : .write
        }
    }

    /// `os.tmpname`, which creates the file.
    private static func temporaryName(_ stack: LuaStack, _ files: FileAccess) throws -> LuaReply {
        let path = try files.temporary("lua_", "create a file in") { place throws(Errno) in
            _ = try place.open(.readWrite, [.create, .exclusiveCreate], permissions: .privateFile)
        }
        return stack.result(.string(path.bytes))
    }
}

extension FileAccess {
    /// The place of a path; the system's reasons are thrown as they are, for their numbers.
    fileprivate func place(
        _ path: Path,
        for use: Use,
        as action: String,
        followingLinks: Bool = true
    ) throws -> FilePlace {
        do throws(Problem) { return try place(path.filePath, for: use, followingLinks: followingLinks) } catch {
            if case .failed(let reason) = error { throw reason }
            throw FileProblem.noPlace(path.text, for: use, in: self, error) { .file(action, path, $1) }
        }
    }
}

extension LuaStack {
    /// A string, or a number as one, as Lua's own functions take them.
    fileprivate func argument(at index: Int32) throws -> [UInt8] {
        switch type(at: index) {
        case .string: return bytes(at: index) ?? []
        case .number:
            try pushString(of: index)
            defer { pop() }
            return bytes(at: -1) ?? []
        default: throw LuaError.expected("string", at: Int(index), on: self)
        }
    }

    fileprivate func isNone(at index: Int32) -> Bool { top < index || type(at: index) == .nil }

    /// The name of a file; a NUL would hide what follows it.
    fileprivate func path(at index: Int32) throws -> Path {
        let bytes = try argument(at: index)
        guard !bytes.contains(0) else { throw LuaError.argument(Int(index), "the name has a NUL byte") }
        return Path(bytes)
    }

    /// Answers as `io` and `os` do: true, or nil, the reason and its number.
    fileprivate func answering(_ path: Path, _ body: () throws -> Void) throws -> LuaReply {
        let (reason, number): (String, Int32)
        do {
            try body()
            push(true)
            return .results(1)
        } catch let error as Errno {
            (reason, number) = ("\(path.text): \(String(cString: strerror(error.rawValue)))", error.rawValue)
        } catch let error as VimeoError {
            (reason, number) = ([error.message, error.hint].compactMap { $0 }.joined(separator: "; "), EACCES)
        }
        pushNil()
        push(reason)
        push(Int64(number))
        return .results(3)
    }
}
