import Platform
import Synchronization
import TestSupport
import Testing

@testable import Vimeo

@Suite("Settings from the environment")
struct EnvironmentTests {
    private func folder(with profiles: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("config/vimeo-lua/credentials.json", #"{"format":1,"profiles":\#(profiles)}"#)
        try folder.setMode(0o600, of: "config/vimeo-lua/credentials.json")
        return folder
    }

    @Test("Variables give the credentials, the API, certificates and the journal")
    func variables() throws {
        let settings = try Configuration.fromEnvironment([
            "VIMEO_ACCESS_TOKEN": "t", "VIMEO_CLIENT_ID": "i", "VIMEO_CLIENT_SECRET": "s",
            "VIMEO_API_ROOT": "http://127.0.0.1:1", "XDG_STATE_HOME": "/state", "SSL_CERT_FILE": "/x.pem",
        ])
        #expect(settings.token == "t")
        #expect(settings.clientID == "i")
        #expect(settings.clientSecret == "s")
        #expect(settings.apiRoot == "http://127.0.0.1:1")
        #expect(settings.journalFolder == "/state/vimeo-lua/uploads")
        #expect(settings.environment["SSL_CERT_FILE"] == "/x.pem")
    }

    @Test("Without variables there are the defaults, and nobody is signed in")
    func empty() throws {
        let settings = try Configuration.fromEnvironment([:])
        #expect(settings.token == nil)
        #expect(settings.apiRoot == "https://api.vimeo.com")
        #expect(settings.journalFolder == nil)
    }

    @Test("A file that others can read and that cannot be made private is used, with a notice")
    func unchangeable() throws {
        let folder = try folder(with: #"{"default":{"api_root":"http://127.0.0.1:1","token":"x"}}"#)
        try folder.setMode(0o644, of: "config/vimeo-lua/credentials.json")
        var file = try #require(ProfileFile(in: folder.file("config/vimeo-lua")))
        let notices = Mutex([String]())
        file.onNotice = { notice in notices.withLock { $0.append(notice) } }
        file.setPermissions = { _, _ throws(Errno) in throw .readOnlyFileSystem }
        #expect(try file.profile("default")?.token == "x")
        let notice = notices.withLock { $0.first }
        #expect(notice?.contains("can be read by others, and cannot be made private") == true)
    }

    @Test("A profile that login has written is used: the default one, or that which is named")
    func profiles() throws {
        let folder = try folder(
            with:
                #"{"default":{"api_root":"http://127.0.0.1:1","token":"d"},"other":{"api_root":"http://127.0.0.1:2","token":"o"}}"#
        )
        let environment = ["XDG_CONFIG_HOME": folder.file("config")]
        #expect(try Configuration.fromEnvironment(environment).token == "d")
        let other = try Configuration.fromEnvironment(environment, profile: "other")
        #expect(other.token == "o")
        #expect(other.apiRoot == "http://127.0.0.1:2")
        let error = #expect(throws: VimeoError.self) {
            try Configuration.fromEnvironment(environment, profile: "none")
        }
        #expect(error?.code == .noProfile)
        let elsewhere = environment.merging(["VIMEO_API_ROOT": "http://127.0.0.1:3"]) { $1 }
        let hint = try Configuration.fromEnvironment(elsewhere).noTokenHint
        #expect(hint.hasPrefix("the profile 'default' is for http://127.0.0.1:1, not for http://127.0.0.1:3; sign in"))
        let variable = environment.merging(["VIMEO_ACCESS_TOKEN": "v"]) { $1 }
        #expect(try Configuration.fromEnvironment(variable).token == "v")
    }
}
