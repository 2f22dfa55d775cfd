/// What to do about an answer, where Vimeo's codes tell.
enum ErrorHints {
    static func hint(status: Int, errorCodes: [Int], words: String) -> String? {
        for code in errorCodes { if let hint = hints[code] { return hint } }
        if status == 403, words.contains("scope") {
            return "make a token with that scope at https://developer.vimeo.com/apps"
        }
        switch status {
        case 401: return "the token is missing, wrong or revoked; set VIMEO_ACCESS_TOKEN to a valid one"
        case 403: return "the token lacks a scope, or the account or its plan does not allow this"
        case 404: return "check the URI; a private resource of somebody else looks missing too"
        case 408: return "the server waited too long for the request; try again"
        case 413: return "the body is too large for the server"
        case 429: return "too many requests; ask for fewer fields, or wait a while"
        case 500...: return "a failure at the server; try again later"
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
        2552: "the streaming approach is gone; upload with tus",
        3116: "use upload.approach and the API version 3.4",
        3130: "delete an animated thumbnail set first",
        3411: "the account must confirm its e-mail address first",
        4003: "the upload could not be started; try again",
        4101: "the storage of the account is full; delete videos or change the plan",
        4102: "the weekly upload quota is used up; see GET /me?fields=upload_quota",
        4104: "the daily upload quota is used up; try again tomorrow",
        7001: "pictures are not available at the moment; try again",
        7300: "search is not available at the moment; try again",
        7701: "live is not available at the moment; try again",
        8000: "the client id is unknown; check VIMEO_CLIENT_ID",
        8001: "the client secret is wrong; check VIMEO_CLIENT_SECRET",
        8002: "this token belongs to no user; set VIMEO_ACCESS_TOKEN to one that a user made",
        8003: "the token is missing, wrong or revoked; set VIMEO_ACCESS_TOKEN to a valid one",
    ]
}
