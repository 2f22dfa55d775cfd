/// One entry of Vimeo's `invalid_parameters`.
public struct InvalidParameter: Sendable, Equatable {
    /// The name of the parameter, with dots for nesting (`privacy.download`).
    public var field: String

    /// Vimeo's code for this parameter, which may tell more than the outer one.
    public var code: Int?

    /// Vimeo's text about it.
    public var message: String?
}
