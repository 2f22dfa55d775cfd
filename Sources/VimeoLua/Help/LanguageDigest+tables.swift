extension LanguageDigest {
    static let tables = #"""
        table
        The functions about lists: tables with the keys 1 to n. They respect metamethods.

        table.concat(list [, sep [, i [, j]]])
        Joins the strings and numbers of a list, from i to j, with sep between.
        > print(table.concat({"uri", "name"}, ","))

        table.insert(list, [pos,] value)
        Puts a value at a position and moves the later ones up; at the end without a position.
        > local t = {"b"} table.insert(t, 1, "a")

        table.move(a1, f, e, t [, a2])
        Copies the elements f to e of a1 to position t and on, of a2 if given; the ranges may overlap. Gives the
        destination.
        > local copy = table.move({1, 2, 3}, 1, 3, 1, {})

        table.pack(...)
        Makes a list of all arguments, their number in the field n, so that nils are not lost.
        > print(table.pack(nil, 2, nil).n)

        table.remove(list [, pos])
        Takes an element out and gives it, moving the later ones down; the last one without a position.
        > local t = {"a", "b"} print(table.remove(t, 1))

        table.sort(list [, comp])
        Sorts a list in place. comp(a, b) tells whether a must come before b; equal elements may change their order.
        > local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end)

        table.unpack(list [, i [, j]])
        Gives the elements from i to j as separate values; all of them by default.
        > print(table.unpack({1, 2, 3}, 2))
        """#
}
