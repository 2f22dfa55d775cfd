/// What to do about an answer, where Vimeo's codes or words tell.
enum ErrorHints {
    static let noToken =
        "run vimeo-lua login, or set VIMEO_ACCESS_TOKEN to a token from https://developer.vimeo.com/apps"
    static let badClient =
        "compare the client ID and secret with those of your app at https://developer.vimeo.com/apps"
    private static let badToken =
        "the token is missing, wrong or revoked; run vimeo-lua login, or set VIMEO_ACCESS_TOKEN to a valid one"

    static func hint(status: Int, errorCodes: [Int], words: String) -> String? {
        for code in errorCodes { if let hint = hints[code] { return hint } }
        let words = words.lowercased()
        if (400...403).contains(status) {
            if words.contains("invalid_client") { return badClient }
            if words.contains("redirect") {
                return
                    "give the redirect URI exactly as it is registered for the app at https://developer.vimeo.com/apps"
            }
            if words.contains("app"),
                ["not allowed", "not approved", "not have upload"].contains(where: words.contains)
            {
                return "request upload access for the app at https://developer.vimeo.com/apps"
            }
        }
        switch status {
        case 401: return badToken
        case 403 where words.contains("scope"):
            return "run vimeo-lua login with --scopes, or create a token with it at https://developer.vimeo.com/apps"
        case 403: return "the token lacks a scope, or the account or its plan does not allow this"
        case 404: return "check the URI; a private resource of somebody else is also reported as missing"
        case 408: return "the server waited too long for the request; retry it"
        case 413: return "the body is too large for the server"
        case 429: return "too many requests; ask for fewer fields, or wait"
        case 500...: return "the server failed; retry later"
        default: return nil
        }
    }

    /// Vimeo's error codes that have a remedy.
    private static let hints: [Int: String] = [
        2204: "check the named parameters; some values need a paid plan",
        2205: "send a JSON body",
        2207: "a field is missing from the body",
        2233: "privacy.view 'password' needs a password field",
        2501: "a video has at most 20 tags",
        2552: "the streaming approach no longer exists; upload with tus",
        3116: "use upload.approach and the API version 3.4",
        3130: "delete an animated thumbnail set first",
        3411: "the account must confirm its e-mail address first",
        4003: "the upload could not be started; retry it",
        4101: "the storage of the account is full; delete videos or change the plan",
        4102: "the weekly upload quota is used up; see GET /me?fields=upload_quota",
        4104: "the daily upload quota is used up; retry tomorrow",
        7001: "pictures are not available at the moment; retry later",
        7300: "search is not available at the moment; retry later",
        7701: "live is not available at the moment; retry later",
        8000: badClient,
        8001: badClient,
        8002: "this token does not belong to a user; run vimeo-lua login, or set VIMEO_ACCESS_TOKEN to one of a user",
        8003: badToken,
    ]
}
