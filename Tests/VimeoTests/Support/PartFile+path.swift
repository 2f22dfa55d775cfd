import Platform

@testable import Vimeo

extension PartFile {
    convenience init(for target: String) throws(VimeoError) {
        try self.init(for: target, at: FilePlace(FilePath(target)))
    }
}
