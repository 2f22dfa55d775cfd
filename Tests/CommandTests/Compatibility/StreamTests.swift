#if os(Linux)
    import Testing

    @Suite("Standard streams that are closed")
    struct StreamTests {
        @Test("Reading a closed standard input fails; it is not a pipe of ours that took its number")
        func closedInput() async throws {
            // The shell's parent is the program itself.
            let code = #"print(io.popen([["$(readlink /proc/$PPID/exe)" -e 'print(io.read())' <&-]]):read("a"))"#
            let outcome = try await Command("-e", Text(code)).run()
            #expect(outcome.output.string.hasPrefix("nil\tBad file descriptor\t9"), "\(outcome)")
        }
    }
#endif
