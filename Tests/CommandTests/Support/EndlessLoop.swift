/// A loop that only a signal ends.
enum EndlessLoop {
    /// Lua for it.
    ///
    /// ThreadSanitizer holds signals back until the program calls a C function that it knows.
    static let lua =
        !Programs.isSanitized("TSAN")
        ? "while true do end" : "while true do io.write('') end"

    /// Whether a signal acts while the program is inside a C function that does not return.
    static let signalsReachC = !Programs.isSanitized("TSAN")
}
