import Testing

/// `vimeo.run`, `vimeo.confirm` and `vimeo.help` in the program.
@Suite("Processes and questions of scripts")
struct ProcessSignalTests {
    /// Runs a program that says where it is and then waits; a pipe that it holds open is at its end when it is gone.
    private static let script: Text = """
        local pipe = os.getenv("PIPE")
        local script = 'exec 9> "$1"; echo started > "$2"; sleep 1000'
        local function wait() return vimeo.run{"sh", "-c", script, "sh", pipe, os.getenv("STARTED")} end
        local task = vimeo.spawn(wait)
        while not vimeo.fs.exists(os.getenv("STARTED")) do vimeo.sleep(0.01) end
        print("running") io.stdout:flush()
        """

    @Test(
        "A program ends with its script: by Ctrl-C, by os.exit and by an error",
        arguments: [("task:await()", 130), ("os.exit(9)", 9), ("error('x')", 1)] as [(Text, Int32)]
    )
    func ends(ending: Text, status: Int32) async throws {
        let folder = try TemporaryFolder()
        let pipe = folder.file("pipe")
        _ = try await Command("-e", "vimeo.run{'mkfifo', '\(pipe)'}").run(in: folder)
        // It reads until nobody writes any more.
        let reader = Command("-e", "print(#io.open('\(pipe)'):read('a'))")
        async let read = reader.run(in: TemporaryFolder())
        let command = Command(
            "s.lua",
            environment: ["PIPE": pipe, "STARTED": folder.file("started")],
            files: ["s.lua": Text(Self.script.string + "\n" + ending.string)]
        )
        let outcome = try await command.converse { session in
            try await session.wait(for: "running\n")
            if status == 130 { try session.interrupt() }
        }
        #expect(outcome.status == status, "\(outcome)")
        #expect(try await read.output == "0\n")
    }

    @Test("A script's question is asked on the terminal; Ctrl-C ends the script")
    func confirm() async throws {
        let script: Text = "print('answer ' .. tostring(vimeo.confirm('Go\\27[2J?')))"
        for (answer, line) in [("y\r", "answer true"), ("\r", "answer false"), ("\u{3}", "left with 130")] {
            try await Command("-e", script).inTerminal { session in
                try await session.wait(for: "the question") { $0.text[$0.row].hasPrefix("Go\\u{1b}[2J? [y/N]") }
                try await session.deliver(answer)
                try await session.wait(for: line) { $0.text.contains { $0.hasSuffix(line) } }
            }
        }
        let refused = try await Command("-e", script).run()
        #expect(refused.status == 1)
        #expect(refused.error.string.contains("there is no terminal to ask on"))
    }

    @Test("vimeo.help prints pages about functions, topics and operations")
    func help() async throws {
        for (subject, line) in [
            ("vimeo.get", "vimeo.get(path [, query [, options]])"), ("'recipes'", "recipes: "),
            ("'GET /me/videos'", "GET /me/videos"), ("", "Topics, as in help \"uploads\":"),
        ] {
            let outcome = try await Command("-e", Text("vimeo.help(\(subject))")).run()
            #expect(outcome.output.string.contains(line), "\(outcome)")
            #expect(outcome.status == 0)
        }
    }
}
