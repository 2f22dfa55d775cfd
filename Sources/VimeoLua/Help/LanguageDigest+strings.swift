extension LanguageDigest {
    static let strings = #"""
        string
        The functions about strings, which are sequences of bytes. Positions start at 1, negative ones count from the
        end. Each is also a method: s:upper(), ("%d"):format(1).
        > print(("vimeo"):upper())

        string.byte(s [, i [, j]])
        The codes of the bytes from i to j; of the first unless given.
        > print(("ABC"):byte(1, -1))

        string.char(...)
        Makes a string of bytes with these codes.
        > print(string.char(76, 117, 97))

        string.dump(function [, strip])
        Gives a Lua function as bytecode that load understands; strip leaves out names and lines. Outer locals are not
        part of it.
        > local code = string.dump(function(a) return a + 1 end, true)

        string.find(s, pattern [, init [, plain]])
        Finds the first match of a pattern from init on: gives start, end and the captures, or nil. With plain the
        pattern is plain text. See the topic patterns.
        > print(("talk.mp4"):find(".", 1, true))

        string.format(formatstring, ...)
        Fills values into a template: %d integer, %f and %g float, %s text, %q Lua source, %% a percent sign. See the
        topic format.
        > print(("%-10s|%5.1f%%"):format("done", 63.24))

        string.gmatch(s, pattern [, init])
        Walks all matches of a pattern, giving the captures of each, or the whole match if it has none.
        > for word in ("one two"):gmatch("%a+") do print(word) end

        string.gsub(s, pattern, repl [, n])
        Replaces matches of a pattern, at most n, and gives the new string and their number. repl is text with %1 to
        %9 for captures and %0 for the match, or a table or function that gives the text; false and nil leave it.
        > print(("a b"):gsub("%w", "<%0>"))

        string.len(s)
        The number of bytes, as #s gives it. utf8.len counts characters.
        > print(("Zoë"):len(), utf8.len("Zoë"))

        string.lower(s)
        With ASCII letters in lower case.
        > print(("Talk"):lower())

        string.match(s, pattern [, init])
        The captures of the first match, or the whole match if the pattern has none; nil if nothing matches.
        > print(("/videos/1001"):match("^/videos/(%d+)$"))

        string.pack(fmt, v1, v2, ...)
        Writes values as bytes in a layout. See the topic pack.
        > print(#string.pack("<I2 z", 513, "talk"))

        string.packsize(fmt)
        How many bytes string.pack gives for a layout without strings of variable length.
        > print(string.packsize("<I4 d"))

        string.rep(s, n [, sep])
        The string n times in a row, with sep between.
        > print(("ab"):rep(3, "-"))

        string.reverse(s)
        The bytes in the opposite order; it breaks characters beyond ASCII.
        > print(("abc"):reverse())

        string.sub(s, i [, j])
        The bytes from i to j, to the end unless given; ends out of range are moved into it.
        > print(("talk.mp4"):sub(-3), ("talk.mp4"):sub(1, 4))

        string.unpack(fmt, s [, pos])
        Reads values that string.pack has written, from pos on, and gives the position after them last.
        > print(string.unpack("<I2", "\1\2"))

        string.upper(s)
        With ASCII letters in upper case.
        > print(("talk"):upper())
        """#

    static let utf8 = #"""
        utf8
        The functions about text in UTF-8. Positions are those of bytes. A last argument lax allows code points up to
        2^31.

        utf8.char(...)
        Makes the text of these code points.
        > print(utf8.char(90, 111, 235))

        utf8.charpattern
        A pattern that matches one character of valid UTF-8.
        > for c in ("Zoë"):gmatch(utf8.charpattern) do print(c) end

        utf8.codepoint(s [, i [, j [, lax]]])
        The code points of the characters that start between i and j; of the first unless given.
        > print(utf8.codepoint("Zoë", 1, -1))

        utf8.codes(s [, lax])
        Walks position and code point of each character; raises at an invalid byte.
        > for position, code in utf8.codes("Zoë") do print(position, code) end

        utf8.len(s [, i [, j [, lax]]])
        The number of characters that start between i and j, or nil and the position of the first invalid byte.
        > print(utf8.len("Zoë"), utf8.len("\xFF"))

        utf8.offset(s, n [, i])
        The position where the n-th character begins, counted from i; negative n count back, 0 finds the start of the
        character that byte i is part of. Gives nil outside of the text.
        > local s = "Zoë!" print(s:sub(1, utf8.offset(s, 4) - 1))
        """#
}
