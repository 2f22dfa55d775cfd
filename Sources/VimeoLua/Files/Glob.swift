internal import Platform
internal import Vimeo

/// The search for the paths that a pattern matches.
enum Glob {
    private struct Step {
        /// Empty for the current folder, else with a slash at its end.
        let prefix: [UInt8]
        let places: Set<Int>
    }

    /// The paths that match, sorted by their bytes; relative to `base`, a folder, where one is given.
    ///
    /// Folders that may not be read, or are gone, count as empty; any other failure is an error.
    static func find(_ pattern: [UInt8], in base: Path?, _ files: FileAccess) async throws -> [Path] {
        var found: Set<Path> = []
        for pattern in try Braces.expand(pattern).map(GlobPattern.init) {
            try await find(pattern, in: base, files, into: &found)
        }
        return found.sorted()
    }

    private static func find(
        _ pattern: GlobPattern,
        in base: Path?,
        _ files: FileAccess,
        into found: inout Set<Path>
    ) async throws {
        let base = pattern.isAbsolute ? nil : base
        let root: [UInt8] = pattern.isAbsolute ? Array("/".utf8) : []
        let endsInFolders = pattern.components.last == .anyFolders
        if pattern.isAbsolute, pattern.end == 0 || pattern.end == 1 && endsInFolders { found.insert(Path(root)) }
        var steps = [Step(prefix: root, places: pattern.start)]
        while let step = steps.popLast() {
            try Task.checkCancellation()
            let folder = base?.appending(step.prefix) ?? Path(step.prefix)
            for entry in try entries(in: folder, for: step, of: pattern, files) {
                let path = Path(step.prefix + entry.name)
                let place = folder.appending(entry.name)
                guard let kind = try kind(of: entry, at: place, on: step, of: pattern, files) else { continue }
                let next = pattern.places(after: entry.name, from: step.places, isLink: kind == .link)
                if next.isEmpty { continue }
                let inside = path.bytes + [UInt8(ascii: "/")]
                let isFolder = kind == .directory || kind == .link && FileStatus.isFolder(place, files)
                if next.contains(pattern.end) {
                    if !pattern.wantsFolder {
                        found.insert(path)
                    } else if isFolder {
                        found.insert(Path(inside))
                    }
                } else if isFolder, endsInFolders, next.contains(pattern.end - 1) {
                    // As in the shell, ** at the end also matches the folder it begins in.
                    found.insert(Path(inside))
                }
                if isFolder, next != [pattern.end] {
                    steps.append(Step(prefix: inside, places: next))
                }
            }
            // A large tree must not block other tasks.
            await Task.yield()
        }
    }

    /// The names that can match at all: those the pattern says, and if it has wildcards here, those in the folder.
    private static func entries(
        in folder: Path,
        for step: Step,
        of pattern: GlobPattern,
        _ files: FileAccess
    ) throws -> [FolderEntry] {
        var names: Set<[UInt8]> = []
        var isWild = false
        for place in step.places where place < pattern.end {
            if case .literal(let name) = pattern.components[place] { names.insert(name) } else { isWild = true }
        }
        var entries: [FolderEntry] = []
        if isWild {
            let folder = folder.bytes.isEmpty ? .current : folder
            do {
                entries = try FolderEntry.all(of: folder, files)
            } catch {
                // Any other failure, such as no descriptors left, would make the list too short.
                guard absences.contains(error.code) else { throw error }
            }
            for entry in entries { names.remove(entry.name) }
        }
        // A name in a folder that may not be listed can still be there.
        return entries + names.map { FolderEntry(name: $0, kind: nil) }
    }

    /// The kind of an entry; nil when it is gone.
    ///
    /// What is only on the way to a granted folder is taken for one.
    private static func kind(
        of entry: FolderEntry,
        at place: Path,
        on step: Step,
        of pattern: GlobPattern,
        _ files: FileAccess
    ) throws(VimeoError) -> FileStatus.Kind? {
        do throws(VimeoError) { return try entry.kind(at: place, files) } catch {
            guard error.kind == .permission else { return nil }
            let next = pattern.places(after: entry.name, from: step.places, isLink: false)
            if next.contains(pattern.end) { throw error }
            return .directory
        }
    }

    /// Why a folder counts as empty.
    private static let absences: [VimeoError.Code] = [.noFile, .notDirectory, .denied, .linkLoop]
}
