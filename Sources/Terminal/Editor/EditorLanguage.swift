/// The language of the text in an editor.
package protocol EditorLanguage {
    /// Reads a text: the editor asks once for each text, so what several questions need is worked out here.
    func analyze(_ text: String) -> any EditorAnalysis
    /// What Alt-. inserts from an earlier input; nil if it has nothing of the kind.
    func lastArgument(of text: String) -> String?
}

extension EditorLanguage {
    /// The last run without blanks.
    package func lastArgument(of text: String) -> String? {
        text.split(whereSeparator: \.isWhitespace).last.map(String.init)
    }
}

/// What an editor asks about one text; all offsets count UTF-8 bytes.
package protocol EditorAnalysis {
    /// Whether Enter submits the text; otherwise it inserts a line.
    var isComplete: Bool { get }
    /// The styles of the text; what no range covers is plain. The cursor is given so that brackets can be matched, and
    /// nil when nothing is edited any more.
    func highlight(cursor: Int?) -> [StyledRange]
    /// How many blanks the line that starts at an offset should begin with.
    func indentation(ofLineAt lineStart: Int) -> Int
    /// What could stand at the cursor; nil if nothing is known.
    func completion(at cursor: Int) -> EditorCompletion?
    /// A sentence about the call around the cursor, shown below the text; nil for none.
    func hint(at cursor: Int) -> Frame.Row?
}

/// Plain text: always complete, without styles, completion and hints.
extension EditorAnalysis {
    package var isComplete: Bool { true }
    package func highlight(cursor: Int?) -> [StyledRange] { [] }
    package func indentation(ofLineAt lineStart: Int) -> Int { 0 }
    package func completion(at cursor: Int) -> EditorCompletion? { nil }
    package func hint(at cursor: Int) -> Frame.Row? { nil }
}

package struct StyledRange: Equatable, Sendable {
    package var range: Range<Int>
    package var style: Style

    package init(_ range: Range<Int>, _ style: Style) {
        self.range = range
        self.style = style
    }
}

package struct EditorCompletion: Equatable, Sendable {
    package struct Candidate: Equatable, Sendable {
        /// What replaces ``EditorCompletion/range``.
        package var text: String
        /// What the menu shows for it.
        package var label: String
        /// What the menu says beside it, dimmed; may be empty.
        package var detail: String
        /// What is put behind the text once it is taken, such as a quote, unless it is there already.
        package var closing: String
        /// Whether it is less likely than the others.
        package var isDim: Bool
        /// Whether the label stands for something to type behind the text.
        package var isPlaceholder: Bool

        package init(
            text: String,
            label: String,
            detail: String = "",
            closing: String = "",
            isDim: Bool = false,
            isPlaceholder: Bool = false
        ) {
            self.text = text
            self.label = label
            self.detail = detail
            self.closing = closing
            self.isDim = isDim
            self.isPlaceholder = isPlaceholder
        }
    }

    /// What is replaced, ending at the cursor.
    package var range: Range<Int>
    /// The proposals, the best first.
    package var candidates: [Candidate]
    /// How many more there are than were listed.
    package var omitted: Int

    package init(range: Range<Int>, candidates: [Candidate], omitted: Int = 0) {
        self.range = range
        self.candidates = candidates
        self.omitted = omitted
    }
}
