internal import LuaKit
internal import Platform
internal import Terminal
internal import VimeoLua

/// Reads what a recipe says about itself: its file runs in a state without powers, for a moment.
enum RecipeReader {
    private static let seconds = 2.0
    private static let memory = 64 << 20

    /// - Throws: ``RecipeProblem``, or the error of the file.
    static func read(_ file: RecipeFile, _ options: LongOptions, _ progress: Progress) throws -> Recipe {
        try runBlocking {
            try await LuaThread.run { state in
                state.limitMemory(to: memory)
                return try Timeout.limiting(state, to: seconds) {
                    let session = try RecipeSession(
                        file,
                        on: state,
                        client: nil,
                        powers: Powers(modules: file.moduleFolders),
                        logger: ClientSettings.logger(options, progress),
                        warn: { _ in }
                    )
                    return try session.load()
                }
            }
        }
    }
}
