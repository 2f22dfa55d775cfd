extension LanguageDigest {
    static let formats = [
        HelpTopic(
            "format",
            aliases: ["string.format options", "formats", "%d", "%q"],
            "the options of string.format",
            #"""
            An option is % [flags] [width] [.precision] letter. It takes the next
            argument, except %%, which is a percent sign.

              %d %i      a whole number; 3.0 will do, 3.5 is an error
              %u         not there: use %d
              %x %X %o   a whole number as hexadecimal or octal
              %c         the byte of a code
              %f         a fixed number of decimals, 6 unless given
              %e %E      with an exponent
              %g %G      the shorter of both; %.14g is how Lua shows floats
              %a %A      a float in hexadecimal, exactly
              %s         text; other values as tostring shows them
              %q         as Lua source that gives the same value; no flags
              %p         the address of a table, function and so on

            Flags: - left in its width, + with the sign, a blank in the sign's place,
            0 filled with zeros, # the other form. Width and precision have at most
            two digits. With %s a precision cuts the text; both count bytes.

                print(("%5d|%-5d|%05d|%+d"):format(42, 42, 42, 42))
                print(("%.2f  %8.3f  %g"):format(2 / 3, math.pi, 1e20))
                print(("%x %#X %c"):format(255, 255, 65))
                print(("%-12s|%.4s"):format("talk.mp4", "talk.mp4"))
                print(("%q"):format("a \"quoted\" line"))
            """#
        ),
        HelpTopic(
            "pack",
            aliases: ["string.pack options", "unpack", "binary"],
            "the options of string.pack, packsize and unpack",
            #"""
            The layout is a row of options; blanks between them are fine.

              < > =      little-endian, big-endian, as this machine (the default)
              ![n]       align to at most n bytes, by default the machine's own
              b B        a byte, signed or not
              h H i I l L   short, int and long of C, small letters signed
              i[n] I[n]  an integer of n bytes, 1 to 16
              j J        an integer of Lua: 64 bits
              T          a size_t
              f d n      float, double, number of Lua
              z          text that ends with a zero byte
              s[n]       text with its length in front, in n bytes
              c[n]       exactly n bytes of text, filled with zero bytes
              x          a zero byte
              X[op]      align as op would, without a value

            unpack gives the values and, last, the position after them. A value that
            does not fit, or text that is too short, is an error.

                local bytes = string.pack("<I2 s1 d", 513, "talk", 0.5)
                print(#bytes, string.unpack("<I2 s1 d", bytes))
                print(string.unpack(">I4", "\0\0\1\0"))
                print(string.packsize("!8 b d"))
            """#
        ),
    ]
}
