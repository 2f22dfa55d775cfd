internal import ArgumentParser

/// A shell that completions are made for.
///
/// Its script asks the program what can stand at the place of the cursor, so that it fits every version, and the recipes
/// that there are. The answer has a line for each word, its description behind a tab; `:files` and `:folders` ask the
/// shell for names.
enum CompletionShell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish

    /// The answer to a script.
    func answer(to words: [String]) -> String {
        let words = self == .bash ? Self.joined(words) : words
        let completion = ProgramCompletion.completion(of: words)
        let lines = completion.words.map { word in
            let detail = word.detail.split(whereSeparator: \.isNewline).first.map { "\t\($0)" } ?? ""
            return (self == .bash ? Self.withoutOption(word.text) : word.text) + detail
        }
        let files = completion.files.map { $0 == .folders ? [":folders"] : [":files"] } ?? []
        return (lines + files).map { "\($0)\n" }.joined()
    }

    /// Bash takes `--color=al` for three words; this makes one of them.
    static func joined(_ words: [String]) -> [String] {
        var joined: [String] = []
        var index = 0
        while index < words.count {
            if words[index] == "=", let last = joined.last, last.hasPrefix("--") {
                joined[joined.count - 1] = "\(last)=\(index + 1 < words.count ? words[index + 1] : "")"
                index += 1
            } else {
                joined.append(words[index])
            }
            index += 1
        }
        return joined
    }

    /// Bash replaces only what is behind the `=`.
    private static func withoutOption(_ word: String) -> String {
        guard word.hasPrefix("--"), let equals = word.firstIndex(of: "=") else { return word }
        return String(word[word.index(after: equals)...])
    }

    /// What the shell reads at its start.
    var script: String {
        switch self {
        case .bash:
            """
            # Completion of vimeo-lua for bash: eval "$(vimeo-lua completions bash)"
            _vimeo_lua() {
                local line word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]/#\\~\\//$HOME/}
                [[ $word != = ]] || word=
                COMPREPLY=()
                while IFS= read -r line; do
                    case $line in
                        :files)
                            compopt -o filenames
                            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")
                            ;;
                        :folders)
                            compopt -o filenames
                            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$word")
                            ;;
                        *) COMPREPLY+=("${line%%$'\\t'*}") ;;
                    esac
                done < <("$program" completions bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            }
            complete -F _vimeo_lua vimeo-lua

            """
        case .zsh:
            """
            #compdef vimeo-lua
            # Completion of vimeo-lua for zsh: a file _vimeo-lua in a folder of $fpath, or
            # source <(vimeo-lua completions zsh) after compinit.
            _vimeo-lua() {
                local line word files
                local -a found
                for line in "${(@f)$("${(Q)words[1]/#\\~\\//$HOME/}" completions zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
                    case $line in
                        ('') ;;
                        (:files | :folders) files=$line ;;
                        (*)
                            word=${line%%$'\\t'*}
                            word=${word//:/\\\\:}
                            [[ $line != *$'\\t'* ]] || word+=:${line#*$'\\t'}
                            found+=("$word")
                            ;;
                    esac
                done
                (( ! $#found )) || _describe -t words 'vimeo-lua' found
                [[ -z $files ]] || { [[ $PREFIX != --*=* ]] || compset -P '*=' }
                case $files in
                    (:files) _files ;;
                    (:folders) _files -/ ;;
                esac
            }
            if [[ $funcstack[1] == _vimeo-lua ]]; then _vimeo-lua "$@"; else compdef _vimeo-lua vimeo-lua; fi

            """
        case .fish:
            """
            # Completion of vimeo-lua for fish: vimeo-lua completions fish > ~/.config/fish/completions/vimeo-lua.fish
            function __vimeo_lua_complete
                set -l words (commandline -opc)
                set -l token (commandline -ct)
                set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
                set -l head (string match -r '^--[^=]*=' -- $token)
                set -l rest (string replace -r '^--[^=]*=' '' -- $token)
                for line in ($program completions fish -- $words[2..-1] "$token" 2>/dev/null)
                    switch $line
                        case :files
                            for name in (__fish_complete_path "$rest")
                                echo "$head$name"
                            end
                        case :folders
                            for name in (__fish_complete_directories "$rest")
                                echo "$head$name"
                            end
                        case '*'
                            echo $line
                    end
                end
            end
            complete -c vimeo-lua -f -a '(__vimeo_lua_complete)'

            """
        }
    }
}
