import LuaKit
import Vimeo
import VimeoLua

struct Host {
    struct User: Codable, Sendable {
        let uri: String
        let name: String
    }

    static func main() async throws {
        let client = try Client(.fromEnvironment())
        try await run("print(shout(user.name), #vimeo.get('/me/videos').body.data)", with: client)
    }

    static func run(_ script: String, with client: Client) async throws {
        let me = try await client.get("/me").decode(User.self)
        let lua = try await LuaInterpreter(libraries: .safe, vimeo: client)
        try await lua.register("shout") { (text: String) in text.uppercased() }
        try await lua.register("nap") { (seconds: Double) async throws in
            try await Task.sleep(for: .seconds(max(0, min(seconds, 1e9))))
        }
        try await lua.set("user", to: me)
        await lua.onOutput { text in print("script:", text, terminator: "") }
        try await lua.run(script)
    }
}
