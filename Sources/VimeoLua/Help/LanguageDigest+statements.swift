extension LanguageDigest {
    static let statements = HelpTopic(
        "statements",
        aliases: [
            "keywords", "control structures", "syntax", "lua", "and", "break", "do", "else", "elseif", "end", "false",
            "for", "function", "if", "in", "local", "nil", "not", "or", "repeat", "return", "then", "true", "until",
            "while",
        ],
        "Lua's statements at a glance",
        #"""
        Variables are global unless declared local. Only nil and false count as
        false. and and or give one of their operands: a or b is a unless that is
        false or nil. Comments start with --, long ones stand in --[[ ]].

            local name, count = "talk", 0
            name, count = "talk 2", count + 1

            if count > 1 then print("many")
            elseif count == 1 then print("one")
            else print("none") end

            while count < 3 do count = count + 1 end
            repeat local done = count > 0 until done

            for i = 10, 1, -2 do print(i) end
            for key, value in pairs({x = 1}) do print(key, value) end
            for _, value in ipairs({"a", "b"}) do if value == "b" then break end end

            local function sum(first, ...)
              if first == nil then return 0 end
              return first + sum(...)
            end
            print(sum(1, 2, 3))

            local t = {1, 2, key = "value", [10] = true}
            function t.greet(who) return "hello " .. who end
            function t:size() return #self end
            print(t.key, t[1], #t, t.greet("you"), t:size())
            do local inside = "gone after end" end

        A call with one string or table needs no parentheses: require "vimeo",
        vimeo.client{timeout = 60}. See also the topics operators, patterns,
        metamethods, attribs and goto.
        """#
    )
}
