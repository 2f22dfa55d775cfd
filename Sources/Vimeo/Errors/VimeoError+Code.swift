extension VimeoError {
    /// The cause of an error: finer than its kind, and as stable.
    ///
    /// Scripts see it as `e.code`. An error without a finer cause has the name of its kind.
    public struct Code: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        fileprivate init(_ name: String) {
            rawValue = name
        }

        /// The code as scripts see it.
        public var description: String { rawValue }
    }
}

extension VimeoError.Code {
    // The request cannot be made.
    public static let badURL = Self("bad_url")
    public static let badURI = Self("bad_uri")
    public static let badHeader = Self("bad_header")
    public static let headTooLarge = Self("head_too_large")
    public static let notJSON = Self("not_json")
    public static let notCollection = Self("no_collection")
    public static let shutDown = Self("shut_down")
    public static let caFile = Self("ca_file")

    // Credentials are missing, unusable, or would go to the wrong place.
    public static let noToken = Self("no_token")
    public static let badToken = Self("bad_token")
    public static let noClient = Self("no_client")
    public static let badClient = Self("bad_client")
    public static let plainHTTP = Self("plain_http")
    public static let tokenInURL = Self("token_in_url")
    public static let tokenLeak = Self("token_leak")

    // No connection, or no usable answer.
    public static let dns = Self("dns")
    public static let refused = Self("refused")
    public static let unreachable = Self("unreachable")
    public static let connect = Self("connect")
    public static let proxy = Self("proxy")
    public static let tls = Self("tls")
    public static let reset = Self("reset")
    public static let closed = Self("closed")
    public static let truncated = Self("truncated")
    public static let badProtocol = Self("protocol")
    public static let redirect = Self("redirect")
    public static let tooLarge = Self("too_large")
    public static let tooManyOpen = Self("too_many_open")
    public static let network = Self(.network)

    // What the API answered.
    public static let api = Self(.api)
    public static let unauthorized = Self("unauthorized")
    public static let forbidden = Self("forbidden")
    public static let notFound = Self("not_found")
    public static let rateLimit = Self(.rateLimit)
    public static let maxWait = Self("max_wait")
    public static let server = Self("server")

    // Uploads and downloads.
    public static let locked = Self("locked")
    public static let gone = Self("gone")
    public static let foreign = Self("foreign")
    public static let ahead = Self("ahead")
    public static let stalled = Self("stalled")
    public static let unusable = Self("unusable")
    public static let journal = Self("journal")
    public static let badLink = Self("bad_link")
    public static let lost = Self("lost")
    public static let source = Self("source")
    public static let size = Self("size")
    public static let range = Self("range")
    public static let page = Self("page")
    public static let noDownload = Self("no_download")
    public static let noQuality = Self("no_quality")
    public static let notReady = Self("not_ready")
    public static let noFrame = Self("no_frame")
    public static let transcode = Self("transcode")
    public static let uploadingError = Self("uploading_error")
    public static let transcodingError = Self("transcoding_error")
    public static let quotaExceeded = Self("quota_exceeded")
    public static let totalCapExceeded = Self("total_cap_exceeded")
    public static let unavailable = Self("unavailable")
    public static let badLanguage = Self("bad_language")
    public static let badType = Self("bad_type")
    public static let captions = Self("captions")
    public static let notImage = Self("no_image")

    // Files.
    public static let file = Self(.file)
    public static let noFile = Self("no_file")
    public static let noFolder = Self("no_folder")
    public static let denied = Self("denied")
    public static let unreadable = Self("unreadable")
    public static let irregular = Self("irregular")
    public static let directory = Self("directory")
    public static let empty = Self("empty")
    public static let changed = Self("changed")
    public static let diskFull = Self("disk_full")
    public static let nameTooLong = Self("name_too_long")

    /// The code of an error without a finer cause.
    init(_ kind: VimeoError.Kind) {
        rawValue = kind.rawValue
    }
}
