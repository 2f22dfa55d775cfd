extension LanguageDigest {
    static let topics =
        [
            HelpTopic(
                "patterns",
                aliases: ["pattern", "regex", "regexp"],
                "what string.find, match, gmatch and gsub look for",
                #"""
                Patterns are Lua's own, simpler than regular expressions: there is no | and
                no repetition of groups. They work on bytes.

                  .               any byte
                  %a %d %l %u %w  letter, digit, lower case, upper case, letter or digit
                  %s %p %c %x %g  space, punctuation, control, hexadecimal, visible
                  %A %D %S …      upper case means everything else
                  %. %% %(        after % any other sign means itself
                  [a-z_] [^,;]    one byte of a set; with ^ one byte outside of it
                  x* x+ x?        none or more, one or more, none or one, as many as fit
                  x-              none or more, as few as fit
                  ^ $             at the beginning: the start; at the end: the end
                  (…)             a capture; () captures the position
                  %1 to %9        in a pattern: the same text as that capture again
                  %b()            from ( to the ) that belongs to it; any two signs
                  %f[%w]          a border: before it none of the set, after it one

                In the replacement of gsub, %0 is the match, %1 the first capture, %% a
                percent sign.

                    print(("/videos/1001"):match("^/videos/(%d+)$"))
                    print(("a=1, b=2"):gsub("(%w+)=(%w+)", "%2=%1"))
                    print(("f(a(b)c)d"):match("%b()"))
                    print(("THE (quick) fox"):find("%f[%a]%a+%f[%A]"))
                    print((" trim me "):match("^%s*(.-)%s*$"))
                """#
            ),
            HelpTopic(
                "metamethods",
                aliases: ["metamethod", "metatable", "metatables", "__index", "__close"],
                "what a metatable can change about a value",
                #"""
                setmetatable(t, mt) gives a table a metatable. Lua looks in it, raw, for:

                  __index        a table or function(t, key) for keys that t has not
                  __newindex     a table or function(t, key, value) for new keys
                  __call         function(t, ...) when t is called
                  __tostring     function(t) for tostring and print
                  __name         a name for the type in messages
                  __len          function(t) for #t
                  __eq           == of two tables or two userdata that are not the same
                  __lt __le      < and <=, also > and >= with the sides swapped
                  __concat       .. where a side is neither string nor number
                  __add __sub __mul   + - *
                  __div __idiv __mod  / // %
                  __pow __unm    ^ and - in front of one value
                  __band __bor __bxor  & | ~
                  __shl __shr __bnot  << >> and ~ in front of one value
                  __pairs        function(t) for pairs: gives iterator, state, first key
                  __close        function(v, error) when a <close> variable ends
                  __gc           function(v) when the value is collected
                  __mode         "k", "v" or "kv": keys or values are held weakly
                  __metatable    what getmetatable gives; protects against setmetatable

                rawget, rawset, rawequal, rawlen and next ask none of them.

                    local Stack = {}
                    Stack.__index = Stack
                    function Stack.new() return setmetatable({}, Stack) end
                    function Stack:push(value) self[#self + 1] = value end
                    local stack = Stack.new()
                    stack:push("first")
                    print(#stack)
                """#
            ),
            HelpTopic(
                "goto",
                aliases: ["label", "continue"],
                "jumps to a label, such as to go on with a loop",
                #"""
                goto name jumps to the label ::name:: of the same block or one around it,
                never into a block or function, nor past the declaration of a local that
                is still in use at the label. At the end of a block a label counts as
                being outside of the locals there, so that this is Lua's "continue":

                    for i = 1, 5 do
                      if i % 2 == 0 then goto continue end
                      print(i)
                      ::continue::
                    end
                """#
            ),
            HelpTopic(
                "operators",
                aliases: ["operator", "integers", "division", "bitwise", "arithmetic", "precedence"],
                "integer division, bit operators, and what binds tighter",
                #"""
                From what binds loosest to what binds tightest:

                  or
                  and
                  < > <= >= ~= ==
                  |
                  ~            exclusive or
                  &
                  << >>
                  ..           to the right: a .. b .. c is a .. (b .. c)
                  + -
                  * / // %
                  not # - ~    in front of one value; ~ flips all bits
                  ^            to the right; 2^-1 needs no parentheses

                Numbers are integers of 64 bits, which wrap around, or floats. + - * // %
                of two integers give an integer; / and ^ always give a float. // rounds
                down, and a % b has the sign of b: -7 // 2 is -4, -7 % 2 is 1. An integer
                divided by 0 with // or % is an error; floats give inf or nan.

                Bit operators work on integers, and on floats and strings that have the
                value of one. Shifts fill with zeros; by 64 or more they give 0; by a
                negative count they go the other way.

                    print(7 // 2, 7 / 2, 7 // 2.0, -7 // 2)
                    print(0xF0 | 0x0F, 6 & 3, 6 ~ 3, ~0, 1 << 10)
                    print(1 == 1.0, math.type(1), math.type(1.0))
                    print(10 .. "", "10" + 1)
                """#
            ),
            HelpTopic(
                "attribs",
                aliases: ["attrib", "const", "<const>", "close", "<close>", "attributes"],
                "local variables with <const> and <close>",
                #"""
                A local may have an attribute behind its name:

                  <const>    it cannot be assigned to again; trying is a syntax error
                  <close>    the same, and __close of its value is called at the end

                The end is that of the block, even if an error, break, goto or return is
                what ends it. The value of a <close> variable needs __close, or is nil or
                false. Several are closed in reverse order. Open files have it:

                    do
                      local limit <const> = 3
                      local file <close> = io.tmpfile()
                      for i = 1, limit do file:write(i, "\n") end
                    end

                At the prompt, the block is the input: see the topic locals.
                """#
            ),
        ] + formats + [statements]
}
