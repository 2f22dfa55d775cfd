extension LanguageDigest {
    static let mathematics = #"""
        math
        The functions about numbers. Angles are in radians.

        math.abs(x)
        The value without its sign. An integer stays one; that of math.mininteger wraps around to itself.
        > print(math.abs(-3))

        math.acos(x)
        The angle whose cosine is x.
        > print(math.acos(1))

        math.asin(x)
        The angle whose sine is x.
        > print(math.asin(1))

        math.atan(y [, x])
        The angle whose tangent is y/x, in the right quadrant; x is 1 unless given.
        > print(math.deg(math.atan(1, -1)))

        math.ceil(x)
        Rounds up, to an integer if it fits one.
        > print(math.ceil(2.1))

        math.cos(x)
        The cosine of an angle.
        > print(math.cos(math.pi))

        math.deg(x)
        Turns radians into degrees.
        > print(math.deg(math.pi))

        math.exp(x)
        The number e to the power x.
        > print(math.exp(1))

        math.floor(x)
        Rounds down, to an integer if it fits one.
        > print(math.floor(-2.1))

        math.fmod(x, y)
        The rest of a division that rounds towards zero: it has the sign of x, that of x % y has the sign of y.
        > print(math.fmod(-7, 3), -7 % 3)

        math.huge
        Infinity, greater than any other number.
        > print(math.huge > math.maxinteger)

        math.log(x [, base])
        The logarithm to a base, the natural one by default.
        > print(math.log(1024, 2))

        math.max(x, ...)
        The greatest of its arguments.
        > print(math.max(3, 1, 4))

        math.maxinteger
        The greatest integer, 2^63 - 1.
        > print(math.maxinteger + 1 == math.mininteger)

        math.min(x, ...)
        The least of its arguments.
        > print(math.min(3, 1, 4))

        math.mininteger
        The least integer, -2^63.
        > print(math.mininteger)

        math.modf(x)
        The whole part, rounded towards zero, and the fraction.
        > print(math.modf(-3.25))

        math.pi
        The ratio of a circle's circumference to its diameter.
        > print(2 * math.pi)

        math.rad(x)
        Turns degrees into radians.
        > print(math.rad(180))

        math.random([m [, n]])
        A random float of at least 0 and below 1; with m an integer from 1 to m, with both one from m to n; with 0 an
        integer of 64 random bits. It is no source of secrets.
        > local dice = math.random(6)

        math.randomseed([x [, y]])
        Starts the random numbers anew, the same for the same numbers; without arguments at an unpredictable place, as
        every program does.
        > math.randomseed(42)

        math.sin(x)
        The sine of an angle.
        > print(math.sin(math.pi / 2))

        math.sqrt(x)
        The square root; x^0.5 is the same.
        > print(math.sqrt(2))

        math.tan(x)
        The tangent of an angle.
        > print(math.tan(math.pi / 4))

        math.tointeger(x)
        The integer of the same value, nil if there is none.
        > print(math.tointeger(3.0), math.tointeger(3.5))

        math.type(x)
        "integer" or "float" for a number, nil for anything else.
        > print(math.type(1), math.type(1.0))

        math.ult(m, n)
        Whether m is below n when both integers are read without sign.
        > print(math.ult(1, -1))

        math.cosh(x)
        The hyperbolic cosine. Kept for old programs; not every Lua 5.4 has it.

        math.sinh(x)
        The hyperbolic sine. Kept for old programs; not every Lua 5.4 has it.

        math.tanh(x)
        The hyperbolic tangent. Kept for old programs; not every Lua 5.4 has it.

        math.pow(x, y)
        The power; write x^y instead. Kept for old programs; not every Lua 5.4 has it.

        math.log10(x)
        The logarithm to base 10; write math.log(x, 10) instead. Kept for old programs; not every Lua 5.4 has it.

        math.atan2(y, x)
        The same as math.atan(y, x). Kept for old programs; not every Lua 5.4 has it.

        math.frexp(x)
        Takes a float apart: m and e with x = m * 2^e, m from 0.5 up to 1. Kept for old programs; not every Lua 5.4
        has it.

        math.ldexp(m, e)
        Puts a float together: m * 2^e. Kept for old programs; not every Lua 5.4 has it.
        """#
}
