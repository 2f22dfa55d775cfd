import Platform

/// Where a download comes from.
struct DownloadSource: Sendable {
    /// Tells this file from others, without giving the link away.
    var key: String
    var link: Address
    /// In bytes, if the API says it.
    var size: Int64?
    var quality: String?
    /// What to call the file.
    var fileName: String
    /// Whether an equal key means equal bytes.
    var isCertain: Bool
    /// Whether the API can be asked for another link.
    var isRenewable: Bool

    init(_ video: VideoFiles, quality: String?) throws(VimeoError) {
        let rendition = try video.choose(quality)
        do {
            link = try Self.checked(rendition.link)
        } catch {
            throw VimeoError(.api, code: .badLink, "\(video.uri): \(error.message)", hint: "try again")
        }
        size = rendition.size
        self.quality = rendition.name
        fileName = FileSafeName.video(
            title: video.name,
            uri: video.uri,
            type: rendition.type,
            link: rendition.link
        )
        key = [video.uri, rendition.name, rendition.size.map(String.init), rendition.mark]
            .map { $0 ?? "?" }.joined(separator: " ")
        isCertain = rendition.mark != nil && rendition.size != nil
        isRenewable = true
    }

    /// The file behind a link that a caller gave.
    init(link text: String) throws(VimeoError) {
        link = try Self.checked(text)
        fileName = FileSafeName.link(link)
        var checksum = Checksum()
        checksum.add(link.description)
        key = "\(link.origin) \(checksum.text)"
        isCertain = false
        isRenewable = false
    }

    /// A link is a secret: https, or this machine.
    private static func checked(_ text: String) throws(VimeoError) -> Address {
        let address = try Address(absolute: text, what: "download link")
        guard address.origin.isPrivate else {
            throw Address.unusable("download link", "goes to \(address.origin) over plain http", hint: "use https")
        }
        return address
    }
}
