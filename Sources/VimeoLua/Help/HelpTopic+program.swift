extension HelpTopic {
    static let program = [
        repl, locals, sandbox, signIn, scopes, rateLimits, environment, exitCodes,
    ]

    private static let repl = HelpTopic(
        "repl",
        aliases: ["prompt", "keys", "commands", "editor", "_", "_error"],
        "the prompt: its keys and commands",
        #"""
        Enter runs complete input, otherwise it starts a new line. Results print by
        themselves; a ; at the end keeps them quiet. _ is the last result, _1, _2, …
        those of inputs 1, 2, …; _error is the last error. x? is help(x).

          Tab         completes names, keys, files, API paths, options
          Alt-Enter   a new line, whatever the input
          Up, Down    lines of the input, then earlier inputs
          Right, End  at the end of the input: takes the grey suggestion
          Ctrl-R      searches earlier inputs; again: further back
          Ctrl-C      clears the input; while something runs, stops it
          Ctrl-D      on an empty line: leaves

        The usual keys of Emacs work: Ctrl-A, E, B, F, K, U, W, Y, Alt-B, Alt-F.

          :help [TOPIC]          the commands, or a topic
          :time [INPUT]          what an input costs; alone: all inputs from now on
          :bench INPUT           runs an input again and again: how long it takes
          :profile INPUT         in which functions and lines the time goes
          :trace [on|off|curl]   shows requests as they happen, also as curl
          :curl                  the last request as a curl command
          :vars                  the locals and globals you have made
          :history               the inputs of this session
          :save FILE             the inputs that worked, as a script that runs
          :load FILE             runs a file as an input: its locals live on
          :edit [N]              take the last input, or input N, through $EDITOR
          :quit                  leaves, as Ctrl-D does

        vimeo.repl() opens a prompt in the middle of a script; it sees the locals of
        the function that calls it, and the script goes on when it is left.

            for i = 1, 3 do
              local square = i * i
              if i == 2 then vimeo.repl() end
            end
        """#
    )

    private static let locals = HelpTopic(
        "locals",
        aliases: ["locals at the prompt", "variables of the prompt"],
        "how the locals of one input live on in the next",
        #"""
        A local of one input can be used in the next, unlike at the prompt of plain
        Lua. It is the same variable, not a copy: functions made earlier see what
        later inputs assign.

            local count = 0
            local function add() count = count + 1 return count end
            count = 10
            print(add(), count)

        Declaring a name again makes a new variable; earlier functions keep the old
        one. Locals inside of do … end, loops and functions end there, as ever.

          <const>   lives on and stays constant: assigning to it is an error
          <close>   is closed at the end of its input, and so does not live on

            local limit <const> = 5
            print(limit)

        To keep a <close> variable open for several lines, put them into one input:
        Alt-Enter starts a new line, and do … end holds them together.

            do
              local file <close> = io.tmpfile()
              file:write("one", "\n")
            end

        The locals of an input that fails do not live on; the prompt says so. Globals
        always do. :vars lists both, and :save writes them into the script as they were
        typed.
        """#
    )

    private static let sandbox = HelpTopic(
        "sandbox",
        aliases: ["--sandbox", "fake", "offline", "testing"],
        "a Vimeo of your own, on this machine",
        #"""
        With --sandbox, a script or the prompt runs against a Vimeo of its own: nothing
        leaves the machine, no account is needed, and nothing is left when it ends.

          $ vimeo-lua --sandbox
          $ vimeo-lua --sandbox upload.lua talk.mp4

        It keeps state while it runs and starts with a small account. It checks
        tokens and scopes, answers with Vimeo's statuses and error bodies, pages,
        filters, limits rates, and takes uploads.

            print(vimeo.get("/me").body.name)
            for video in vimeo.each("/me/videos") do print(video.uri, video.name) end
            print(vimeo.get("/videos/404").status_code)

        vimeo-lua sandbox serves it for other programs until Ctrl-C. It prints what
        they need as lines NAME=value: VIMEO_API_ROOT, VIMEO_ACCESS_TOKEN,
        VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET.

          $ vimeo-lua sandbox --port 8080

          --port N        the port; a free one unless given
          --latency MS    every answer takes so much longer
          --rate-limit N  how many requests a minute are allowed

        A script named sandbox is run as ./sandbox.
        """#
    )

    private static let signIn = HelpTopic(
        "sign-in",
        aliases: ["signin", "token", "tokens", "oauth", "auth", "credentials"],
        "where the access token comes from",
        #"""
        Most scripts use a personal access token, made for your app on
        developer.vimeo.com. Put it into VIMEO_ACCESS_TOKEN; no option takes one, since
        other users of the machine could read it there.

          $ VIMEO_ACCESS_TOKEN=… vimeo-lua script.lua

        What a token is and may do, and how to end it:

            info = vimeo.verify_token()
            vimeo.revoke_token()

        With VIMEO_CLIENT_ID and VIMEO_CLIENT_SECRET, the app itself can sign in. That
        token has no user: it reads what is public.

            vimeo.load_client_credentials{ "public" }

        To act for other users, send them to a URL. Vimeo sends their browser back to
        the redirect URI, which must be registered for the app, with a code:

            back = "https://example.com/cb"
            url = vimeo.auth_url({ "public", "private" }, back, "xyz")
            token, user, scope = vimeo.exchange_code("CODE", back)

        The client is signed in after that. The granted scopes may be fewer than those
        you asked for. Several accounts at once are several clients, each with all the
        functions of vimeo:

            other = vimeo.client{ token = os.getenv("OTHER_TOKEN") }
            print(other.get("/me").body.name)
        """#
    )

    private static let scopes = HelpTopic(
        "scopes",
        aliases: ["scope"],
        "what a token may do",
        #"""
        A token has scopes. Without the right one Vimeo answers 403 and names it.

          public       reads what everybody may see
          private      reads what only you may see; all below need it too
          create       makes showcases, folders, channels and the like
          edit         changes videos and the other things you own
          delete       deletes them
          interact     likes, follows, comments, watches later
          upload       uploads; has to be granted to the app first
          stats        reads statistics
          video_files  reads links to the files of videos; needs a paid plan
          email        reads your e-mail address
          promo_codes  works with promotions of On Demand titles
          purchase     buys On Demand titles
          purchased    reads what you have bought
          scim         manages the users of an enterprise

        help "PATCH /videos/{video_id}" names the scope of a call where Vimeo's
        description has one. To ask for several:

            url = vimeo.auth_url("public private edit", "https://example.com/cb")
            vimeo.load_client_credentials("public")
            info = vimeo.verify_token()
        """#
    )

    private static let rateLimits = HelpTopic(
        "rate-limits",
        aliases: ["rate", "rate limits", "limits", "429"],
        "what happens when there are too many requests",
        #"""
        Vimeo allows so many requests in a span of time. The responses tell:

            limit = vimeo.get("/me").rate_limit
            if limit then print(limit.limit, limit.remaining, limit.reset) end

        reset is in seconds since 1970. vimeo.rate() shows what is known without a
        request. Requests are slowed down before the limit is reached. A request that
        is refused with 429 waits and is made again; standard error says how long.

            print(vimeo.rate().remaining)

          --max-wait S   the longest wait for the limit: 900 seconds; 0 never waits
          --retries N    how often a failed request or transfer is repeated; 0 for never

        An error of kind rate_limit is what is raised in the end; a script that it
        ends has exit status 5.

        To need fewer requests, ask for many items a page (vimeo.each does), for few
        fields, which also raises the limit, and for several videos at once:

            uris = { "/videos/1001", "/videos/1002" }
            videos = vimeo.get("/videos", { uris = uris, fields = "name" }).body.data
        """#
    )

    private static let environment = HelpTopic(
        "environment",
        aliases: ["env", "variables", "options", "settings"],
        "the environment variables, and the options they stand for",
        #"""
          VIMEO_ACCESS_TOKEN     the access token
          VIMEO_CLIENT_ID        the id of your app, for sign-in
          VIMEO_CLIENT_SECRET    its secret
          VIMEO_API_ROOT         where the API is, as with --api-root

        Each long option has a twin in the environment; the option wins.

          VIMEO_LUA_SANDBOX      --sandbox: 1 runs against a Vimeo of its own
          VIMEO_LUA_API_ROOT     --api-root URL: where the API is
          VIMEO_LUA_CA_FILE      --ca-file PEM: certificates to trust
          VIMEO_LUA_TIMEOUT      --timeout S: stops the script after S seconds
          VIMEO_LUA_MAX_MEMORY   --max-memory SIZE: bytes, or with K, M, G
          VIMEO_LUA_RETRIES      --retries N: repetitions of a failed request
          VIMEO_LUA_MAX_WAIT     --max-wait S: longest wait for the rate limit
          VIMEO_LUA_PROGRESS     --progress auto, bar, lines, json or none
          VIMEO_LUA_COLOR        --color auto, always or never
          VIMEO_LUA_LOG_LEVEL    --log-level error, warning, info, debug or trace

        Of Lua, and of the system:

          LUA_INIT, LUA_INIT_5_4   what runs before the script: Lua, or @ and a file
          LUA_PATH, LUA_PATH_5_4   where require looks for modules in Lua
          LUA_CPATH, LUA_CPATH_5_4   where it looks for modules in C
          HTTPS_PROXY, ALL_PROXY, NO_PROXY   proxies, as curl reads them
          SSL_CERT_FILE          certificates to trust, as with --ca-file
          NO_COLOR               any value: no colours
          XDG_STATE_HOME         where history and unfinished uploads are kept
          TERM                   dumb: a plain prompt without an editor

        A script reads them with os.getenv:

            folder = os.getenv("TALKS") or "talks"
        """#
    )

    private static let exitCodes = HelpTopic(
        "exit-codes",
        aliases: ["exit", "exit codes", "exit status", "status"],
        "how the program ends, for those who call it",
        #"""
          0     all went well
          1     an error of the script, or any other
          4     not signed in, or the sign-in was refused
          5     may work later: the network, 429 or 5xx after all retries
          6     Vimeo refused the request: other 4xx
          7     part of a batch failed
          64    wrong use of a command or long option of vimeo-lua
          130   Ctrl-C
          143   SIGTERM

        Wrong use of Lua's own short options gives 1, as with lua. os.exit(n) wins.
        An error that pcall caught has no effect; to end with its status, raise it
        again:

            ok, problem = pcall(vimeo.upload, "talk.mp4")
            if not ok then
              print("upload failed")
              error(problem, 0)
            end

        Standard output carries data only; messages go to standard error.

          $ vimeo-lua --print 'vimeo.get("/me").body' > me.json || echo "status $?"
        """#
    )
}
