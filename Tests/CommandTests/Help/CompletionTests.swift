import Testing

@testable import vimeo_lua

@Suite("Completion of command lines")
struct CompletionTests {
    private func words(_ line: String...) -> [String] {
        ProgramCompletion.completion(of: line).words.map(\.text)
    }

    @Test("At the start there are the commands and files; after a script only files")
    func start() {
        let all = ProgramCompletion.completion(of: [""])
        #expect(all.words.map(\.text) == Subcommand.all.map(\.name))
        #expect(all.words.allSatisfy { !$0.detail.isEmpty })
        #expect(all.files == .any)
        #expect(words("rec") == ["recipe"])
        #expect(words("--sandbox", "unf") == [])
        #expect(words("--timeout", "5", "upl") == ["uploads"])
        for line in [["script.lua", ""], ["--", ""], ["./recipe", "r"], ["-", "r"]] {
            #expect(ProgramCompletion.completion(of: line) == Completion(files: .any), "\(line)")
        }
    }

    @Test("Options and their values")
    func options() {
        #expect(words("--col") == ["--color"])
        let all = words("-")
        for row in LongOptions.rows { #expect(all.contains("--\(row.name)")) }
        for name in ["-e", "-l", "-i", "-v", "-E", "-W"] { #expect(all.count { $0 == name } == 1) }
        #expect(words("--color", "") == ["auto", "always", "never"])
        #expect(words("--color=a") == ["--color=auto", "--color=always"])
        #expect(words("--progress", "l") == ["lines"])
        #expect(ProgramCompletion.completion(of: ["--ca-file", ""]) == Completion(files: .any))
        #expect(ProgramCompletion.completion(of: ["--sandbox=a"]).files == .folders)
        #expect(ProgramCompletion.completion(of: ["-e", ""]) == Completion())
        #expect(words("--nonsense=") == [])
    }

    @Test("Commands with their actions, options and values")
    func commands() {
        #expect(words("recipe", "") == RecipeCommand.actions.map(\.name) + ["--help"])
        #expect(words("recipe", "sh") == ["show"])
        #expect(words("uploads", "re") == ["resume"])
        #expect(words("uploads", "--a") == ["--all"])
        #expect(ProgramCompletion.completion(of: ["uploads", "resume", "", ""]).files == .any)
        #expect(words("sandbox", "--fa") == ["--fault"])
        #expect(words("sandbox", "--plan", "p") == ["plus", "pro"])
        #expect(ProgramCompletion.completion(of: ["sandbox", "--data", ""]).files == .folders)
        #expect(words("completions", "") == ["bash", "zsh", "fish"])
        #expect(words("completions", "bash", "") == ["--help"] || words("completions", "bash", "") == [])
        #expect(ProgramCompletion.completion(of: ["types", ""]).files == .folders)
    }

    /// What the program answers: words, and what it asks of the shell.
    private func answer(_ line: String...) async throws -> [String] { try await answer(line.map { Text($0) }) }

    private func answer(_ line: [Text]) async throws -> [String] {
        var command = Command("completions", "zsh", "--")
        command.arguments += line
        let outcome = try await command.run()
        #expect(outcome.status == 0)
        #expect(outcome.error == "")
        return outcome.output.string.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    @Test("Recipes with their arguments")
    func recipes() async throws {
        #expect(try await answer("recipe", "run", "set-") == ["set-privacy", ":files"])
        #expect(try await answer("recipe", "show", "rep") == ["replace-sources", "report"])
        #expect(try await answer("recipe", "run", "set-privacy", "no") == ["nobody"])
        let options = try await answer("recipe", "run", "set-privacy", "nobody", "--")
        for name in ["--query", "--dry-run", "--yes", "--shard", "--retry"] { #expect(options.contains(name)) }
        #expect(try await answer("recipe", "run", "set-privacy", "nobody", "--retry", "") == [":files"])
        #expect(try await answer("recipe", "run", "no-such-recipe", "") == [])
        #expect(try await answer("recipe", "remove", "") == [])
        #expect(try await answer("recipe", "run", "--allow-api=write", "set-") == ["set-privacy", ":files"])
        for line in [["--allow-api=write", "--allow-net", "example.com"], ["--allow-read=a", "--allow-read", "b"]] {
            var words: [Text] = ["recipe", "run"]
            words += line.map { Text($0) }
            #expect(try await answer(words + ["set-privacy", "no"]) == ["nobody"], "\(line)")
        }
        #expect(try await answer("recipe", "run", "--allow-a") == ["--allow-api"])
        #expect(try await answer("recipe", "run", "--allow-api=read", "--allow-w") == ["--allow-write"])
        #expect(try await answer("recipe", "run", "--allow-read", "") == [":files"])
    }

    @Test("A recipe of one's own is completed, and one that is broken has only its name")
    func ownRecipes() async throws {
        let recipe =
            "return { summary = 'Mine.', args = { { '--tint', choices = { 'red', 'blue' } } }, run = function() end }"
        let outcome = try await Command(
            "completions",
            "fish",
            "--",
            "recipe",
            "show",
            "my-",
            environment: ["VIMEO_LUA_RECIPES": "recipes"],
            files: ["recipes/my-own.lua": Text(recipe), "recipes/my-broken.lua": "return"]
        ).run()
        #expect(outcome.output == "my-broken\nmy-own\tMine.\n")
        let values = try await Command(
            "completions",
            "fish",
            "--",
            "recipe",
            "run",
            "my-own",
            "--tint",
            "",
            environment: ["VIMEO_LUA_RECIPES": "recipes"],
            files: ["recipes/my-own.lua": Text(recipe)]
        ).run()
        #expect(values.output == "red\nblue\n")
    }

    @Test("Pages of the help")
    func help() async throws {
        #expect(try await answer("help", "exit") == ["exit-codes"])
        #expect(
            try await answer("help", "vimeo.uplo") == [
                "vimeo.upload", "vimeo.upload_picture", "vimeo.upload_texttrack",
            ]
        )
        #expect(try await answer("help", "string.gs") == ["string.gsub"])
        #expect(try await answer("help", "set-pr") == ["set-privacy"])
        #expect(try await answer("help", "compl") == ["completion", "completions"])
        #expect(try await answer("help", "PATC") == ["PATCH"])
        #expect(try await answer("help", "POST", "/me/vid").contains("/me/videos"))
        #expect(try await answer("help", "--m") == ["--man", "--markdown"])
        let all = try await answer("help", "")
        #expect(Set(all).count == all.count)
    }

    @Test("Bash splits words at =, and gets what is behind it")
    func bash() {
        #expect(CompletionShell.joined(["--color", "=", "al"]) == ["--color=al"])
        #expect(CompletionShell.joined(["--color", "="]) == ["--color="])
        #expect(CompletionShell.joined(["a", "=", "b"]) == ["a", "=", "b"])
        #expect(CompletionShell.joined([]) == [])
        #expect(CompletionShell.bash.answer(to: ["--color", "=", "al"]) == "always\n")
        #expect(CompletionShell.zsh.answer(to: ["--color=al"]) == "--color=always\n")
        #expect(CompletionShell.fish.answer(to: ["types", ""]) == ":folders\n")
    }

    @Test("The script for bash completes words, files and folders")
    func bashScript() async throws {
        let script = """
            eval "$("$1" completions bash)"
            compopt() { :; }
            try() {
                COMP_WORDS=("$program" "$@")
                COMP_CWORD=$#
                _vimeo_lua
                echo "${COMPREPLY[*]}"
            }
            program=$1
            try rec
            try --color = al
            try completions ''
            try script.lua ta
            try types ta
            """
        let outcome = try await Command(
            "script.sh",
            Text(Programs.ours),
            files: ["script.sh": Text(script), "talk 1.mp4": "", "talks/a": ""]
        ).run("/bin/bash", in: nil)
        #expect(outcome.error == "")
        let lines = outcome.output.string.split(separator: "\n").map(String.init)
        #expect(lines.prefix(3) == ["recipe", "always", "bash zsh fish"])
        #expect(["talk 1.mp4 talks", "talks talk 1.mp4"].contains(lines[3]))
        #expect(lines[4] == "talks")
    }

    @Test("The script for zsh is valid", .enabled(if: Programs.exists("/usr/bin/zsh"), "no zsh"))
    func zshScript() async throws {
        let script = CompletionShell.zsh.script
        let outcome = try await Command("-n", "_vimeo-lua", files: ["_vimeo-lua": Text(script)])
            .run("/usr/bin/zsh", in: nil)
        #expect(outcome.error == "")
        #expect(outcome.status == 0)
    }

    @Test("The script for fish completes words and files", .enabled(if: Programs.exists("/usr/bin/fish"), "no fish"))
    func fishScript() async throws {
        let script = """
            alias vimeo-lua $argv[1]
            $argv[1] completions fish | string replace '$words[1]' "'$argv[1]'" | source
            complete -C 'vimeo-lua --col'
            complete -C 'vimeo-lua --color=al'
            complete -C 'vimeo-lua recipe run set-privacy no'
            complete -C 'vimeo-lua --ca-file tal'
            """
        let outcome = try await Command(
            "--no-config",
            "script.fish",
            Text(Programs.ours),
            files: ["script.fish": Text(script), "talk.pem": ""]
        ).run("/usr/bin/fish", in: nil)
        let lines = outcome.output.string.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
        #expect(lines == ["--color", "--color=always", "nobody", "talk.pem"], "\(outcome)")
    }
}
