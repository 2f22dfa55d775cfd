import Testing

@Suite("Compared with lua 5.4: output, messages and exit status")
struct CompatibilityTests {
    @Test("Options are taken and refused alike", arguments: OptionCommands.options)
    func options(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Scripts see the same arguments", arguments: OptionCommands.arguments)
    func arguments(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Modules are found, loaded and missed alike", arguments: OptionCommands.modules)
    func modules(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("LUA_INIT, LUA_PATH and LUA_CPATH mean the same", arguments: OptionCommands.environment)
    func environment(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Errors are reported alike, traceback included", arguments: FailureCommands.errors)
    func errors(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Programs end alike, and what is open is closed alike", arguments: FailureCommands.endings)
    func endings(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Warnings are shown alike", arguments: FailureCommands.warnings)
    func warnings(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Script files are read alike, odd ones too", arguments: ScriptCommands.files)
    func files(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Standard input is run and read alike", arguments: ScriptCommands.input)
    func input(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Output is the same to the byte", arguments: ScriptCommands.output)
    func output(_ command: Command) async throws {
        try await expectSame(command)
    }

    @Test("Coroutines behave alike though their functions are ours", arguments: CoroutineCommands.all)
    func coroutines(_ command: Command) async throws {
        try await expectSame(command)
    }

    private func expectSame(_ command: Command) async throws {
        let ours = try await command.run()
        let stock = try await command.runStock()
        // Large outputs are compared without a detour.
        guard ours != stock else { return }
        #expect(ours.withoutAddresses == stock.withoutAddresses)
    }
}

extension Outcome {
    /// Without the addresses in the names of tables and functions, which differ from run to run.
    var withoutAddresses: Outcome {
        Outcome(output: output.withoutAddresses, error: error.withoutAddresses, ending: ending)
    }
}

extension Text {
    var withoutAddresses: Text {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let zero = rest.firstRange(of: Array("0x".utf8)) {
            result += rest[..<zero.upperBound]
            rest = rest[zero.upperBound...].drop { Character(UnicodeScalar($0)).isHexDigit }
        }
        return Text(result + rest)
    }
}
