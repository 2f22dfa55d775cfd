/// The files of a video that the API offers for download.
struct VideoFiles: Sendable {
    var uri: String
    /// The video's title.
    var name: String
    var status: String?
    var renditions: [Rendition]

    /// The members of a video that are needed.
    static let fields = "uri,name,status,download,files,play.progressive"

    /// Reads a video: `download` is what the owner may save, without which the files for playing are used.
    init(_ video: JSONValue, uri: String) {
        self.uri = uri
        name = video["name"]?.string ?? ""
        status = video["status"]?.string
        renditions = []
        for list in [video["download"], video["files"], video["play"]?["progressive"]] where renditions.isEmpty {
            guard case .array(let entries)? = list else { continue }
            renditions = entries.compactMap { Rendition($0) }
        }
    }

    /// The best file, or the best of those called `quality`.
    func choose(_ quality: String?) throws(VimeoError) -> Rendition {
        guard !renditions.isEmpty else { throw noFiles }
        var found = renditions
        if let quality {
            found = renditions.filter { $0.isCalled(quality) }
            if found.isEmpty { throw unknown(quality) }
        }
        // The first of several equal ones.
        return found.dropFirst().reduce(found[0]) { $1.isBetter(than: $0) ? $1 : $0 }
    }

    private func unknown(_ quality: String) -> VimeoError {
        var names: [String] = []
        for name in renditions.map(\.name) where !name.isEmpty && !names.contains(name) { names.append(name) }
        return VimeoError(
            .usage,
            code: .noQuality,
            "\(uri) has no quality '\(PlainText.oneLine(quality))'",
            hint: "it has \(PlainText.oneLine(names.joined(separator: ", "))); leave quality out for the best"
        )
    }

    private var noFiles: VimeoError {
        if let status, ["uploading", "transcode_starting", "transcoding"].contains(status) {
            return VimeoError(
                .api,
                code: .notReady,
                "\(uri) cannot be downloaded yet: its status is \(status)",
                hint: "wait until it is transcoded",
                isTransient: true
            )
        }
        return VimeoError(
            .api,
            code: .noDownload,
            "\(uri) has no download links",
            hint:
                "they are only for the video's owner, with a token of the scope video_files and a plan that allows downloads"
        )
    }
}
