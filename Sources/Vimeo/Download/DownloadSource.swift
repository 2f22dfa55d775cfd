import Platform

/// The file that a download fetches.
struct DownloadSource: Sendable {
    /// Tells this file from others, without revealing the link.
    var key: String
    var link: Address
    /// In bytes, if the API says it.
    var size: Int64?
    var quality: String?
    /// A name for the file.
    var fileName: String
    /// Whether an equal key means equal bytes.
    var isCertain: Bool
    /// Whether the API can be asked for another link.
    var isRenewable: Bool

    init(_ video: VideoFiles, quality: String?) throws(VimeoError) {
        let rendition = try video.choose(quality)
        do {
            link = try Address(secretLink: rendition.link, what: "download link")
        } catch {
            throw VimeoError(.api, code: .badLink, "\(video.uri): \(error.message)", hint: "retry")
        }
        size = rendition.size
        self.quality = rendition.name
        fileName = FileSafeName.video(title: video.name, uri: video.uri, type: rendition.type, link: rendition.link)
        key = [video.uri, rendition.name, rendition.size.map(String.init), rendition.mark]
            .map { $0 ?? "?" }.joined(separator: " ")
        isCertain = rendition.mark != nil && rendition.size != nil
        isRenewable = true
    }

    /// The file behind a link that a caller gave.
    init(link text: String) throws(VimeoError) {
        link = try Address(secretLink: text, what: "download link")
        fileName = FileSafeName.link(link)
        var checksum = Checksum()
        checksum.add(link.description)
        key = "\(link.origin) \(checksum.text)"
        isCertain = false
        isRenewable = false
    }
}
