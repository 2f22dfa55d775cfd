/// An upload that Vimeo has created and that waits for its bytes.
struct UploadTicket: Sendable, Equatable {
    /// The video's URI.
    var videoURI: String
    /// The URI of what the bytes become: the video, or its new version; nil for a version that Vimeo did not name.
    var object: String?
    var link: Address

    init(videoURI: String, object: String?, link: Address) {
        self.videoURI = videoURI
        self.object = object
        self.link = link
    }

    /// Reads the answer to a creating request.
    init(_ response: Response, for purpose: UploadPurpose) throws(VimeoError) {
        let answer = try response.accepted()
        switch purpose {
        case .video:
            videoURI = try response.uri(in: answer["uri"])
            object = videoURI
        case .version(let video):
            videoURI = video
            // A URI that is not a version's is of no use: what it names might be deleted.
            let version = ResourceURI.answered(answer["uri"]?.string)
            object = version?.hasPrefix("\(video)/versions/") == true ? version : nil
        }
        link = try response.link(in: answer["upload"]?["upload_link"])
    }

    /// What can be deleted if the bytes never come, in words: never the video that gets a new version.
    var remains: String { Self.remains(object, of: videoURI) }

    static func remains(_ object: String?, of video: String) -> String {
        object ?? "the new version of \(video)"
    }
}

/// What an uploaded file becomes.
enum UploadPurpose: Sendable, Equatable {
    /// A new video of the user with that URI, or of the token's user.
    case video(owner: String?)
    /// A new version of the video with that URI.
    case version(of: String)

    var kind: Transfer.Kind {
        switch self {
        case .video: .upload
        case .version: .replace
        }
    }

    /// The URI of the video that gets a new version.
    var replaces: String? {
        if case .version(let video) = self { video } else { nil }
    }

    var owner: String? {
        if case .video(let owner) = self { owner } else { nil }
    }

    /// Where it is created, and listed afterwards.
    var collection: String {
        switch self {
        case .video(let owner): "\(owner ?? "/me")/videos"
        case .version(let video): "\(video)/versions"
        }
    }
}
