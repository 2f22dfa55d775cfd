internal import Vimeo

/// The search for the paths that a pattern matches.
enum Glob {
    private struct Step {
        /// Empty for the current folder, else with a slash at its end.
        let prefix: [UInt8]
        let places: Set<Int>
    }

    /// The paths that match, sorted by their bytes.
    ///
    /// Folders that cannot be read count as empty.
    static func find(_ pattern: [UInt8]) async throws -> [Path] {
        var found: Set<Path> = []
        for pattern in try Braces.expand(pattern).map(GlobPattern.init) {
            try await find(pattern, into: &found)
        }
        return found.sorted()
    }

    private static func find(_ pattern: GlobPattern, into found: inout Set<Path>) async throws {
        let root: [UInt8] = pattern.isAbsolute ? Array("/".utf8) : []
        if pattern.end == 0, pattern.isAbsolute { found.insert(Path(root)) }
        var steps = [Step(prefix: root, places: pattern.start)]
        while let step = steps.popLast() {
            try Task.checkCancellation()
            for entry in entries(for: step, of: pattern) {
                let path = Path(step.prefix + entry.name)
                guard let kind = try? entry.kind(at: path) else { continue }
                let next = pattern.places(after: entry.name, from: step.places, isLink: kind == .link)
                if next.isEmpty { continue }
                let inside = path.bytes + [UInt8(ascii: "/")]
                let isFolder = kind == .directory || kind == .link && isFolder(path)
                if next.contains(pattern.end) {
                    if !pattern.wantsFolder {
                        found.insert(path)
                    } else if isFolder {
                        found.insert(Path(inside))
                    }
                }
                if isFolder, next != [pattern.end] {
                    steps.append(Step(prefix: inside, places: next))
                }
            }
            // A large tree must not keep others from running.
            await Task.yield()
        }
    }

    /// The names that can match at all: those the pattern says, and if it has wildcards here, those in the folder.
    private static func entries(for step: Step, of pattern: GlobPattern) -> [FolderEntry] {
        var names: Set<[UInt8]> = []
        var isWild = false
        for place in step.places where place < pattern.end {
            if case .literal(let name) = pattern.components[place] { names.insert(name) } else { isWild = true }
        }
        var entries: [FolderEntry] = []
        if isWild {
            let folder = step.prefix.isEmpty ? Array(".".utf8) : step.prefix
            entries = (try? FolderEntry.all(of: Path(folder))) ?? []
            for entry in entries { names.remove(entry.name) }
        }
        // A name in a folder that may not be listed can still be there.
        return entries + names.map { FolderEntry(name: $0, kind: nil) }
    }

    private static func isFolder(_ path: Path) -> Bool {
        (try? FileStatus.read(path))?.kind == .directory
    }
}
