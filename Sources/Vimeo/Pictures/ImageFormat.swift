import NIOCore

/// Recognizes what is certainly not an image, before anything is sent.
enum ImageFormat {
    /// Which formats Vimeo accepts is not documented, so only what is certainly something else is refused.
    static func check(_ file: any ByteSource, _ place: String) async throws(VimeoError) {
        let start = Array(try await file.bytes(min(file.size, 64)).readableBytesView)
        guard let other = otherKind(start) else { return }
        throw FileProblem.problem(
            place,
            .noImage,
            "is \(other), not an image",
            "Vimeo accepts JPEG, PNG and GIF; a frame of the video itself can be grabbed without a file"
        )
    }

    /// What a file is by its first bytes, if it is not an image.
    static func otherKind(_ start: [UInt8]) -> String? {
        if start.dropFirst(4).starts(with: "ftyp".utf8) {
            // HEIF and AVIF images are in the same container format as videos.
            let brand = String(decoding: start.dropFirst(8).prefix(4), as: UTF8.self)
            return ["heic", "heix", "hevc", "mif1", "msf1", "avif", "avis"].contains(brand) ? nil : "a video"
        }
        if start.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return "a video" }
        if start.starts(with: "%PDF-".utf8) { return "a PDF" }
        if start.starts(with: "PK\u{3}\u{4}".utf8) { return "a ZIP file" }
        if start.starts(with: "WEBVTT".utf8) { return "a text track" }
        let text = String(decoding: start, as: UTF8.self).lowercased()
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { return "a web page" }
        return nil
    }
}
