internal import ArgumentParser
internal import Platform
internal import Vimeo
internal import VimeoLua

/// `vimeo-lua types`: writes what editors and luacheck need to know the `vimeo` table.
struct TypesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua types",
        abstract: "Write definitions for editors and luacheck.",
        discussion: """
            Writes types/ with definitions for the Lua language server, .luarc.json with its settings, and .luacheckrc \
            with a standard for luacheck. The settings are left alone if they are your own; run it again after an update.
            """
    )

    // Larger files are not ours.
    private static let largest = 4 << 20

    @Argument(help: "The folder of your scripts.", completion: .directory)
    var folder: String

    func run(_ printer: ErrorPrinter) async throws {
        let files = try await HelpCommand.withTable { table, _ in FunctionReference(table).editorFiles }
        var kept: [FunctionReference.File] = []
        var changes: [(file: FunctionReference.File, path: FilePath)] = []
        // All are looked at before one is written.
        for file in files {
            let path = FilePath("\(folder)/\(file.path)")
            if try isOwn(file, at: path) { kept.append(file) } else { changes.append((file, path)) }
        }
        for (file, path) in changes {
            do throws(Errno) {
                try path.removingLastComponent().createFolder()
                try FileReplacement.write(Array(file.text.utf8), to: path)
            } catch {
                throw failure("cannot write \(path): \(error)", hint: "check the folder and its permissions")
            }
        }
        Notices.show("wrote \(changes.map(\.file.path).joined(separator: ", ")) to \(folder)", printer.progress)
        for file in kept {
            Notices.show("\(file.path) is your own and was not changed; you can add:\n\(file.text)", printer.progress)
        }
    }

    /// Whether somebody else's settings are at a path.
    ///
    /// - Throws: if it is a file of definitions that is not ours.
    private func isOwn(_ file: FunctionReference.File, at path: FilePath) throws -> Bool {
        let found: [UInt8]
        do throws(Errno) { found = try path.contents(upTo: Self.largest) } catch {
            // What is in the way is found when it is written.
            if error == .noSuchFileOrDirectory || error == .notDirectory { return false }
            throw failure("cannot read \(path): \(error)", hint: "move it away")
        }
        let text = String(decoding: found, as: UTF8.self)
        if text == file.text || text.contains(FunctionReference.mark) { return false }
        guard file.isSettings else {
            throw failure("\(path) is not from 'vimeo-lua types'", hint: "move it away, or choose another folder")
        }
        return true
    }

    private func failure(_ message: String, hint: String) -> VimeoError {
        VimeoError(.file, message, hint: hint)
    }
}
