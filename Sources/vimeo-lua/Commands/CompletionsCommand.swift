internal import ArgumentParser
internal import LuaKit

/// `vimeo-lua completions`: prints what a shell needs to complete command lines of the program.
struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vimeo-lua completions",
        abstract: "Print the completions for a shell.",
        discussion: """
            bash: eval "$(vimeo-lua completions bash)" in ~/.bashrc
            zsh:  source <(vimeo-lua completions zsh) in ~/.zshrc, after compinit
            fish: vimeo-lua completions fish > ~/.config/fish/completions/vimeo-lua.fish
            The commands, options, recipes and their arguments are those of the program that is installed then.
            """
    )

    @Argument(help: "The shell: bash, zsh or fish.")
    var shell: CompletionShell

    @Argument(parsing: .postTerminator, help: .hidden)
    var words: [String] = []

    func run() throws {
        try StandardOutput.write(words.isEmpty ? shell.script : shell.answer(to: words))
    }
}
