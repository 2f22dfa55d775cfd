internal import FoundationEssentials

/// What is said about a file that could not be read or written.
enum FileProblem {
    static func describe(_ error: any Error) -> String {
        guard let code = (error as? CocoaError)?.code else { return "\(error)" }
        return switch code {
        case .fileNoSuchFile, .fileReadNoSuchFile: "there is no such file or folder"
        case .fileReadNoPermission, .fileWriteNoPermission: "permission denied"
        case .fileReadTooLarge: "it is larger than 16 MiB"
        case .fileWriteOutOfSpace: "no space left on the disk"
        case .fileWriteVolumeReadOnly: "the disk is read-only"
        default: "it is no file that can be used"
        }
    }
}
