import Testing

@testable import Terminal

/// Bytes become keys, whatever reads they come in.
struct KeyParserTests {
    typealias Case = (bytes: String, keys: [Key])

    static let cases: [Case] = [
        ("aé漢", [.character("a"), .character("é"), .character("漢")]),
        ("\r\n", [Key(.enter), Key(.enter)]),
        ("\t\u{7F}\u{8}", [Key(.tab), Key(.backspace), Key(.backspace)]),
        ("\u{1}\u{1A}\u{0}\u{1F}", [.control("a"), .control("z"), .control(" "), .control("_")]),
        ("\u{1B}x\u{1B}A", [.alt("x"), .alt("A")]),
        ("\u{1B}\r\u{1B}\n\u{1B}\u{7F}", [Key(.enter, .alt), Key(.enter, .alt), Key(.backspace, .alt)]),
        ("\u{1B}éa", [.alt("é"), .character("a")]),
        ("\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[1;3D", [Key(.up), Key(.down), Key(.right, .control), Key(.left, .alt)]),
        ("\u{1B}O5C\u{1B}Oc\u{1B}[d", [Key(.right, .control), Key(.right, .control), Key(.left, .shift)]),
        ("\u{1B}[1~\u{1B}[7~\u{1B}OH\u{1B}[H", Array(repeating: Key(.home), count: 4)),
        ("\u{1B}[4~\u{1B}[8~\u{1B}OF\u{1B}[F", Array(repeating: Key(.end), count: 4)),
        ("\u{1B}[7^\u{1B}[8@", [Key(.home, .control), Key(.end, [.control, .shift])]),
        (
            "\u{1B}[3~\u{1B}[3;5~\u{1B}[5~\u{1B}[6~",
            [Key(.delete), Key(.delete, .control), Key(.pageUp), Key(.pageDown)]
        ),
        ("\u{1B}[Z", [Key(.tab, .shift)]),
        ("\u{1B}\u{1B}[A", [Key(.up, .alt)]),
        ("\u{1B}OM", [Key(.enter)]),
        ("\u{1B}[13;3u\u{1B}[99;5u\u{1B}[27;5;9~", [Key(.enter, .alt), .control("c"), Key(.tab, .control)]),
        ("\u{1B}[97;2u\u{1B}[104;5u\u{1B}[105;7u", [.character("A"), Key(.backspace), Key(.tab, .alt)]),
        ("\u{1B}[97;1:3u\u{1B}[57358u\u{1B}[55296u\u{1B}[9999999999;5u", []),
        // Unknown sequences, answers, mouse reports, focus, strings: nothing of them is left.
        ("\u{1B}[[Aa\u{1B}[Ib\u{1B}[Oc\u{1B}[M !!d", ["a", "b", "c", "d"].map { .character($0) }),
        ("\u{1B}[?1;2ca\u{1B}[<0;1;1Mb\u{1B}[1;2;3 qc", ["a", "b", "c"].map { .character($0) }),
        ("\u{1B}]0;x\u{7}a\u{1B}P1$r\u{1B}\\b\u{1B}_x\u{18}c", ["a", "b", "c"].map { .character($0) }),
        ("\u{1B}]0;x\u{1B}[Ba", [Key(.down), .character("a")]),
        ("\u{1B}[12\u{1B}[A\u{1B}O\u{1}", [Key(.up), .control("a")]),
        ("\u{1B}[\(String(repeating: "1;", count: 500))~a", [.character("a")]),
        ("\u{85}a", [.character("a")]),
        (
            "\u{1B}[200~a\r\nb\rc\n\td\u{1B}[31m\u{0}\u{9B}\u{7F}\u{1B}[201~e",
            [
                Key(.paste("a\nb\nc\n\td\u{1B}[31m\u{0}\u{9B}\u{7F}")), .character("e"),
            ]
        ),
        ("\u{1B}[200~\u{1B}[20\u{1B}[201~\u{1B}[201~a", [Key(.paste("\u{1B}[20")), .character("a")]),
    ]

    @Test("All keys of a read are told", arguments: cases.indices)
    func wholeReads(index: Int) {
        var parser = KeyParser()
        #expect(parser.parse(Array(Self.cases[index].bytes.utf8)) + parser.timeOut() == Self.cases[index].keys)
    }

    @Test("A read split anywhere gives the same keys", arguments: cases.indices)
    func splitReads(index: Int) {
        let bytes = Array(Self.cases[index].bytes.utf8)
        for split in bytes.indices {
            var parser = KeyParser()
            let keys = parser.parse(bytes[..<split]) + parser.parse(bytes[split...]) + parser.timeOut()
            #expect(keys == Self.cases[index].keys, "split at \(split)")
        }
        var parser = KeyParser()
        #expect(bytes.flatMap { parser.parse([$0]) } + parser.timeOut() == Self.cases[index].keys)
    }

    @Test("Marks that come with a character belong to it")
    func clusters() {
        var parser = KeyParser()
        #expect(parser.parse(Array("e\u{301}👩‍💻🇩🇪".utf8)).map(\.code) == ["e\u{301}", "👩‍💻", "🇩🇪"].map { .character($0) })
    }

    @Test("Invalid UTF-8 is repaired, and an incomplete character waits")
    func invalidText() {
        var parser = KeyParser()
        #expect(parser.parse([0xFF, 0x61, 0xC3]) == [.character("\u{FFFD}"), .character("a")])
        #expect(parser.parse([0x62]) == [.character("\u{FFFD}"), .character("b")])
        #expect(parser.parse([0xE6, 0xBC]).isEmpty)
        #expect(parser.parse([0xA2]) == [.character("漢")])
    }

    @Test(
        "An incomplete sequence is what was pressed when nothing follows",
        arguments: [
            ("\u{1B}", [Key(.escape)]), ("\u{1B}\u{1B}", [Key(.escape), Key(.escape)]), ("\u{1B}[", [.alt("[")]),
            ("\u{1B}O", [.alt("O")]), ("\u{1B}]", [.alt("]")]), ("\u{1B}[3$", [Key(.delete, .shift)]),
            ("\u{1B}[1;", []),
            ("\u{1B}]0;title", []),
        ] as [Case]
    )
    func timeOut(sequence: String, keys: [Key]) {
        var parser = KeyParser()
        #expect(parser.parse(Array(sequence.utf8)).isEmpty)
        #expect(parser.needsTimeout)
        #expect(parser.timeOut() == keys)
        #expect(!parser.needsTimeout)
        #expect(parser.parse(Array("a".utf8)) == [.character("a")])
    }

    @Test(
        "Half a second for the rest of a sequence, less where an Escape alone means something",
        arguments: [
            ("", true, nil), ("\u{1B}", false, 500), ("\u{1B}", true, 50), ("\u{1B}[", true, 500),
            ("\u{1B}O", true, 500),
            ("\u{1B}[1;5", false, 500), ("\u{1B}]", false, 50), ("\u{1B}]0;x", true, 500),
            ("\u{1B}[200~x", false, 3000),
        ] as [(String, Bool, Int?)]
    )
    func patience(bytes: String, awaitsEscape: Bool, expected: Int?) {
        var parser = KeyParser()
        #expect(parser.parse(Array(bytes.utf8)).isEmpty)
        #expect(parser.patience(awaitsEscape: awaitsEscape) == expected)
    }

    @Test(
        "A sequence split anywhere is one key where an Escape alone acts: it takes that one back",
        arguments: KeyStyle.allCases,
        [
            ("\u{1B}[A", [Key(.up)]), ("\u{1B}[1;5C", [Key(.right, .control)]), ("\u{1B}[3~", [Key(.delete)]),
            ("\u{1B}[200~a\u{1B}[201~", [Key(.paste("a"))]), ("\u{1B}[13;3u", [Key(.enter, .alt)]),
            ("\u{1B}[<0;1;1M", []), ("\u{1B}[24;17R", []), ("\u{1B}OA", [Key(.up)]),
            ("\u{1B}O5C", [Key(.right, .control)]),
        ] as [Case]
    )
    func lateRest(style: KeyStyle, sequence: Case) {
        let bytes = Array(sequence.bytes.utf8)
        let isPaste = sequence.keys.first?.isPaste == true
        for first in 1..<bytes.count {
            for second in first..<bytes.count where !(isPaste && second > 6) {
                // For vi the O that comes alone is a command.
                if style == .vi, bytes[1] == UInt8(ascii: "O"), first == 1, second == 2 { continue }
                var parser = KeyParser()
                var keys: [Key] = []
                for piece in [bytes[..<first], bytes[first..<second], bytes[second...]] {
                    if parser.isAfterEscape {
                        #expect(parser.timeOut(acting: style) == [Key(.escape)])
                        #expect(parser.patience(awaitsEscape: true) == 500)
                    }
                    keys += parser.parse(piece)
                }
                #expect(keys == sequence.keys, "\(first), \(second)")
                #expect(parser.takesBackEscape == (first == 1))
                #expect(!parser.needsTimeout)
            }
        }
    }

    @Test(
        "What was typed behind an Escape that has acted is text",
        arguments: [
            ("a", ["a"]), ("[", ["["]), ("[x", ["[", "x"]), ("[1]", ["[", "1", "]"]), ("O", ["O"]), ("[[", ["[", "["]),
            ("é", ["é"]),
        ] as [(String, [Character])]
    )
    func typedBehindEscape(text: String, characters: [Character]) {
        for style in KeyStyle.allCases {
            var parser = KeyParser()
            #expect(parser.parse([0x1B]).isEmpty)
            #expect(parser.timeOut(acting: style) == [Key(.escape)])
            let keys = text.utf8.flatMap { parser.parse([$0]) } + parser.timeOut()
            #expect(keys == characters.map { .character($0) })
            #expect(!parser.takesBackEscape && !parser.needsTimeout)
        }
    }

    @Test("A control character ends the wait, and a second Escape acts like the first")
    func controlBehindEscape() {
        var parser = KeyParser()
        #expect(parser.parse([0x1B]).isEmpty)
        #expect(parser.timeOut(acting: .emacs) == [Key(.escape)])
        #expect(parser.parse([0x5B]).isEmpty)
        #expect(parser.parse([3]) == [.character("["), .control("c")])
        #expect(parser.parse([0x1B]).isEmpty)
        #expect(parser.timeOut(acting: .emacs) == [Key(.escape)])
        #expect(parser.parse([0x1B]).isEmpty)
        #expect(parser.isAfterEscape)
        #expect(parser.parse(Array("[A".utf8)) == [Key(.up)])
        #expect(!parser.takesBackEscape)
    }

    @Test("Ctrl-C behind an ESC is Ctrl-C")
    func interruptAfterEscape() {
        var parser = KeyParser()
        #expect(parser.parse([0x1B, 3]) == [.control("c")])
        #expect(parser.parse([0x1B, 0x5B, 3]) == [.control("c")])
    }

    @Test("The cursor's position is no key")
    func cursorPosition() {
        var parser = KeyParser()
        #expect(parser.parse(Array("a\u{1B}[24;17Rb".utf8)) == [.character("a"), .character("b")])
        #expect(parser.reportedColumn.take() == 17)
        #expect(parser.reportedColumn.take() == nil)
    }

    @Test("A paste of megabytes is one key, and waits without a time limit")
    func largePaste() {
        let text = String(repeating: "print(1)\n", count: 300_000)
        var parser = KeyParser()
        #expect(parser.parse(Array("\u{1B}[200~\(text)".utf8)).isEmpty)
        #expect(!parser.needsTimeout)
        #expect(parser.parse(Array("\u{1B}[201~".utf8)) == [Key(.paste(text))])
    }
}
