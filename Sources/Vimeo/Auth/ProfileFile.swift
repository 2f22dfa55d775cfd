package import Platform

/// The file of the profiles, which holds their tokens: `credentials.json` in the folder for settings.
///
/// It is replaced as a whole, by one program at a time. A file that cannot be read, or belongs to another user, is
/// never changed.
package struct ProfileFile {
    private static let limit = 1024 * 1024
    private static let format: Int64 = 1

    package let path: FilePath
    /// Is called with what was wrong and has been repaired.
    package var onNotice: @Sendable (String) -> Void = { _ in }
    /// How a file is made private; tests have file systems that refuse it.
    var setPermissions: (File, FilePermissions) throws(Errno) -> Void = { file, permissions throws(Errno) in
        try file.setPermissions(permissions)
    }

    /// Nil if there is no home.
    package init?(in folder: String? = Environment.settingsFolder) {
        guard let folder else { return nil }
        path = FilePath(folder).appending("credentials.json")
    }

    /// The profile of that name; nil if there is none.
    package func profile(_ name: String) throws(VimeoError) -> Profile? {
        guard let json = try read()["profiles"]?[name] else { return nil }
        guard let profile = Profile(json) else { throw damaged("the profile '\(name)' is incomplete") }
        return profile
    }

    /// The names of all profiles.
    package func names() throws(VimeoError) -> [String] {
        try read()["profiles"]?.object?.members.map(\.key).sorted() ?? []
    }

    /// Throws `file` if it could not be replaced: before a token is asked for that could not be kept.
    package func checkWritable() throws(VimeoError) {
        try writing { folder throws in
            guard access(folder.string, W_OK) == 0 else { throw Errno.last }
            let file = FilePlace(path)
            if (try? file.status()) != nil { try file.checkWritable() }
        }
    }

    /// Stores a profile; nil removes it.
    package func set(_ profile: Profile?, _ name: String) throws(VimeoError) {
        try writing { folder throws in
            let lock = try File(
                folder.appending("credentials.lock"),
                .readWrite,
                [.create, .noFollow],
                permissions: .privateFile
            )
            _ = try lock.lock(waiting: true)
            defer { lock.unlock() }
            var contents = try read()
            var profiles = contents["profiles"]?.object ?? [:]
            profiles[name] = profile?.json
            contents["format"] = .integer(Self.format)
            contents["profiles"] = .object(profiles)
            let bytes = JSONValue.object(contents).bytes() + [0x0A]
            try FileReplacement.write(bytes, to: path, permissions: .privateFile)
        }
    }

    /// Calls `body` with the folder, which exists and is private then.
    private func writing(_ body: (FilePath) throws -> Void) throws(VimeoError) {
        do {
            let folder = path.removingLastComponent()
            try folder.createFolder(permissions: [.ownerReadWriteExecute])
            try makePrivate(folder, [.ownerReadWriteExecute])
            try body(folder)
        } catch let error as VimeoError {
            throw error
        } catch {
            throw VimeoError(
                .file,
                "\(path) cannot be written: \(error)",
                hint: "check the permissions of the folder, and that the disk is not full"
            )
        }
    }

    private func read() throws(VimeoError) -> JSONObject {
        let bytes: [UInt8]
        do {
            let file = try File(path, .readOnly, [.noFollow, .nonBlocking])
            let status = try file.status()
            guard status.type == .regular else { throw refused("is not a regular file") }
            guard status.userID.rawValue == geteuid() else { throw refused("belongs to another user") }
            if status.permissions.rawValue & 0o077 != 0 {
                do throws(Errno) {
                    try setPermissions(file, .privateFile)
                    onNotice(
                        "\(path) could be read by others; it is private now, but a token that was seen should be revoked"
                    )
                } catch {
                    // A disk that cannot be written, or has no permissions.
                    onNotice(
                        "\(path) can be read by others, and cannot be made private: \(error); make it private, or revoke its token"
                    )
                }
            }
            bytes = try file.contents(upTo: Self.limit)
        } catch let error as VimeoError {
            throw error
        } catch let error as Errno where error == .noSuchFileOrDirectory || error == .notDirectory {
            return [:]
        } catch let error as Errno where error == .tooManySymbolicLinkLevels {
            throw refused("is a symbolic link")
        } catch {
            throw VimeoError(.file, "\(path) cannot be read: \(error)", hint: "check its permissions")
        }
        guard let object = JSONValue(json: bytes)?.object, object["profiles"]?.object != nil else {
            throw damaged("it is not the JSON that vimeo-lua login writes")
        }
        guard object["format"]?.integer == Self.format else { throw damaged("its format is not that of this version") }
        return object
    }

    private func makePrivate(_ folder: FilePath, _ permissions: FilePermissions) throws(Errno) {
        let file = try File(folder, .readOnly, .directory)
        guard try file.status().permissions.rawValue & 0o077 != 0 else { return }
        try file.setPermissions(permissions)
        onNotice("\(folder) was open to others; it is private now")
    }

    private func refused(_ what: String) -> VimeoError {
        VimeoError(.file, "\(path) \(what) and is not used", hint: "move it away, then run vimeo-lua login")
    }

    private func damaged(_ reason: String) -> VimeoError {
        VimeoError(
            .file,
            "\(path) cannot be used: \(reason)",
            hint: "repair it, or move it away and run vimeo-lua login"
        )
    }
}
