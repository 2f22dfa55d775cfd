internal import Platform

/// The user's own editor, for text that is too long for a prompt.
struct ExternalEditor {
    /// Why the text could not be edited.
    struct Failure: Error {
        let message: String
    }

    static let maximumSize = 16 << 20

    let input: Int32
    let output: Int32
    let environment: (String) -> String?

    /// `VISUAL`, else `EDITOR`, else `vi`; words for a shell.
    var command: String {
        [environment("VISUAL"), environment("EDITOR")].compactMap(\.self).first { !$0.isEmpty } ?? "vi"
    }

    /// The text as the user leaves it.
    func edit(_ text: String) throws(Failure) -> String {
        let folder = environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(folder)/input-XXXXXX.lua".utf8CString)
        let file = mkstemps(&template, 4)
        guard file >= 0 else { throw Failure(message: "no temporary file in \(folder): \(Errno.last)") }
        let path = template.withUnsafeBufferPointer { String(decoding: $0.dropLast().map(UInt8.init), as: UTF8.self) }
        defer { unlink(path) }
        let isWritten = DescriptorIO.write(Array(text.utf8) + [0x0A], to: file)
        close(file)
        guard isWritten else { throw Failure(message: "\(path): \(Errno.last)") }
        try run(path)
        return try read(path)
    }

    private func run(_ path: String) throws(Failure) {
        // Ctrl-C in the editor is the editor's.
        var ignored = Signals.Ignored(SIGINT, SIGQUIT)
        defer { ignored.restore() }
        let process = try Process.shell("\(command) \"$1\"", argument: path, input: input, output: output)
        let status = Process.wait(for: process)
        guard status == 0 else { throw Failure(message: "\(command) ended with status \(status)") }
    }

    private func read(_ path: String) throws(Failure) -> String {
        var bytes: [UInt8]
        do {
            bytes = try FilePath(path).contents(upTo: Self.maximumSize)
        } catch {
            throw Failure(message: error == .fileTooLarge ? "the text is larger than 16 MiB" : "\(path): \(error)")
        }
        if bytes.last == 0x0A { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
