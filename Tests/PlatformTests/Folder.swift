import Platform
import TestSupport

extension TemporaryFolder {
    func at(_ name: String) -> FilePath { FilePath(file(name)) }

    /// Writes a file and gives its path.
    func file(_ name: String, _ text: String) throws -> FilePath { FilePath(try write(name, text)) }
}
