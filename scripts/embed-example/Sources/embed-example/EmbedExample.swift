// Lua and Vimeo in a Swift program: everything a host does, against a Vimeo inside the process.

import LuaKit
import Vimeo
import VimeoLua
import VimeoSandbox

struct User: Codable, Sendable {
    let uri: String
    let name: String
}

struct Video: Codable, Sendable {
    let uri: String
    let name: String
}

@main struct EmbedExample {
    static func main() async throws {
        var options = SandboxOptions()
        options.videos = 7
        let sandbox = try await Sandbox.start(options)
        // A real host leaves the argument out: the environment and the profile of `vimeo-lua login` say who is signed in.
        let client = try Client(.fromEnvironment(sandbox.environment))
        try await useClient(client)
        try await runScript(client)
        try await keepPlugin(client)
        try await stopScripts(client)
        await client.shutdown()
        await sandbox.shutdown()
    }

    /// Requests, lists and an upload, without Lua.
    static func useClient(_ client: Client) async throws {
        let me = try await client.get("/me").decode(User.self)
        print("signed in as \(me.name)")

        var names: [String] = []
        for try await item in client.items("/me/videos", query: ["sort": "alphabetical"], fields: ["uri", "name"]) {
            names.append(try item.decode(Video.self).name)
        }
        print("\(names.count) videos, the first is \(names.first ?? "missing")")

        // Any file will do: the sandbox looks at bytes, not at pictures.
        let uri = try await client.upload(file: #filePath, fields: ["name": "Talk", "privacy": ["view": "nobody"]]) {
            if $0.confirmed == $0.total { print("all bytes confirmed") }
        }
        try await client.patch(uri, ["description": "Recorded on Monday"]).check()
        let video = try await client.get(uri, fields: ["name", "privacy.view"]).check().json()
        print("\(video["name"]?.string ?? "") is seen by \(video["privacy"]?["view"]?.string ?? "")")
        try await client.delete(uri).check()

        do {
            try await client.get("/videos/1").check()
        } catch {
            print("refused: \(error.kind), status \(error.statusCode ?? 0)")
        }
    }

    /// A script with functions of the host.
    static func runScript(_ client: Client) async throws {
        let lua = try await LuaInterpreter(libraries: .safe, vimeo: client)
        try await lua.register("shout") { (text: String) in text.uppercased() }
        try await lua.register("nap") { (seconds: Double) async throws in
            try await Task.sleep(for: .seconds(max(0, min(seconds, 1e9))))
        }
        await lua.onOutput { print("lua:", $0, terminator: "") }
        try await lua.run(
            """
            nap(0.01)
            print(shout(vimeo.get("/me"):check().body.name))
            local names = vimeo.map({1001, 1002}, function(id) return vimeo.get("/videos/" .. id):check().body.name end)
            print(#names, io.open("/etc/passwd"))
            """
        )
    }

    /// A script that stays loaded, is called with Swift values, and fails as a value.
    static func keepPlugin(_ client: Client) async throws {
        let lua = try await LuaInterpreter(
            vimeo: client,
            powers: Powers(api: .read),
            limits: LuaLimits(memory: 64 << 20, seconds: 30)
        )
        try await lua.run(
            """
            local count = 0
            function on_video(video)
              count = count + 1
              if video.name == "" then error({reason = "no name", count = count}) end
              return count .. ". " .. video.name
            end
            function hide(video) vimeo.patch(video.uri, {privacy = {view = "nobody"}}):check() end
            """,
            name: "plugin"
        )
        let title: String = try await lua.call("on_video", Video(uri: "/videos/1001", name: "Ferry"))
        print(title)
        do {
            try await lua.call("on_video", Video(uri: "/videos/1002", name: ""))
        } catch let error as LuaError {
            print("failed: \(error.value?.table?["reason"]?.string ?? error.message)")
        }
        do {
            try await lua.call("hide", Video(uri: "/videos/1001", name: "Ferry"))
        } catch let error as LuaError {
            print("failed: \((error.underlying as? VimeoError)?.kind.rawValue ?? error.message)")
        }
    }

    /// Cancelling, limits and os.exit.
    static func stopScripts(_ client: Client) async throws {
        let lua = try await LuaInterpreter(vimeo: client, limits: LuaLimits(memory: 32 << 20))
        let endless = Task { try await lua.run("while true do pcall(function() while true do end end) end") }
        endless.cancel()
        do { try await endless.value } catch is CancellationError { print("cancelled") }
        do { try await lua.run("pcall(os.exit, 3)") } catch let error as LuaError where error.code == .exit {
            print("exit status \(error.exitStatus ?? 0)")
        }
        do {
            try await lua.run("local list = {} while true do list[#list + 1] = ('x'):rep(1000) .. #list end")
        } catch let error as LuaError where error.code == .memory {
            print("out of memory")
        }
        let sum: Int = try await lua.run("return 1 + 2")
        print("still there: \(sum)")
    }
}
