/// A command of vi's normal mode, read from the characters typed for it.
struct ViCommand: Equatable {
    enum Target: Equatable {
        /// Where the cursor goes; `f`, `F`, `t` and `T` have a character.
        case motion(Character, Character?)
        /// Whole lines, as in `dd`.
        case lines
        /// A text object such as `iw` and `a(`.
        case object(isWhole: Bool, Character)
        /// Anything else, such as `x`; `r` has a character.
        case action(Character, Character?)
    }

    enum Reading: Equatable {
        case whole(ViCommand)
        case incomplete
        case invalid
    }

    /// How often; nil if not said.
    var count: Int?
    /// `d`, `c`, `y`, `<` or `>`.
    var operation: Character?
    var target: Target

    static func read(_ typed: [Character]) -> Reading {
        var rest = typed[...]
        let first = count(&rest)
        var operation: Character?
        if let character = rest.first, operators.contains(character) {
            operation = character
            rest.removeFirst()
        }
        let second = operation == nil ? nil : count(&rest)
        guard let character = rest.popFirst() else { return .incomplete }
        var total: Int?
        if first != nil || second != nil { total = min((first ?? 1) * (second ?? 1), Editor.maximumCount) }
        var argument: Character?
        if character == "g" || withArgument.contains(character) || operation != nil && "ia".contains(character) {
            guard let next = rest.popFirst() else { return .incomplete }
            argument = next
        }
        let target: Target
        switch (character, argument) {
        case ("g", "g"): target = .motion("g", nil)
        case ("g", _): return .invalid
        case ("r", _) where operation == nil: target = .action("r", argument)
        case (operation, _) where operation != nil: target = .lines
        case ("i", let kind?), ("a", let kind?):
            guard objects.contains(kind) else { return .invalid }
            target = .object(isWhole: character == "a", kind)
        case _ where "fFtT".contains(character) || motions.contains(character): target = .motion(character, argument)
        case _ where operation == nil && actions.contains(character): target = .action(character, nil)
        default: return .invalid
        }
        return .whole(ViCommand(count: total, operation: operation, target: target))
    }

    private static let operators = "dcy<>"
    private static let withArgument = "fFtTr"
    private static let motions = "hl jkwWbBeE0^$G%;,"
    private static let objects = "wW\"'`()[]{}bB"
    private static let actions = "xXsSDCYpP~JuiIaAoO.nN/?v"

    /// Takes a number, which does not begin with 0.
    private static func count(_ rest: inout ArraySlice<Character>) -> Int? {
        var result: Int?
        while let character = rest.first, let digit = EditorCommand.digit(character), result != nil || digit != 0 {
            result = min((result ?? 0) * 10 + digit, Editor.maximumCount)
            rest.removeFirst()
        }
        return result
    }
}

/// The state of vi's keys for one text.
struct Vi {
    var isInserting = true
    /// A command of the normal mode that is not whole yet.
    var typed: [Character] = []
    /// The command that began the insertion, nil for the first one; it and the keys since are what `.` repeats.
    var inserting: ViCommand?
    var keys: [Key] = []
    /// How many steps could be undone before the change; it becomes a single one.
    var firstStep = 0
    /// While `.` repeats a change, which is not to be recorded.
    var isRepeating = false
    /// Where the last search of the history went.
    var searchesBackward = true
}

/// What vi's keys remember from one text to the next.
struct ViMemory {
    /// What was deleted or yanked last.
    var register = (text: "", isLines: false)
    /// The last of `f`, `F`, `t` and `T` with its character.
    var find: (kind: Character, character: Character)?
    var change: (command: ViCommand, keys: [Key])?
}
