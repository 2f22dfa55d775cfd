/// A command of vi's normal mode, read from the characters typed for it.
struct ViCommand: Equatable {
    enum Target: Equatable {
        /// Where the cursor goes; `f`, `F`, `t` and `T` have a character.
        case motion(Character, Character?)
        /// Whole lines, as in `dd`.
        case lines
        /// Characters from the cursor on, over the ends of lines, as a selection has them.
        case characters
        /// A text object such as `iw` and `a(`.
        case object(isWhole: Bool, Character)
        /// Anything else, such as `x`; `r` and `m` have a character.
        case action(Character, Character?)
    }

    enum Reading: Equatable {
        case whole(ViCommand)
        case incomplete
        case invalid
    }

    /// The register that is used, as in `"ayy`; nil for the usual one.
    var register: Character?
    /// How often; nil if not said.
    var count: Int?
    /// `d`, `c`, `y`, `<` or `>`.
    var operation: Character?
    var target: Target

    /// Reads what was typed; with a selection (`isVisual`) operators act on it at once.
    static func read(_ typed: [Character], isVisual: Bool = false) -> Reading {
        var rest = typed[...]
        var first = count(&rest)
        var register: Character?
        if rest.first == "\"" {
            rest.removeFirst()
            guard let name = rest.popFirst() else { return .incomplete }
            guard isLetter(name) || "_\"".contains(name) else { return .invalid }
            register = name
            if let further = count(&rest) { first = (first ?? 1) * further }
        }
        var operation: Character?
        if !isVisual, let character = rest.first, operators.contains(character) {
            operation = character
            rest.removeFirst()
        }
        let second = operation == nil ? nil : count(&rest)
        guard let character = rest.popFirst() else { return .incomplete }
        var total: Int?
        if first != nil || second != nil { total = min((first ?? 1) * (second ?? 1), Editor.maximumCount) }
        var argument: Character?
        let takesObject = operation != nil || isVisual
        if character == "g" || withArgument.contains(character) || takesObject && "ia".contains(character) {
            guard let next = rest.popFirst() else { return .incomplete }
            argument = next
        }
        let target: Target
        switch (character, argument) {
        case ("g", "g"): target = .motion("g", nil)
        case ("g", _): return .invalid
        case ("r", _) where operation == nil: target = .action("r", argument)
        case ("m", let name?) where operation == nil && isLetter(name) && name.isLowercase:
            target = .action("m", name)
        case ("'", let name?), ("`", let name?):
            guard isLetter(name) && name.isLowercase || "'`".contains(name) else { return .invalid }
            target = .motion(character, name)
        case (operation, _) where operation != nil: target = .lines
        case ("i", let kind?), ("a", let kind?):
            guard objects.contains(kind) else { return .invalid }
            target = .object(isWhole: character == "a", kind)
        case _ where "fFtT".contains(character) || motions.contains(character): target = .motion(character, argument)
        case _ where operation == nil && (isVisual ? visualActions : actions).contains(character):
            target = .action(character, nil)
        default: return .invalid
        }
        return .whole(ViCommand(register: register, count: total, operation: operation, target: target))
    }

    private static let operators = "dcy<>"
    private static let withArgument = "fFtTrm'`"
    private static let motions = "hl jkwWbBeE0^$G%;,"
    private static let objects = "wW\"'`()[]{}bB"
    private static let actions = "xXsSDCYpP~JuiIaAoO.nN/?vV"
    private static let visualActions = "dcy<>xXsSDCYRpPJ~uUoOvV"

    private static func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }

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
    /// What is selected.
    var selection: ViSelection?
    /// Places in the text; `'` is the one before the last jump.
    var marks: [Character: Int] = [:]

    /// Keeps the marks at their characters while a range is replaced by this many bytes.
    mutating func moveMarks(_ range: Range<Int>, by count: Int) {
        marks = marks.mapValues { place in
            if place >= range.upperBound { return place + count - range.count }
            return min(place, range.lowerBound)
        }
    }
}

/// The visual mode: a selection from where it began to the cursor, both included.
struct ViSelection {
    let anchor: Int
    var isLines: Bool
}

struct ViRegister {
    var text = ""
    /// Whether it has whole lines.
    var isLines = false
}

/// What vi's keys remember from one text to the next.
struct ViMemory {
    /// What was deleted or yanked last.
    var register = ViRegister()
    /// The registers `"a` to `"z`.
    var named: [Character: ViRegister] = [:]
    /// The last of `f`, `F`, `t` and `T` with its character.
    var find: (kind: Character, character: Character)?
    var change: (command: ViCommand, keys: [Key])?

    /// Puts a text into a register; the name in upper case appends to it, and `_` discards it.
    mutating func store(_ new: ViRegister, in name: Character?) {
        guard name != "_" else { return }
        register = new
        guard let name, name != "\"" else { return }
        let key = Character(name.lowercased())
        if name.isUppercase, let present = named[key] {
            let isLines = present.isLines || new.isLines
            let separator = isLines ? "\n" : ""
            named[key] = ViRegister(text: present.text + separator + new.text, isLines: isLines)
        } else {
            named[key] = new
        }
        register = named[key] ?? new
    }

    func content(of name: Character?) -> ViRegister {
        guard let name, name != "\"" else { return register }
        return named[Character(name.lowercased())] ?? ViRegister()
    }
}
