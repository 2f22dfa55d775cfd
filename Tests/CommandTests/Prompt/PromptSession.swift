import Testing

/// Lines typed at `-i`, from a file or pipe.
struct PromptSession: Sendable, CustomTestStringConvertible {
    let title: String
    let lines: [String]
    /// Prompts the lines set, beside the usual ones.
    var prompts: [String] = []
    /// Whether the last line ends with a line feed.
    var isTerminated = true

    init(_ title: String, _ lines: String..., prompts: [String] = [], isTerminated: Bool = true) {
        self.title = title
        self.lines = lines
        self.prompts = prompts
        self.isTerminated = isTerminated
    }

    var testDescription: String { title }

    var command: Command {
        Command("-i", input: Text(lines.joined(separator: "\n") + (isTerminated && !lines.isEmpty ? "\n" : "")))
    }

    /// A transcript of a program that uses readline, which shows the lines typed even where there is no terminal.
    ///
    /// Takes the first place after the one before where a line follows a prompt.
    func withoutEcho(_ transcript: String) -> String {
        var result = ""
        var rest = transcript[...]
        for line in lines {
            let places = (prompts + ["> ", ">> "]).compactMap { prompt in
                rest.firstRange(of: "\(prompt)\(line)\n").map {
                    $0.lowerBound..<rest.index($0.lowerBound, offsetBy: prompt.count)
                }
            }
            guard let prompt = places.min(by: { $0.lowerBound < $1.lowerBound }) else { continue }
            result += rest[..<prompt.upperBound]
            rest = rest[rest.index(prompt.upperBound, offsetBy: line.count + 1)...]
        }
        return result + rest
    }
}
