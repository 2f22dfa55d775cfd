extension VimeoError.Code {
    // The request cannot be made.
    package static let badURL = Self(rawValue: "bad_url")
    package static let badURI = Self(rawValue: "bad_uri")
    package static let badHeader = Self(rawValue: "bad_header")
    package static let headTooLarge = Self(rawValue: "head_too_large")
    package static let notJSON = Self(rawValue: "not_json")
    package static let misfit = Self(rawValue: "misfit")
    package static let noCollection = Self(rawValue: "no_collection")
    package static let shutDown = Self(rawValue: "shut_down")
    package static let caFile = Self(rawValue: "ca_file")
    package static let unknownField = Self(rawValue: "unknown_field")
    package static let promptOpen = Self(rawValue: "prompt_open")
    package static let csv = Self(rawValue: "csv")
    package static let noTerminal = Self(rawValue: "no_terminal")

    // Credentials are missing, unusable, or would go to the wrong place.
    package static let noToken = Self(rawValue: "no_token")
    package static let badToken = Self(rawValue: "bad_token")
    package static let noClient = Self(rawValue: "no_client")
    package static let noProfile = Self(rawValue: "no_profile")
    package static let badClient = Self(rawValue: "bad_client")
    package static let plainHTTP = Self(rawValue: "plain_http")
    package static let tokenInURL = Self(rawValue: "token_in_url")
    package static let tokenLeak = Self(rawValue: "token_leak")

    // No connection.
    package static let dns = Self(rawValue: "dns")
    package static let refused = Self(rawValue: "refused")
    package static let unreachable = Self(rawValue: "unreachable")
    package static let connect = Self(rawValue: "connect")
    package static let proxy = Self(rawValue: "proxy")
    package static let tls = Self(rawValue: "tls")
    package static let network = Self(rawValue: "network")

    // No usable answer.
    package static let reset = Self(rawValue: "reset")
    package static let closed = Self(rawValue: "closed")
    package static let truncated = Self(rawValue: "truncated")
    package static let badProtocol = Self(rawValue: "protocol")
    package static let redirect = Self(rawValue: "redirect")
    package static let tooLarge = Self(rawValue: "too_large")
    package static let tooManyOpen = Self(rawValue: "too_many_open")

    // What the API answered.
    package static let api = Self(rawValue: "api")
    package static let noQuota = Self(rawValue: "no_quota")
    package static let unauthorized = Self(rawValue: "unauthorized")
    package static let forbidden = Self(rawValue: "forbidden")
    package static let notFound = Self(rawValue: "not_found")
    package static let rateLimit = Self(rawValue: "rate_limit")
    package static let maxWait = Self(rawValue: "max_wait")
    package static let server = Self(rawValue: "server")

    // Uploads.
    package static let locked = Self(rawValue: "locked")
    package static let gone = Self(rawValue: "gone")
    package static let otherUpload = Self(rawValue: "other_upload")
    package static let ahead = Self(rawValue: "ahead")
    package static let stalled = Self(rawValue: "stalled")
    package static let unusable = Self(rawValue: "unusable")
    package static let journal = Self(rawValue: "journal")
    package static let badLink = Self(rawValue: "bad_link")
    package static let lost = Self(rawValue: "lost")
    package static let source = Self(rawValue: "source")

    // Downloads.
    package static let size = Self(rawValue: "size")
    package static let range = Self(rawValue: "range")
    package static let page = Self(rawValue: "page")
    package static let noDownload = Self(rawValue: "no_download")
    package static let noQuality = Self(rawValue: "no_quality")
    package static let notReady = Self(rawValue: "not_ready")

    // Videos that are not ready.
    package static let transcode = Self(rawValue: "transcode")
    package static let uploadingError = Self(rawValue: "uploading_error")
    package static let transcodingError = Self(rawValue: "transcoding_error")
    package static let quotaExceeded = Self(rawValue: "quota_exceeded")
    package static let totalCapExceeded = Self(rawValue: "total_cap_exceeded")
    package static let unavailable = Self(rawValue: "unavailable")

    // Pictures and text tracks.
    package static let noFrame = Self(rawValue: "no_frame")
    package static let noImage = Self(rawValue: "no_image")
    package static let badLanguage = Self(rawValue: "bad_language")
    package static let badType = Self(rawValue: "bad_type")
    package static let captions = Self(rawValue: "captions")

    // Processes.
    package static let noProgram = Self(rawValue: "no_program")

    // Files.
    package static let file = Self(rawValue: "file")
    package static let noFile = Self(rawValue: "no_file")
    package static let noFolder = Self(rawValue: "no_folder")
    package static let denied = Self(rawValue: "denied")
    package static let irregular = Self(rawValue: "irregular")
    package static let directory = Self(rawValue: "directory")
    package static let empty = Self(rawValue: "empty")
    package static let changed = Self(rawValue: "changed")
    package static let diskFull = Self(rawValue: "disk_full")
    package static let nameTooLong = Self(rawValue: "name_too_long")

    // Calls of `vimeo.fs`.
    package static let exists = Self(rawValue: "exists")
    package static let interrupted = Self(rawValue: "interrupted")
    package static let linkLoop = Self(rawValue: "link_loop")
    package static let notDirectory = Self(rawValue: "not_directory")
}
