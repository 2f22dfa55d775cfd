/// What is wrong with a CSV text, and on which line.
struct CSVProblem: Error, Equatable {
    let line: Int
    let text: String
    let hint: String
}
