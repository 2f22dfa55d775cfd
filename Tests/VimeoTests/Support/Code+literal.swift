public import Vimeo

/// Tests name codes as scripts see them.
extension VimeoError.Code: ExpressibleByStringLiteral {
    public init(stringLiteral name: String) { self.init(rawValue: name) }
}
