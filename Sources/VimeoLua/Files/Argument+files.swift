internal import LuaKit
internal import Vimeo

extension Argument {
    /// The name of a file, in whatever bytes.
    func file() throws(VimeoError) -> Path {
        let bytes = bytes
        guard !bytes.isEmpty, !bytes.contains(0) else {
            throw VimeoError(
                .usage,
                "\(name) \(bytes.isEmpty ? "is empty" : "has a NUL in it")",
                hint: "give the name of a file"
            )
        }
        return Path(bytes)
    }
}
