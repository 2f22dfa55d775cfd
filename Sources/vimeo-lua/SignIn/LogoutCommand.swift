internal import ArgumentParser
internal import Platform
internal import Terminal
internal import Vimeo

/// `vimeo-lua logout`: revokes the token of a profile and removes the profile.
struct LogoutCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua logout",
        abstract: "Revoke the token of a profile, and remove it.",
        discussion: "Without a connection the profile is removed all the same, and the token stays valid."
    )

    @Option(help: "The profile; default unless given.")
    var profile: String?

    func run(_ options: LongOptions, _ printer: ErrorPrinter) async throws {
        let progress = printer.progress
        let name = try Profile.checked(name: profile ?? options.profile ?? Profile.defaultName)
        let file = ClientSettings.profiles(progress)
        guard let file, let known = try file.profile(name) else {
            let others = try file?.names() ?? []
            throw VimeoError(
                .auth,
                code: .noProfile,
                "there is no profile '\(name)'",
                hint: others.isEmpty
                    ? "no profile is stored; to stop using VIMEO_ACCESS_TOKEN, unset it"
                    : "profiles: \(others.joined(separator: ", "))"
            )
        }
        try file.checkWritable()
        var settings = ClientSettings.base(options, progress)
        (settings.apiRoot, settings.token) = (known.apiRoot, known.token)
        var doubt: VimeoError?
        do throws(VimeoError) {
            try await Client(settings).revokeToken()
        } catch {
            // One that is no longer valid does not have to be revoked.
            if error.kind != .auth { doubt = error }
        }
        try file.set(nil, name)
        Notices.show("signed out\(known.name.map { " \(TerminalText.escaped($0))" } ?? ""), profile \(name)", progress)
        if let doubt {
            Notices.show("the token could not be revoked and is still valid: \(doubt.message)", progress)
            Notices.show("revoke it at https://vimeo.com/settings/apps", progress)
        }
        if settings.environment["VIMEO_ACCESS_TOKEN"]?.isEmpty == false {
            Notices.show("VIMEO_ACCESS_TOKEN is still set, and is used", progress)
        }
    }
}
