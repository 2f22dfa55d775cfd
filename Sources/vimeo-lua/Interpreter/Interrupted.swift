internal import LuaKit

/// A script that a signal ended.
struct Interrupted: Error {
    let report: LuaReport
    let signal: Int32
}
