import Testing

@Suite(.timeLimit(.minutes(1)))
struct CollectionTests {
    @Test(
        "each gives every item of every page, pages every page as its body",
        arguments: [
            (
                "local n = 0 for v in vimeo.each('/me/videos', {per_page = 1}) do n = n + 1 end return n == vimeo.get('/me/videos').body.total and n > 2",
                "true"
            ),
            (
                "local seen = {} for v in vimeo.each('/me/videos', {per_page = 2}) do assert(not seen[v.uri]) seen[v.uri] = true end return next(seen) ~= nil",
                "true"
            ),
            ("for v in vimeo.each('/me/videos', {fields = {'uri', 'name'}}) do return v.link end", "nil"),
            ("for v in vimeo.each{path = '/me/videos', query = {fields = 'name'}} do return v.uri end", "nil"),
            (
                "local n = 0 for p in vimeo.pages('/me/videos', {per_page = 1}) do n = n + #p.data end return n == vimeo.get('/me/videos').body.total",
                "true"
            ),
            (
                "local n = 0 for p in vimeo.pages('/me/videos', {per_page = 2}) do n = n + 1 assert(p.page == n and p.total) end return n > 1",
                "true"
            ),
            ("local n = 0 for p in vimeo.pages('/me/videos?per_page=1') do n = n + #p.data break end return n", "1"),
            ("for v in vimeo.each('/me/videos', {query = 'no such words'}) do return 'one' end return 'none'", "none"),
        ]
    )
    func walks(code: String, expected: String) async throws {
        #expect(try await run(code) == expected)
    }

    @Test("A limit ends the loop after so many items, over the bounds of pages", arguments: [0, 1, 3, 4, 1000])
    func limit(limit: Int) async throws {
        let result = try await run(
            """
            local n = 0
            for _ in vimeo.each('/me/videos', {per_page = 2}, {limit = \(limit)}) do n = n + 1 end
            return n == math.min(\(limit), vimeo.get('/me/videos').body.total)
            """
        )
        #expect(result == "true")
    }

    @Test("A hundred items a page are asked for, unless the query or the path says otherwise")
    func pageSize() async throws {
        let result = try await runRecorded(
            """
            for _ in vimeo.each('/me/videos') do break end
            for _ in vimeo.each('/me/videos', {per_page = 7}) do break end
            for _ in vimeo.each('/me/videos?per_page=8') do break end
            return asked '/me/videos?per_page=100' .. asked '/me/videos?per_page=7' .. asked '/me/videos?per_page=8'
            """
        )
        #expect(result == "111")
    }

    @Test("The next page is fetched while the present one is used, and only the next")
    func ahead() async throws {
        let result = try await runRecorded(
            """
            local log = {}
            local function pages() return asked '/me/videos' + asked '/users/1/videos' end
            for p in vimeo.pages('/me/videos', {per_page = 1}) do
              -- Nobody asks for it, yet it comes.
              while pages() < p.page + 1 do vimeo.sleep(0.001) end
              vimeo.get('/me')
              log[#log + 1] = pages()
              if p.page == 3 then break end
            end
            return table.concat(log, ' ')
            """
        )
        #expect(result == "2 3 4")
    }

    @Test("Leaving the loop ends the fetching, by break, return, error or goto")
    func leaving() async throws {
        let result = try await runRecorded(
            """
            local function pages() return asked '/me/videos' + asked '/users/1/videos' end
            local function walk() return vimeo.each('/me/videos', {per_page = 1}) end
            for _ in walk() do break end
            ;(function() for _ in walk() do return end end)()
            pcall(function() for _ in walk() do error('no') end end)
            for _ in walk() do goto out end
            ::out::
            for _ = 1, 3 do vimeo.get('/me') end
            return pages() >= 4 and pages() <= 8
            """
        )
        #expect(result == "true")
    }

    @Test(
        "Errors are raised in the loop that asks",
        arguments: [
            ("for _ in vimeo.each('/videos/1/comments') do end", "api 404"),
            ("for _ in vimeo.pages('/no/such/thing') do end", "api 404"),
            ("for _ in vimeo.each('/me') do end", "usage nil"),
            ("for _ in vimeo.each('/me/..') do end", "usage nil"),
            ("for _ in vimeo.each('/me/videos', {}, {limit = -1}) do end", "usage nil"),
            ("for _ in vimeo.each('/me/videos', {}, {limit = 1.5}) do end", "usage nil"),
            ("for _ in vimeo.each('/me/videos', {}, {size = 1}) do end", "usage nil"),
            ("for _ in vimeo.pages('/me/videos', {}, {limit = 1}) do end", "usage nil"),
        ]
    )
    func errors(code: String, expected: String) async throws {
        let result = try await run(
            "local ok, e = pcall(function() \(code) end) return not ok and e.kind .. ' ' .. tostring(e.status_code)"
        )
        #expect(result == expected)
    }

    @Test("A list that shrinks while it is walked ends the loop all the same")
    func shrinking() async throws {
        let result = try await run(
            """
            local total, n = vimeo.get('/me/videos').body.total, 0
            for v in vimeo.each('/me/videos', {per_page = 1}) do
              n = n + 1
              vimeo.delete(v.uri)
            end
            return n >= 1 and n <= total
            """
        )
        #expect(result == "true")
    }

    @Test("map pulls pages as it goes: an early error leaves the rest unasked")
    func mapping() async throws {
        let result = try await runRecorded(
            """
            local function pages() return asked '/me/videos' + asked '/users/1/videos' end
            local total = vimeo.get('/me').body.metadata.connections.videos.total
            local names = vimeo.map(vimeo.each('/me/videos', {per_page = 1}), function(v) return v.name end)
            local all = pages()
            pcall(vimeo.map, vimeo.each('/me/videos', {per_page = 1}), function() error('no') end, {concurrency = 1})
            return (#names == total and all == total and total > 5) and pages() - all <= 4
            """
        )
        #expect(result == "true")
    }

    @Test(
        "A collection can be walked anywhere",
        arguments: [
            "return count(walk())",
            "return select(2, pcall(function() return count(walk()) end))",
            "return coroutine.wrap(function() return count(walk()) end)()",
            "return count(coroutine.wrap(function() for v in walk() do coroutine.yield(v) end end))",
            "return vimeo.spawn(function() return count(walk()) end):await()",
            "return vimeo.map({1}, function() return count(walk()) end)[1]",
            "return #vimeo.map(walk(), function(v) return v.uri end, {concurrency = 2})",
            "local n table.sort({1, 2}, function(a, b) n = count(walk()) return a < b end) return n",
            "return setmetatable({}, {__index = function() return count(walk()) end}).x",
        ]
    )
    func everywhere(code: String) async throws {
        let result = try await run(
            """
            local function walk() return vimeo.each('/me/videos', {per_page = 2}) end
            local function count(f, s, c, close)
              local n = 0
              for _ in f, s, c, close do n = n + 1 end
              return n
            end
            local total = vimeo.get('/me/videos').body.total
            return total == (function() \(code) end)()
            """
        )
        #expect(result == "true", "\(code)")
    }

    @Test("Many walks at the same time do not mix")
    func together() async throws {
        let result = try await run(
            """
            local lists = vimeo.map({1, 2, 3, 4, 5, 6}, function(size)
              local uris = {}
              for v in vimeo.each('/me/videos', {per_page = size}) do uris[#uris + 1] = v.uri end
              return table.concat(uris, ' ')
            end, {concurrency = 6})
            for _, list in ipairs(lists) do if list ~= lists[1] then return list end end
            return #lists[1] > 0
            """
        )
        #expect(result == "true")
    }

    @Test(
        "Of several tasks that share one iterator each item and each page goes to one",
        arguments: [
            "local it = vimeo.each('/me/videos', {per_page = 1}) return it, function(v) return {v} end",
            "local it = vimeo.pages('/me/videos', {per_page = 1}) return it, function(p) return p.data end",
        ]
    )
    func shared(make: String) async throws {
        let result = try await run(
            """
            local next, items = (function() \(make) end)()
            local seen, count = {}, 0
            local function walk()
              for page in next do
                for _, v in ipairs(items(page)) do
                  assert(not seen[v.uri], 'twice')
                  seen[v.uri], count = true, count + 1
                end
              end
            end
            vimeo.all{walk, walk, walk}
            return count == vimeo.get('/me/videos').body.total
            """
        )
        #expect(result == "true")
    }

    @Test("rate shows what is known of the limit: nothing before the first answer")
    func rate() async throws {
        let result = try await run(
            """
            local function text(r) return tostring(r.limit) .. ' ' .. tostring(r.remaining) .. ' ' .. tostring(r.reset) .. ' ' .. r.waiting end
            local before = text(vimeo.rate())
            local limit = vimeo.get('/me').rate_limit
            local after = vimeo.rate()
            return before .. '|' .. tostring(after.limit == limit.limit and after.remaining == limit.remaining and after.reset == limit.reset)
              .. '|' .. text(vimeo.client{token = 'other'}.rate())
            """
        )
        #expect(result == "nil nil nil 0|true|nil nil nil 0")
    }

    @Test("A list that shrinks while it is walked, and one that ends early, are warned of")
    func warnings() async throws {
        let warnings = Warnings()
        _ = try await run(
            "for v in vimeo.each('/me/videos', {per_page = 1}) do vimeo.delete(v.uri) end return 'done'",
            warnings: warnings
        )
        #expect(warnings.all.count == 1)
        #expect(warnings.all.first?.hasPrefix("/me/videos: the list ") == true, "\(warnings.all)")
    }

    @Test("Where failures are collected, an error of the list is one more of them")
    func collecting() async throws {
        let result = try await run(
            """
            local n = 0
            local function list()
              n = n + 1
              if n == 3 then error('no more pages') end
              return n
            end
            local results, failures = vimeo.map(list, function(i) if i == 1 then error('one') end return i end, {on_error = 'collect'})
            local words = {}
            for _, f in ipairs(failures) do words[#words + 1] = f.index .. ' ' .. tostring(f.error):gsub('^.-:%d+: ', '') end
            table.sort(words)
            return table.concat(words, ', ') .. ' / ' .. tostring(results[2])
            """
        )
        #expect(result == "1 one, 3 no more pages / 2")
    }
}
