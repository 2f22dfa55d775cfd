import Testing

/// What a restricted script tries, which must not succeed.
struct Attack: Sendable, CustomTestStringConvertible {
    let name: String
    /// Options beside `--restrict`; it may read the folder `inside` and write `out`.
    var options: [String] = []
    /// It prints `Self.secret` where it succeeds without leaving a trace; `home` is the folder of the test.
    let code: String
    var environment: [String: String] = [:]
    /// Whether it succeeds without `--restrict`: otherwise it proves that the attack is one.
    var succeedsOtherwise = true

    static let secret = "SECRET-7c1"

    init(
        _ name: String,
        _ code: String,
        options: [String] = [],
        environment: [String: String] = [:],
        succeedsOtherwise: Bool = true
    ) {
        (self.name, self.code, self.options) = (name, code, options)
        (self.environment, self.succeedsOtherwise) = (environment, succeedsOtherwise)
    }

    var testDescription: String { name }

    static let reading: [Attack] = [
        Attack("io.open by an absolute path", "print(io.open(home .. '/secret.txt'):read('a'))"),
        Attack("io.open by ..", "print(io.open('inside/../secret.txt'):read('a'))"),
        Attack("a link out of a granted folder", "print(io.open('inside/link'):read('a'))"),
        Attack("a link to a folder above", "print(io.open('inside/up/secret.txt'):read('a'))"),
        Attack("an absolute link", "print(io.open('inside/absolute'):read('a'))"),
        Attack("a link to a link", "print(io.open('inside/chain'):read('a'))"),
        Attack("a name with a NUL byte", "print(io.open('secret.txt\\0inside/ok.txt'):read('a'))"),
        Attack("io.lines", "for line in io.lines('secret.txt') do print(line) end"),
        Attack("io.input", "io.input('secret.txt') print(io.read('a'))"),
        Attack("loadfile", "print(loadfile('secret.lua')())"),
        Attack(
            "loadfile of a text, for its error",
            "print(select(2, loadfile('secret.txt')):find 'syntax' and secret)"
        ),
        Attack("dofile", "print(dofile('secret.lua'))"),
        Attack("require by the standard path", "package.path = './?.lua' print(require('secret'))"),
        Attack("require by package.path", "package.path = home .. '/?.lua' print(require('secret'))"),
        Attack("package.searchpath", "print(package.searchpath('secret', home .. '/?.lua') and secret)"),
        Attack("vimeo.fs.read", "print(vimeo.fs.read('secret.txt'))"),
        Attack("vimeo.fs.read through a link", "print(vimeo.fs.read('inside/link'))"),
        Attack("vimeo.fs.list", "if #vimeo.fs.list('.') > 0 then print(secret) end"),
        Attack("vimeo.fs.list of the root", "if #vimeo.fs.list('/') > 0 then print(secret) end"),
        Attack("vimeo.fs.glob", "if #vimeo.fs.glob('*.txt') > 0 then print(secret) end"),
        Attack("vimeo.fs.glob of one name", "if #vimeo.fs.glob('secret.txt') > 0 then print(secret) end"),
        Attack("vimeo.fs.glob through a link", "if #vimeo.fs.glob('inside/up/*.txt') > 0 then print(secret) end"),
        Attack("vimeo.fs.walk", "for path in vimeo.fs.walk('.') do if path:find('secret') then print(secret) end end"),
        Attack("vimeo.fs.stat", "if vimeo.fs.stat('secret.txt') then print(secret) end"),
        Attack("vimeo.fs.exists", "if vimeo.fs.exists('secret.txt') then print(secret) end"),
        Attack("vimeo.fs.copy", "vimeo.fs.copy('secret.txt', 'out/copy') print(vimeo.fs.read('out/copy'))"),
        Attack("vimeo.csv.reader", "for row in vimeo.csv.reader('secret.txt') do print(row[1]) end"),
        Attack("the environment in /proc", "print(io.open('/proc/self/environ'):read('a'))"),
        Attack("the current folder in /proc", "print(io.open('/proc/self/cwd/secret.txt'):read('a'))"),
        Attack("the root in /proc", "print(io.open('/proc/self/root' .. home .. '/secret.txt'):read('a'))"),
        Attack("memory in /proc", "if io.open('/proc/self/mem', 'rb') then print(secret) end"),
        Attack(
            "the environment in /proc, which is granted",
            "print(io.open('/proc/self/environ'):read('a'))",
            options: ["--allow-read=/proc"]
        ),
        Attack(
            "the environment in /proc, which is named",
            "print(vimeo.fs.read('/proc/self/environ'))",
            options: ["--allow-read=/proc/self/environ"]
        ),
        Attack(
            "the environment of a thread",
            "print(io.open('/proc/thread-self/environ'):read('a'))",
            options: ["--allow-read=/"]
        ),
        Attack(
            "the environment of any thread",
            "for path in vimeo.fs.walk('/proc/self/task') do if path:find('/environ$') then print(vimeo.fs.read(path)) end end",
            options: ["--allow-read=/proc"]
        ),
        Attack(
            "/proc below the root in /proc",
            "print(io.open('/proc/self/root/proc/self/environ'):read('a'))",
            options: ["--allow-read=/"]
        ),
        Attack(
            "memory in /proc, which is granted",
            "if io.open('/proc/self/mem', 'rb') then print(secret) end",
            options: ["--allow-read=/"]
        ),
        Attack(
            "memory in /proc, for writing",
            "if io.open('/proc/self/mem', 'r+b') then print(secret) end",
            options: ["--allow-write=/proc"]
        ),
        Attack(
            "a coroutine",
            "print(coroutine.wrap(function() return io.open('secret.txt'):read('a') end)())"
        ),
        Attack("a task", "print(vimeo.spawn(function() return vimeo.fs.read('secret.txt') end):await())"),
        Attack("the token in the environment", "print(os.getenv('VIMEO_ACCESS_TOKEN'))"),
        Attack(
            "the token, though it is named",
            "print(os.getenv('VIMEO_CLIENT_SECRET'))",
            options: ["--allow-env=VIMEO_CLIENT"]
        ),
        Attack(
            "a variable",
            "print(os.getenv('MINE'))",
            options: ["--allow-env=OTHER"],
            environment: ["MINE": "\(secret)-mine"]
        ),
    ]

    /// Changes a file of the program itself, in a folder that may be written.
    private static func own(_ name: String, _ code: String) -> Attack {
        Attack(name, code, options: ["--allow-write=."])
    }

    static let writing: [Attack] = [
        Attack("io.open for writing", "io.open('trap', 'w'):close()"),
        Attack("io.open for appending", "io.open('secret.txt', 'a'):write('x')"),
        Attack("io.open for updating", "io.open('secret.txt', 'r+'):write('x')"),
        Attack("a new file where only reading is granted", "io.open('inside/trap', 'w'):close()"),
        Attack("changing what may only be read", "io.open('inside/ok.txt', 'r+'):write('x')"),
        Attack("io.output", "io.output('trap')"),
        Attack("a link out of a folder that may be written", "io.open('out/trap', 'w'):close()"),
        Attack("the same with vimeo.fs.write", "vimeo.fs.write('out/trap', 'x')"),
        Attack("the same with vimeo.fs.append", "vimeo.fs.append('out/trap', 'x')"),
        Attack("vimeo.fs.write", "vimeo.fs.write('trap', 'x')"),
        Attack("vimeo.fs.append", "vimeo.fs.append('secret.txt', 'x')"),
        Attack("vimeo.fs.mkdir", "vimeo.fs.mkdir('trap/a')"),
        Attack("vimeo.fs.copy to elsewhere", "vimeo.fs.copy('inside/ok.txt', 'trap')"),
        Attack("vimeo.fs.move", "vimeo.fs.move('secret.txt', 'out/x')"),
        Attack("vimeo.fs.move of what may only be read", "vimeo.fs.move('inside/ok.txt', 'out/x')"),
        Attack("vimeo.fs.remove", "vimeo.fs.remove('secret.txt')"),
        Attack("vimeo.fs.remove of what may only be read", "vimeo.fs.remove('inside/ok.txt')"),
        Attack("vimeo.fs.remove of a folder", "vimeo.fs.remove('inside', {recursive = true})"),
        Attack("vimeo.fs.tempdir", "vimeo.fs.tempdir() print(secret)"),
        Attack("vimeo.csv.writer", "vimeo.csv.writer('trap'):close()"),
        Attack("vimeo.lock", "local lock = vimeo.lock('trap') print(secret)"),
        Attack("os.remove", "os.remove('secret.txt')"),
        Attack("os.rename to a granted folder", "os.rename('secret.txt', 'out/x')"),
        Attack("os.rename from a granted folder", "os.rename('inside/ok.txt', 'trap')"),
        Attack(
            "os.rename of the folder of the kept token",
            """
            os.rename('config/vimeo-lua', 'config/x')
            print(io.open('config/x/credentials.json'):read('a'))
            """,
            options: ["--allow-write=config"]
        ),
        Attack(
            "vimeo.fs.move of the folder of the kept token",
            """
            pcall(vimeo.fs.move, home .. '/config/vimeo-lua', home .. '/config/x')
            print(vimeo.fs.read('config/x/credentials.json'))
            """,
            options: ["--allow-write=config"]
        ),
        own("the file that the prompt runs", "vimeo.fs.write('config/vimeo-lua/init.lua', '') print(secret)"),
        own("the same with io.open", "assert(io.open('config/vimeo-lua/init.lua', 'w')) print(secret)"),
        own("the same with vimeo.csv.writer", "vimeo.csv.writer('config/vimeo-lua/init.lua') print(secret)"),
        own(
            "the same by a new name",
            "vimeo.fs.write('out/x', '') assert(os.rename('out/x', 'config/vimeo-lua/init.lua')) print(secret)"
        ),
        own(
            "the user's answers about recipes",
            "vimeo.fs.mkdir('state/vimeo-lua') vimeo.fs.append('state/vimeo-lua/powers.jsonl', '') print(secret)"
        ),
        own(
            "a folder of such answers",
            "vimeo.fs.mkdir('out/state/vimeo-lua') assert(os.rename('out/state', 'state')) print(secret)"
        ),
        own(
            "a recipe of the user",
            "vimeo.fs.mkdir('data/vimeo-lua/recipes') vimeo.fs.write('data/vimeo-lua/recipes/x.lua', '') print(secret)"
        ),
        own("the folder of settings", "vimeo.fs.remove('config', {recursive = true}) print(secret)"),
        own("the folder of settings under another name", "assert(os.rename('config', 'out/config')) print(secret)"),
        Attack("os.tmpname", "print(os.tmpname() and secret)"),
        Attack("io.tmpfile", "print(io.tmpfile() and secret)"),
        Attack("os.execute", "os.execute('touch trap')"),
        Attack("vimeo.run", "print(vimeo.run{'cat', 'secret.txt'}.stdout)"),
        Attack("another program", "print(vimeo.run{'cat', 'secret.txt'}.stdout)", options: ["--allow-run=/bin/true"]),
        Attack(
            "a variable that makes a program run code",
            "print(vimeo.run({'sh', '-c', 'true'}, {env = {LD_PRELOAD = 'out/x.so'}}).stdout and secret)",
            options: ["--allow-run=sh"]
        ),
        Attack(
            "the token in the environment of a program",
            "print(vimeo.run{'/usr/bin/env'}.stdout)",
            options: ["--allow-run=/usr/bin/env"]
        ),
        Attack(
            "the program of another folder",
            "print(vimeo.run({'./tool'}, {cwd = 'inside'}).stdout and secret)",
            options: ["--allow-run=./tool"],
            succeedsOtherwise: false
        ),
        Attack("vimeo.fs.hash", "print(vimeo.fs.hash('secret.txt') and secret)"),
        Attack("io.popen", "print(io.popen('cat secret.txt'):read('a'))"),
        Attack(
            "a finalizer",
            "do setmetatable({}, {__gc = function() io.open('trap', 'w'):close() end}) end collectgarbage()"
        ),
        Attack(
            "a finalizer after the end",
            "hold = setmetatable({}, {__gc = function() io.open('trap', 'w'):close() end})"
        ),
        Attack(
            "a to-be-closed variable",
            "do local x <close> = setmetatable({}, {__close = function() io.open('trap', 'w'):close() end}) end"
        ),
        Attack(
            "an error object that is shown",
            "error(setmetatable({}, {__tostring = function() io.open('trap', 'w'):close() return 'x' end}))"
        ),
        Attack(
            "an error object that reads",
            "error(setmetatable({}, {__tostring = function() return io.open('secret.txt'):read('a') end}))"
        ),
    ]

    static let environment: [Attack] = [
        Attack("debug", "print(debug.getregistry() and secret)"),
        Attack("require of debug", "print(require('debug') and secret)"),
        Attack("package.loaded", "print(package.loaded.debug and secret)"),
        Attack("_ENV", "local env = _ENV print(env.debug and secret)"),
        Attack("the environment of load", "print(load('return debug')() and secret)"),
        Attack("string.dump", "print(string.dump(function() end) and secret)"),
        Attack("string.dump as a method", "print((''):dump() == nil or secret)", succeedsOtherwise: false),
        Attack("the metatable of strings", "getmetatable('').__add = print print(secret)"),
        Attack("the metatable of files", "getmetatable(io.stdout).x = print print(secret)"),
        Attack("package.loadlib", "print(package.loadlib and secret)"),
        Attack("the searcher of C modules", "print(package.searchers[3] and secret)"),
        Attack("os.setlocale", "print(os.setlocale() and secret)"),
        Attack("the collector", "collectgarbage('stop') print(secret)"),
        Attack("LUA_INIT", "", environment: ["LUA_INIT": "print('\(secret)')"]),
        Attack("LUA_PATH", "print(require('secret'))", environment: ["LUA_PATH": "./?.lua"]),
        Attack(
            "a string without end",
            "print(#('x'):rep(1 << 40) and secret)",
            options: ["--max-memory=64M"],
            succeedsOtherwise: false
        ),
        Attack("another sandbox", "local box = vimeo.sandbox{videos = 0} print(secret)"),
        Attack(
            "a token that is returned",
            "print(pcall(vimeo.load_client_credentials) and secret)",
            options: ["--sandbox"]
        ),
        Attack("the message of an error", "error('\\27]0;x\\7')", succeedsOtherwise: true),
    ]

    private static func api(_ name: String, _ code: String, _ level: String = "read", succeeds: Bool = true) -> Attack {
        Attack(name, code, options: ["--sandbox", "--allow-api=\(level)"], succeedsOtherwise: succeeds)
    }

    static let requests: [Attack] = [
        api("vimeo.delete", "if vimeo.delete('/videos/1001').ok then print(secret) end"),
        api(
            "vimeo.delete where writing is allowed",
            "if vimeo.delete('/videos/1001').ok then print(secret) end",
            "write"
        ),
        api("vimeo.patch", "if vimeo.patch('/videos/1001', {name = 'x'}).ok then print(secret) end"),
        api("vimeo.post", "if vimeo.post('/me/projects', {name = 'x'}).ok then print(secret) end"),
        api("reading where nothing is allowed", "if vimeo.get('/me').ok then print(secret) end", "none"),
        api(
            "a loop where nothing is allowed",
            "for video in vimeo.each('/me/videos') do print(secret) break end",
            "none"
        ),
        api(
            "a method in lower case",
            "if vimeo.request{method = 'delete', path = '/videos/1001'}.ok then print(secret) end"
        ),
        api(
            "a method in a header",
            "if vimeo.get('/me', nil, {headers = {['X-HTTP-Method-Override'] = 'DELETE'}}).ok then print(secret) end"
        ),
        api(
            "a method in another header",
            "if vimeo.get('/me', nil, {headers = {['x-method-override'] = 'PATCH'}}).ok then print(secret) end"
        ),
        api(
            "an absolute URL",
            """
            local root = vimeo.get('/me').url:match('^(.-)/me')
            if vimeo.patch(root .. '/videos/1001', {name = 'x'}).ok then print(secret) end
            """
        ),
        api(
            "a line end in a path",
            """
            if vimeo.get('/me HTTP/1.1\\r\\nHost: x\\r\\n\\r\\nDELETE /videos/1001').ok then print(secret) end
            """,
            succeeds: false
        ),
        api(
            "another name of this machine",
            """
            local root = vimeo.get('/me').url:match('^(.-)/me'):gsub('127.0.0.1', 'localhost')
            print(vimeo.get(root .. '/').status_code and secret)
            """
        ),
        api("a client of another root", "print(vimeo.client{api_root = 'http://127.0.0.1:9'} and secret)"),
        api("a client with another token", "print(vimeo.client{token = 'x'} and secret)"),
        api("a client", "if vimeo.client{timeout = 9}.delete('/videos/1001').ok then print(secret) end"),
        api(
            "a token of its own",
            "print(vimeo.get('/me', nil, {headers = {Authorization = 'bearer other'}}).status_code and secret)"
        ),
        api("the token that verifying it returns", "if #vimeo.verify_token().access_token > 9 then print(secret) end"),
        api(
            "the token in the answer itself",
            "if #vimeo.get('/oauth/verify').body.access_token > 9 then print(secret) end"
        ),
        api("a task that deletes", "if vimeo.spawn(vimeo.delete, '/videos/1001'):await().ok then print(secret) end"),
        api("vimeo.upload where reading is allowed", "print(vimeo.upload('inside/ok.txt') and secret)"),
        api("vimeo.upload of what is not granted", "print(vimeo.upload('secret.txt') and secret)", "write"),
        api("vimeo.upload through a link", "print(vimeo.upload('inside/link') and secret)", "write"),
        api("vimeo.replace", "print(vimeo.replace('/videos/1001', 'secret.txt') and secret)", "write"),
        api("vimeo.download", "vimeo.download('/videos/1001', 'trap')"),
        api("vimeo.download through a link", "vimeo.download('/videos/1001', 'out/trap')", succeeds: false),
        api("vimeo.download over what may only be read", "vimeo.download('/videos/1001', 'inside/ok.txt')"),
        api("vimeo.revoke_token", "print(vimeo.revoke_token() and secret)", "write"),
    ]

    static let all = reading + writing + environment + requests
}
