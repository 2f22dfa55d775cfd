extension RawServer {
    /// What a program needs to talk to the server: an address, a token, no retries.
    var credentials: [String: String] {
        ["VIMEO_API_ROOT": root, "VIMEO_ACCESS_TOKEN": Self.token, "VIMEO_LUA_RETRIES": "0"]
    }

    static let token = "0123456789abcdef0123456789abcdef"
}
