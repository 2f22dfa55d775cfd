extension HelpTopic {
    static let firstSteps = [
        HelpTopic(
            "start",
            aliases: ["begin", "intro", "tutorial", "vimeo"],
            "the first minutes: what to type",
            #"""
            vimeo-lua is Lua 5.4 with Vimeo built in. To try it without an account, start
            it as vimeo-lua --sandbox; with one, put an access token into the environment
            variable VIMEO_ACCESS_TOKEN. Then type at the prompt:

                vimeo.get("/me").body.name

            That is a request. Each gives a response; its body is a Lua table.

                me = vimeo.get("/me", { fields = { "uri", "name" } }):check()
                print(me.status_code, me.body.uri)

            A loop over a collection, over as many pages as there are:

                for video in vimeo.each("/me/videos") do print(video.uri, video.name) end

            A change, and a file:

                vimeo.patch("/videos/1001", { name = "New title" }):check()
                uri = vimeo.upload("talk.mp4", { name = "My talk" })

            At the prompt, values print by themselves, Tab completes names and API paths,
            and help is at hand:

                help(vimeo.upload)
                help "paging"
                help "POST /me/videos"
                apropos "caption"

            Save what worked as a script with :save FILE, and run that with
            vimeo-lua FILE. More topics: requests, errors, tasks, paging, uploads,
            downloads, json, files, repl, locals, sandbox, sign-in, scopes, rate-limits,
            environment, exit-codes; about the language: statements, patterns, operators,
            metamethods, attribs, goto, format, pack.
            """#
        ),
        HelpTopic(
            "requests",
            aliases: ["request", "response", "responses", "verbs", "http"],
            "get, post and the other verbs, and what they return",
            #"""
            vimeo.get, head, options and delete take (path [, query [, options]]);
            vimeo.post, put and patch take (path [, body [, options]]). A path is a URI
            such as /videos/1001; an absolute URL is allowed, but the access token goes to
            the API's own origin only. A table as body is sent as JSON, a string as it is.
            Lists in a query are joined with commas.

                res = vimeo.get("/me/videos", { fields = { "uri", "name" }, per_page = 5 })
                vimeo.patch("/videos/1001", { privacy = { view = "unlisted" } })
                vimeo.request{ method = "PUT", path = "/videos/1001/tags/swift" }

            options and the table of vimeo.request take:

              query         parameters of the URL, for verbs with a body
              headers       header fields by name
              timeout       seconds without progress after which it fails
              retries       how often it may be repeated
              content_type  the type of a body that is a string
              null          "keep" keeps null fields, see the topic json

            A response has:

              status_code   such as 200
              ok            whether that is 2xx
              body          decoded JSON, or the text if it was none
              headers       by name, upper and lower case alike
              url           where it came from
              rate_limit    limit, remaining and reset, where Vimeo sent them
              res:json()    the body, or an error if it was no JSON
              res:check()   the response itself, or raises the API's error

            A verb raises only where there is no response. What cannot do harm twice
            (all but POST and PATCH) is repeated after lost connections and the statuses
            408, 429, 500, 502, 503 and 504; POST and PATCH only if Vimeo surely has not
            acted on them.
            """#
        ),
        HelpTopic(
            "errors",
            aliases: ["error", "exceptions", "check", "pcall"],
            "what is raised when, and what an error says",
            #"""
            The verbs give a response for every HTTP status: ask res.ok, or call
            res:check(), which raises for all but 2xx. Everything else (vimeo.each,
            vimeo.upload and so on) raises by itself. Wrong arguments raise Lua's own
            message, everything else a table that print shows in words:

              kind                api, auth, network, timeout, cancelled, …
              message             what happened, in one sentence
              hint                what may help
              status_code         of the answer, such as 404
              error_code          Vimeo's own number, such as 5000
              developer_message   Vimeo's words for developers
              invalid_parameters  a list: what is wrong with which field
              method, url         the request

            Further kinds are rate_limit, upload, file, permission, usage. A field is nil if
            there is nothing to say. No error holds a token.

                ok, problem = pcall(function()
                  return vimeo.get("/videos/1"):check()
                end)
                if not ok and problem.status_code == 404 then
                  print("no such video")
                elseif not ok then
                  error(problem, 0)
                end

            A script that ends by an error ends with a status that tells what kind it
            was: see exit-codes. At the prompt, _error is the last error.
            """#
        ),
        HelpTopic(
            "json",
            aliases: ["vimeo.json", "null", "arrays"],
            "how JSON and Lua values become one another",
            #"""
            Bodies are encoded and decoded by themselves; vimeo.json does it by hand.

                text = vimeo.json.encode({ name = "Talk", tags = { "a", "b" } })
                value = vimeo.json.decode('{"name": "Talk", "size": 9007199254740993}')
                print(vimeo.json.encode(value, { pretty = true, sort_keys = true }))

            Numbers: integers that fit 64 bits are Lua integers and keep every digit,
            all others are floats. NaN and infinities cannot be encoded.

            null: in an object it is an absent key, in an array it is vimeo.json.null,
            which counts as true. With null = "keep" it is vimeo.json.null everywhere;
            the verbs have that option too. To send a null, write it:

                res = vimeo.get("/videos/1001", {}, { null = "keep" })
                if res.body.description == vimeo.json.null then print("no text") end
                vimeo.patch("/videos/1001", { password = vimeo.json.null })

            Arrays and objects: a table is an array if its keys are 1 to n with n above
            0, an object if all of them are strings. An empty table is an object unless
            it was decoded from [] or is marked:

                print(vimeo.json.encode({}), vimeo.json.encode(vimeo.json.array{}))

            Mixed or sparse keys, cycles and text that is not UTF-8 are errors that say
            where. require "vimeo.json" gives the same table.
            """#
        ),
    ]
}
