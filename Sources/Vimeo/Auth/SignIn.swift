/// The credentials that the environment and the profiles give, and where they come from.
///
/// A profile that is named comes first, then the environment, then the profile `default`.
package struct SignIn {
    package enum Source: Equatable {
        case environment
        case profile(String)

        /// As messages name it.
        package var text: String {
            switch self {
            case .environment: "VIMEO_ACCESS_TOKEN"
            case .profile(let name): "profile \(name)"
            }
        }
    }

    package var apiRoot: String?
    package var token: String?
    package var clientID: String?
    package var clientSecret: String?
    /// Where the token comes from; nil if there is none.
    package var source: Source?
    /// The URI of the token's user, as far as it is known.
    package var user: String?
    /// Why the profile `default` gives no token; nil if it is not for another API.
    package private(set) var problem: String?
    /// What to do where there is no token.
    package var hint: String { problem.map { "\($0); \(Self.signInThere)" } ?? ErrorHints.noToken }

    /// - Parameters:
    ///   - apiRoot: the API wanted; nil means that of the environment, or of the profile.
    ///   - wanted: the profile to use; nil means the environment, else the profile `default`.
    /// - Throws: `auth` if there is no such profile, `usage` if it is for another API, `file` if the file cannot be used.
    package init(
        apiRoot root: String?,
        profile wanted: String?,
        _ environment: [String: String],
        _ file: ProfileFile?
    ) throws(VimeoError) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        apiRoot = root ?? variable("VIMEO_API_ROOT")
        if let wanted {
            guard let profile = try file?.profile(wanted) else {
                throw VimeoError(
                    .auth,
                    code: .noProfile,
                    "there is no profile '\(wanted)'",
                    hint: "run vimeo-lua login --profile \(wanted)"
                )
            }
            if let apiRoot, !profile.belongs(to: apiRoot) {
                throw VimeoError(
                    .usage,
                    Self.mismatch(wanted, profile, apiRoot),
                    hint: "leave out one of the two, or \(Self.signInThere)"
                )
            }
            use(profile, wanted)
            return
        }
        token = variable("VIMEO_ACCESS_TOKEN")
        clientID = variable("VIMEO_CLIENT_ID")
        clientSecret = variable("VIMEO_CLIENT_SECRET")
        if token != nil {
            source = .environment
            return
        }
        // Without a home, or before the first sign-in, there is none.
        guard let profile = try file?.profile(Profile.defaultName) else { return }
        if let apiRoot, !profile.belongs(to: apiRoot) {
            // Much can be done without a token: only what needs one says why there is none.
            problem = Self.mismatch(Profile.defaultName, profile, apiRoot)
            return
        }
        use(profile, Profile.defaultName)
    }

    private static let signInThere = "sign in there with vimeo-lua login --profile NAME --api-root URL"

    private static func mismatch(_ name: String, _ profile: Profile, _ apiRoot: String) -> String {
        "the profile '\(name)' is for \(profile.apiRoot), not for \(apiRoot)"
    }

    private mutating func use(_ profile: Profile, _ name: String) {
        (apiRoot, token, source, user) = (profile.apiRoot, profile.token, .profile(name), profile.user)
        if clientID == nil, clientSecret == nil {
            (clientID, clientSecret) = (profile.clientID, profile.clientSecret)
        }
    }
}
