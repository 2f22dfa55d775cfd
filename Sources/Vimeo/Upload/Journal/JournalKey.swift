import Platform

/// What makes two uploads the same: the purpose, the file, the API, the account.
///
/// Of the account only a token is known; ``UploadRecord`` finds what was begun with another one.
struct JournalKey: Sendable, Equatable {
    /// The name of its files in the journal's folder, without extension.
    let name: String

    /// The canonical absolute path, for people.
    let path: String
    let replaces: String?
    let owner: String?
    let apiRoot: String
    let account: String

    /// - Throws: `file` if the path cannot be made canonical.
    init(_ purpose: UploadPurpose, file: String, apiRoot: String, token: String?) throws(VimeoError) {
        let canonical: FilePath
        do {
            canonical = try FilePath(file).resolved()
        } catch {
            throw VimeoError(.file, "the path of \(PlainText.oneLine(file)) is unknown: \(error)")
        }
        path = canonical.string
        replaces = purpose.replaces
        owner = purpose.owner
        self.apiRoot = apiRoot
        account = Self.account(token)
        var checksum = Checksum()
        checksum.add(replaces ?? "")
        // Its bytes, which need not be UTF-8.
        canonical.withPlatformString { checksum.add(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        checksum.add(apiRoot)
        checksum.add(account)
        if let owner { checksum.add(owner) }
        name = checksum.text
    }

    /// The key of an entry that exists.
    init(_ name: String, _ entry: JournalEntry) {
        self.name = name
        path = entry.path
        replaces = entry.replaces
        owner = entry.owner
        apiRoot = entry.apiRoot
        account = entry.account
    }

    /// Tells a person's few tokens apart: 32 bits of a checksum reveal almost nothing of a token.
    static func account(_ token: String?) -> String {
        var checksum = Checksum()
        checksum.add("account")
        checksum.add(token ?? "")
        return String(checksum.text.prefix(8))
    }
}
