import Platform

extension Configuration {
    /// The settings that the command `vimeo-lua` would use: credentials, API, proxy, certificates and upload journal.
    ///
    /// Credentials are in `VIMEO_ACCESS_TOKEN`, `VIMEO_CLIENT_ID` and `VIMEO_CLIENT_SECRET`, else in the profile `default` that
    /// `vimeo-lua login` has written; `VIMEO_API_ROOT` names another API. The proxy is that of `https_proxy` or `all_proxy`,
    /// the certificates are those of `SSL_CERT_FILE` or the system. Unfinished uploads are remembered in
    /// `$XDG_STATE_HOME/vimeo-lua/uploads`, so that both continue what the other began.
    ///
    /// - Parameters:
    ///   - environment: the variables; nil for those of the process.
    ///   - profile: the profile to use, in place of the environment's credentials.
    /// - Throws: `auth` if there is no profile of that name, `file` if the profiles cannot be read, `usage` if it is for another
    ///   API. Missing credentials are not an error.
    public static func fromEnvironment(
        _ environment: [String: String]? = nil,
        profile: String? = nil
    ) throws(VimeoError) -> Configuration {
        var configuration = Configuration()
        configuration.environment = environment ?? Environment.all
        let file = ProfileFile(in: Environment.settingsFolder { configuration.environment[$0] })
        configuration.use(try SignIn(apiRoot: nil, profile: profile, configuration.environment, file))
        return configuration
    }

    /// Takes who is signed in, and the journal of the user.
    package mutating func use(_ signIn: SignIn) {
        apiRoot = signIn.apiRoot ?? apiRoot
        (token, clientID, clientSecret) = (signIn.token, signIn.clientID, signIn.clientSecret)
        noTokenHint = signIn.hint
        journalFolder = Environment.stateFolder { [environment] in environment[$0] }.map { "\($0)/uploads" }
    }
}
