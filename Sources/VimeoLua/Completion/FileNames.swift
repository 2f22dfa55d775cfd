internal import Platform

/// Names of files for completion.
enum FileNames {
    /// The files and folders whose path starts with what was typed, sorted; folders end in `/`, and hidden ones are
    /// listed only after a typed dot.
    static func starting(_ typed: String) -> [String] {
        let cut = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
        let folder = String(typed[..<cut])
        let prefix = typed[cut...]
        return entries(of: folder.isEmpty ? "." : folder)
            .filter { $0.hasPrefix(prefix) && (prefix.hasPrefix(".") || !$0.hasPrefix(".")) }
            .map { "\(folder)\($0)" }
    }

    /// The names in a folder, folders with a slash; none where it cannot be read.
    ///
    /// Names that would have to be escaped in a string are left out.
    static func entries(of folder: String) -> [String] {
        guard !folder.utf8.contains(0) else { return [] }
        let path = Path(Array(folder.utf8))
        guard let entries = try? FolderEntry.all(of: path, .unlimited) else { return [] }
        return entries.compactMap { entry in
            guard let name = String(validating: entry.name, as: UTF8.self),
                name.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
            else { return nil }
            let isFolder =
                entry.kind == .directory
                || entry.kind == .link && FileStatus.isFolder(path.appending(entry.name), .unlimited)
            return isFolder ? "\(name)/" : name
        }
    }
}

/// The modules that `require` would find in files.
enum ModuleFiles {
    /// Names of modules that start with a prefix, by the templates of `package.path`.
    static func names(prefix: String, path: String) -> Set<String> {
        let cut = prefix.lastIndex(of: ".").map { prefix.index(after: $0) } ?? prefix.startIndex
        let parent = String(prefix[..<cut])
        var names: Set<String> = []
        for template in path.split(separator: ";") {
            guard let mark = template.firstIndex(of: "?") else { continue }
            let suffix = template[template.index(after: mark)...]
            let before = template[..<mark]
            // Only templates whose last segment is the module: others need a guess.
            guard before.isEmpty || before.hasSuffix("/"), !suffix.contains("/"), suffix.count > 1 else { continue }
            let folder = before + parent.replacing(".", with: "/")
            for name in FileNames.entries(of: folder.isEmpty ? "." : String(folder)) where name.hasSuffix(suffix) {
                let module = parent + name.dropLast(suffix.count)
                if module.hasPrefix(prefix), !module.dropFirst(parent.count).contains(".") { names.insert(module) }
            }
        }
        return names
    }
}
