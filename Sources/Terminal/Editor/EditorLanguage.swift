/// What the editor asks about the text in it; all offsets count UTF-8 bytes.
public struct EditorLanguage {
    /// A run of text in one style.
    public struct Run: Equatable, Sendable {
        /// The bytes that it covers.
        public var range: Range<Int>
        /// How they look.
        public var style: Style

        /// A run over a range.
        public init(_ range: Range<Int>, _ style: Style) {
            self.range = range
            self.style = style
        }
    }

    /// What could stand at the cursor.
    public struct Completion: Equatable, Sendable {
        /// One proposal.
        public struct Candidate: Equatable, Sendable {
            /// What replaces ``Completion/range``.
            public var text: String
            /// What the menu shows for it.
            public var label: String
            /// What the menu says beside it, dimmed; may be empty.
            public var detail: String

            /// A proposal, without a detail unless given.
            public init(text: String, label: String, detail: String = "") {
                self.text = text
                self.label = label
                self.detail = detail
            }
        }

        /// What is replaced, ending at the cursor.
        public var range: Range<Int>
        /// The proposals, the best first.
        public var candidates: [Candidate]
        /// How many more there are than were listed.
        public var omitted: Int

        /// Proposals for a range.
        public init(range: Range<Int>, candidates: [Candidate], omitted: Int = 0) {
            self.range = range
            self.candidates = candidates
            self.omitted = omitted
        }
    }

    /// Whether Enter submits the text; otherwise it inserts a line.
    public var isComplete: (_ text: String) -> Bool
    /// The styles of the text; what no run covers is plain.
    ///
    /// `cursor` is given so that brackets can be matched.
    public var highlight: (_ text: String, _ cursor: Int) -> [Run]
    /// How many blanks the line that starts at `lineStart` should begin with.
    public var indentation: (_ text: String, _ lineStart: Int) -> Int
    /// What could stand at the cursor; nil where nothing can be said.
    public var complete: (_ text: String, _ cursor: Int) -> Completion?
    /// One line about the call around the cursor, shown below the text; nil for none.
    public var hint: (_ text: String, _ cursor: Int) -> [Frame.Span]?

    /// A language; plain text unless said otherwise.
    public init(
        isComplete: @escaping (String) -> Bool = { _ in true },
        highlight: @escaping (String, Int) -> [Run] = { _, _ in [] },
        indentation: @escaping (String, Int) -> Int = { _, _ in 0 },
        complete: @escaping (String, Int) -> Completion? = { _, _ in nil },
        hint: @escaping (String, Int) -> [Frame.Span]? = { _, _ in nil }
    ) {
        self.isComplete = isComplete
        self.highlight = highlight
        self.indentation = indentation
        self.complete = complete
        self.hint = hint
    }
}
