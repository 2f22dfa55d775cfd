public import Vimeo

extension VimeoError.Code: ExpressibleByStringLiteral {
    /// Tests compare with the codes as scripts see them.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }
}
