import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What makes two uploads the same: what for, which file, which API, whose account.
struct JournalKey: Sendable, Equatable {
    /// The name of its files in the journal's folder, without extension.
    let name: String

    /// The canonical absolute path, for people.
    let path: String
    let replaces: String?
    let apiRoot: String
    let account: String

    /// - Throws: `file` if the path cannot be made canonical.
    init(_ purpose: UploadPurpose, file: String, apiRoot: String, token: String?) throws(VimeoError) {
        guard let canonical = realpath(file, nil) else {
            throw VimeoError(.file, "the path of \(PlainText.oneLine(file)) is unknown: \(Errno(rawValue: errno))")
        }
        defer { free(canonical) }
        let bytes = UnsafeRawBufferPointer(start: canonical, count: strlen(canonical))
        path = String(decoding: bytes, as: UTF8.self)
        replaces = purpose.replaces
        self.apiRoot = apiRoot
        account = Self.account(token)
        var checksum = Checksum()
        checksum.add(replaces ?? "")
        checksum.add(bytes)
        checksum.add(apiRoot)
        checksum.add(account)
        name = checksum.text
    }

    /// The key of an entry that exists.
    init(_ name: String, _ entry: JournalEntry) {
        self.name = name
        path = entry.path
        replaces = entry.replaces
        apiRoot = entry.apiRoot
        account = entry.account
    }

    /// Tells a person's few accounts apart.
    ///
    /// 32 bits of a token of 128 or more: the file betrays next to nothing of it, and there is nothing to check a guess
    /// against but Vimeo itself.
    static func account(_ token: String?) -> String {
        var checksum = Checksum()
        checksum.add("account")
        checksum.add(token ?? "")
        return String(checksum.text.prefix(8))
    }
}
