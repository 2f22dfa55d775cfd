import LuaKit
import Vimeo
import VimeoLua

/// A Lua file that stays loaded, and is asked about each video.
struct Plugin {
    struct Video: Codable, Sendable {
        var uri: String
        var name: String
        var tags: [String] = []
    }

    struct Verdict: Codable, Sendable {
        var title: String
        var isPublic: Bool?
    }

    private let lua: LuaInterpreter

    init(file: String, client: Client) async throws {
        lua = try await LuaInterpreter(
            vimeo: client,
            powers: Powers(api: .read),
            limits: LuaLimits(memory: 64 << 20, seconds: 30)
        )
        try await lua.run(file: file)
    }

    /// What the plugin makes of a video; nil if it is broken, or has no opinion.
    func verdict(on video: Video) async throws -> Verdict? {
        guard try await lua.has(function: "on_video") else { return nil }
        do {
            return try await lua.call("on_video", video)
        } catch let error as LuaError {
            // Error tables arrive as values, those of vimeo with the error behind them.
            let reason = error.value?.table?["reason"]?.string ?? error.message
            print("the plugin failed on \(video.uri): \(reason)")
            return nil
        }
    }

    /// The same for many videos at once: while the plugin waits for one, it looks at the others.
    func verdicts(on videos: [Video]) async throws -> [String: Verdict] {
        try await withThrowingTaskGroup(of: (String, Verdict?).self) { group in
            for video in videos {
                group.addTask { (video.uri, try await verdict(on: video)) }
            }
            var verdicts: [String: Verdict] = [:]
            for try await (uri, verdict) in group { verdicts[uri] = verdict }
            return verdicts
        }
    }
}
