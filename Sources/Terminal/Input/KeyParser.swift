/// Turns what a terminal sends into keys, however the bytes are split over reads.
struct KeyParser {
    enum State {
        case ground
        case escape
        case behindEscape(ActedEscape)
        /// After `ESC [`.
        case controlSequence
        /// After `ESC [ [`, with which the Linux console begins its function keys.
        case consoleKey
        /// After `ESC [ M`: how many bytes of an old mouse report are left.
        case mouse(Int)
        /// After `ESC O`.
        case singleShift
        /// In an operating system command or another string; only its introducer has come if nothing followed.
        case string(introducer: UInt8, isEmpty: Bool, hasEscape: Bool)
        case paste
    }

    /// Slow connections split the sequence of a key.
    static let sequenceMilliseconds = 500
    static let escapeMilliseconds = 50
    /// What has come of pasted text counts as all of it then.
    static let pasteMilliseconds = 3000
    /// Longer sequences are ignored.
    static let maximumParameterBytes = 64

    var state = State.ground
    /// A second ESC precedes the sequence: Alt, as rxvt sends it.
    var hasAltPrefix = false
    var parameters: [UInt8] = []
    var keys: [Key] = []
    /// Set where the next key belongs to an ESC that has acted as Escape before the rest of its sequence came.
    var takesBackEscape = false
    /// The column of the last cursor position report, from 1.
    var reportedColumn: Int?
    private var text: [UInt8] = []
    private var isTextAlt = false
    private var pasted = PastedText()

    /// Whether a sequence is incomplete; after a short time its bytes count as keys.
    var needsTimeout: Bool {
        switch state {
        case .ground, .paste: false
        default: true
        }
    }

    /// How many milliseconds the rest of a sequence or paste may take; nil if none is incomplete.
    ///
    /// - Parameter awaitsEscape: whether an Escape alone means something, so that it should act soon.
    func patience(awaitsEscape: Bool) -> Int? {
        switch state {
        case .ground: nil
        case .paste: Self.pasteMilliseconds
        case .escape: awaitsEscape ? Self.escapeMilliseconds : Self.sequenceMilliseconds
        // Alt and a bracket, most likely: terminals begin strings only as answers.
        case .string(_, isEmpty: true, _): Self.escapeMilliseconds
        case .string, .controlSequence, .consoleKey, .mouse, .singleShift, .behindEscape: Self.sequenceMilliseconds
        }
    }

    /// Whether only an ESC has come.
    var isAfterEscape: Bool {
        if case .escape = state { true } else { false }
    }

    /// Whether the rest of a sequence may follow an ESC that has acted as Escape.
    var isBehindEscape: Bool {
        if case .behindEscape = state { true } else { false }
    }

    mutating func parse(_ bytes: some Collection<UInt8>) -> [Key] {
        if case .behindEscape(let escape) = state, escape.isDone(before: bytes) { returnToGround() }
        for byte in bytes { accept(byte) }
        flushText(isEndOfRead: true)
        defer { keys = [] }
        return keys
    }

    /// The keys that an incomplete sequence stands for when nothing follows it.
    ///
    /// - Parameter acting: the keys of an editor in which an Escape alone acts: the rest of a sequence may still follow.
    mutating func timeOut(acting style: KeyStyle? = nil) -> [Key] {
        var next = State.ground
        switch state {
        case .ground: return []
        case .behindEscape(let escape):
            returnToGround()
            return parse(escape.bytes)
        case .paste: endPaste()
        case .escape:
            if hasAltPrefix { keys.append(Key(.escape)) }
            keys.append(Key(.escape))
            if let style { next = .behindEscape(ActedEscape(count: keys.count, style: style)) }
        case .controlSequence:
            if parameters.isEmpty {
                keys.append(.alt("["))
            } else if parameters.last == UInt8(ascii: "$") {
                // rxvt ends keys with Shift like this.
                dispatchControlSequence(final: UInt8(ascii: "$"))
            }
        case .singleShift:
            if parameters.isEmpty { keys.append(.alt("O")) }
        case .string(let introducer, isEmpty: true, _):
            keys.append(.alt(Character(Unicode.Scalar(introducer))))
        case .string, .consoleKey, .mouse: break
        }
        returnToGround()
        state = next
        defer { keys = [] }
        return keys
    }

    mutating func returnToGround() {
        state = .ground
        hasAltPrefix = false
        parameters.removeAll(keepingCapacity: true)
    }

    mutating func beginPaste() {
        state = .paste
        pasted = PastedText()
    }

    private mutating func accept(_ byte: UInt8) {
        switch state {
        case .ground: acceptInGround(byte)
        case .escape: acceptAfterEscape(byte)
        case .behindEscape(let escape): accept(byte, behind: escape)
        case .controlSequence: acceptInControlSequence(byte)
        case .consoleKey: returnToGround()
        case .mouse(let left):
            state = .mouse(left - 1)
            if left <= 1 { returnToGround() }
        case .singleShift: acceptInSingleShift(byte)
        case .string(let introducer, _, let hasEscape): acceptInString(byte, introducer, hasEscape)
        case .paste:
            if pasted.accept(byte) { endPaste() }
        }
    }

    /// Takes a byte that may belong to an ESC that has acted: once it does, the key takes the Escape back.
    private mutating func accept(_ byte: UInt8, behind escape: ActedEscape) {
        var escape = escape
        escape.bytes.append(byte)
        var parser = KeyParser()
        let found = escape.mayBelong ? parser.parse(escape.sequence) : []
        switch parser.state {
        case .ground where found.isEmpty && parser.reportedColumn == nil && !escape.isUnknownSequence:
            // It was typed by hand.
            returnToGround()
            for byte in escape.bytes { accept(byte) }
        case .ground:
            returnToGround()
            takesBackEscape = true
            keys += found
            reportedColumn = parser.reportedColumn ?? reportedColumn
        case .paste:
            returnToGround()
            takesBackEscape = true
            beginPaste()
        default:
            state = .behindEscape(escape)
        }
    }

    private mutating func endPaste() {
        keys.append(Key(.paste(pasted.text)))
        pasted = PastedText()
        returnToGround()
    }

    func acceptsAsText(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != 0x7F }

    mutating func acceptInGround(_ byte: UInt8) {
        if acceptsAsText(byte) { return text.append(byte) }
        flushText(isEndOfRead: false)
        if byte == 0x1B {
            state = .escape
        } else {
            keys.append(Key(controlByte: byte))
        }
    }

    private mutating func acceptAfterEscape(_ byte: UInt8) {
        switch byte {
        case 0x1B:
            if hasAltPrefix { keys.append(Key(.escape)) }
            hasAltPrefix = true
        // Never part of a key: it stops, whatever came before.
        case 0x03:
            returnToGround()
            acceptInGround(byte)
        case UInt8(ascii: "["): state = .controlSequence
        case UInt8(ascii: "O"): state = .singleShift
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            state = .string(introducer: byte, isEmpty: true, hasEscape: false)
        default:
            if hasAltPrefix { keys.append(Key(.escape)) }
            returnToGround()
            if acceptsAsText(byte) {
                isTextAlt = true
                text.append(byte)
                if byte < 0x80 { flushText(isEndOfRead: false) }
            } else {
                var key = Key(controlByte: byte)
                key.modifiers.insert(.alt)
                keys.append(key)
            }
        }
    }

    private mutating func acceptInString(_ byte: UInt8, _ introducer: UInt8, _ hasEscape: Bool) {
        switch byte {
        // CAN and SUB cancel it; BEL, or ESC and a backslash, end it.
        case 0x07, 0x18, 0x1A: returnToGround()
        case UInt8(ascii: "\\") where hasEscape: returnToGround()
        case 0x1B: state = .string(introducer: introducer, isEmpty: false, hasEscape: true)
        default:
            state = .string(introducer: introducer, isEmpty: false, hasEscape: false)
            guard hasEscape else { return }
            // Another sequence cancels the string.
            returnToGround()
            acceptAfterEscape(byte)
        }
    }

    /// Turns the pending text into keys; at the end of a read an incomplete character waits for its rest.
    private mutating func flushText(isEndOfRead: Bool) {
        guard !text.isEmpty else { return }
        let incomplete = isEndOfRead ? UTF8Text.incompleteSuffixCount(text) : 0
        for character in String(decoding: text.dropLast(incomplete), as: UTF8.self) {
            // Control characters of the upper half (C1) cannot be typed.
            if let scalar = character.unicodeScalars.first, (0x80...0x9F).contains(scalar.value) { continue }
            keys.append(Key(.character(character), isTextAlt ? .alt : []))
            isTextAlt = false
        }
        text.removeFirst(text.count - incomplete)
    }
}

enum UTF8Text {
    /// How many bytes at the end belong to an incomplete character.
    static func incompleteSuffixCount(_ bytes: some BidirectionalCollection<UInt8>) -> Int {
        var count = 0
        for byte in bytes.reversed() {
            count += 1
            switch byte {
            case 0x80...0xBF where count < 4: continue
            case 0xC2...0xDF: return count < 2 ? count : 0
            case 0xE0...0xEF: return count < 3 ? count : 0
            case 0xF0...0xF4: return count < 4 ? count : 0
            default: return 0
            }
        }
        return 0
    }
}

/// Pasted text while it comes, up to the mark of its end.
struct PastedText {
    private static let endMark = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    private var matched = 0

    /// Adds a byte; returns whether it was the last one of the mark.
    mutating func accept(_ byte: UInt8) -> Bool {
        if byte == Self.endMark[matched] {
            matched += 1
            return matched == Self.endMark.count
        }
        // ESC is only at the beginning of the mark, so that no other match can begin within this one.
        bytes += Self.endMark.prefix(matched)
        matched = byte == Self.endMark[0] ? 1 : 0
        if matched == 0 { bytes.append(byte) }
        return false
    }

    /// The text: line ends are `\n`, invalid UTF-8 is repaired.
    ///
    /// Control characters stay: the editor shows what they are.
    var text: String {
        var clean: [UInt8] = []
        clean.reserveCapacity(bytes.count)
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0x0D {
                clean.append(0x0A)
            } else if byte != 0x0A || previous != 0x0D {
                clean.append(byte)
            }
            previous = byte
        }
        return String(decoding: clean, as: UTF8.self)
    }
}
