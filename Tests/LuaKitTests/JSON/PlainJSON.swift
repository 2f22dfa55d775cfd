/// A JSON value as the second, slow and simple implementation sees it.
indirect enum PlainJSON: Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// By bit pattern, so that zeros of both signs differ.
    case float(UInt64)
    case string([UInt8])
    case array([PlainJSON])
    case object([[UInt8]: PlainJSON])
}
