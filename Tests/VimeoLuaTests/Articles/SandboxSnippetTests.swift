import LuaKit
import Testing
import Vimeo
import VimeoLua
import VimeoSandbox

@Suite("A script that makes videos private")
struct PrivacyTests {
    @Test("Afterwards nobody sees any of them")
    func privacy() async throws {
        var options = SandboxOptions()
        options.videos = 7
        let sandbox = try await Sandbox.start(options)
        let client = try Client(.fromEnvironment(sandbox.environment))
        let lua = try await LuaInterpreter(vimeo: client)
        try await lua.run(
            """
            for video in vimeo.each("/me/videos") do
              vimeo.patch(video.uri, { privacy = { view = "nobody" } }):check()
            end
            """
        )
        for try await video in client.items("/me/videos", fields: ["privacy.view"]) {
            #expect(video["privacy"]?["view"]?.string == "nobody")
        }
        await client.shutdown()
        await sandbox.shutdown()
    }
}
