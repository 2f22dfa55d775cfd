internal import Vimeo

/// The exit statuses of failures of Vimeo calls.
enum ExitStatus {
    static func of(_ error: VimeoError) -> Int32 {
        switch error.kind {
        case .auth: 4
        // What the server answers will not change.
        case .network where error.code == .tooLarge || error.code == .redirect: 1
        case .network, .timeout, .rateLimit: 5
        case .api, .upload:
            if error.isTransient {
                5
            } else if error.statusCode != nil {
                6
            } else {
                1
            }
        case .cancelled, .file, .permission, .usage: 1
        }
    }
}
