internal import Terminal
internal import VimeoLua

extension ValuePrinter.Piece {
    var color: Color? {
        switch self {
        case .string: .green
        case .number: .cyan
        case .constant: .magenta
        case .key: nil
        case .opaque: .gray
        }
    }
}
