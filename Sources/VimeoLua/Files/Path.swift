internal import Platform
internal import Vimeo

/// The name of a file as the system has it: bytes, which need not be text.
struct Path: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    init(_ path: FilePath) {
        bytes = path.withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }

    /// The current folder.
    static let current = Path(".".utf8)

    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// The parts with one slash between them; empty parts are left out.
    ///
    /// A later part that begins with a slash does not start anew: what comes from elsewhere stays below the first part.
    static func joining(_ parts: [[UInt8]]) -> Path {
        var result: [UInt8] = []
        for part in parts where !part.isEmpty {
            guard let last = result.last else {
                result = part
                continue
            }
            if last != slash { result.append(slash) }
            result += part.drop { $0 == slash }
        }
        return Path(result)
    }

    func appending(_ name: [UInt8]) -> Path {
        .joining([bytes, name])
    }

    /// The last component; a slash for the root, nothing for an empty path.
    var name: [UInt8] { bytes.withUnsafeBytes { Array(Self.name(of: $0)) } }

    /// The same of a path that is somewhere else.
    static func name(of path: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        var end = path.count
        while end > 1, path[end - 1] == slash { end -= 1 }
        var start = end
        while start > 0, path[start - 1] != slash { start -= 1 }
        return start == end ? path[..<end] : path[start..<end]
    }

    /// What follows the last dot of the name; nothing for a name that only begins with a dot.
    static func fileExtension(of path: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: Self.dot), name[..<dot].contains(where: { $0 != Self.dot }) else {
            return name[name.endIndex...]
        }
        return name[(dot + 1)...]
    }

    /// The name without its extension and the dot before that.
    static func stem(of path: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        let name = name(of: path)
        let ending = fileExtension(of: path)
        return ending.isEmpty ? name : name[..<(ending.startIndex - 1)]
    }

    /// The folder it is in, as far as the text says; `.` for a bare name.
    var folder: Path {
        let path = withoutSlashes
        guard let slash = path.lastIndex(of: Self.slash) else { return .current }
        let folder = Path(path[..<slash]).withoutSlashes
        return folder.isEmpty ? Path([Self.slash]) : Path(folder)
    }

    /// Without slashes at the end; the root keeps one.
    private var withoutSlashes: ArraySlice<UInt8> {
        guard let end = bytes.lastIndex(where: { $0 != Self.slash }) else { return bytes.prefix(1) }
        return bytes[...end]
    }

    /// For calls of the system.
    var filePath: FilePath {
        // A slash at the end, which only a folder can have, would be dropped; a dot after it says the same.
        let isFolder = bytes.count > 1 && bytes.last == Self.slash
        return FilePath(platformString: (isFolder ? bytes + [Self.dot] : bytes).map { CChar(bitPattern: $0) } + [0])
    }

    /// For messages: one line, whatever the name.
    var text: String {
        let text = String(decoding: bytes, as: UTF8.self)
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 })
        )
    }
}

extension Path: Comparable {
    static func < (left: Path, right: Path) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
