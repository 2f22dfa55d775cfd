import FoundationEssentials
import TestSupport
import Testing

@Suite("Attacks of restricted scripts")
struct AttackTests {
    /// The state of the files that must stay as they are.
    private static func state(of folder: TemporaryFolder) throws -> [String] {
        let names = try TemporaryFolder.names(in: folder.file("inside"))
        return try [folder.text("secret.txt"), folder.text("inside/ok.txt")] + names
    }

    private static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.make("inside/", "out/")
        try folder.write("secret.txt", Attack.secret)
        try folder.write("secret.lua", "return '\(Attack.secret)'")
        try folder.write("inside/ok.txt", "fine")
        try folder.write("config/vimeo-lua/credentials.json", Attack.secret)
        for (name, target) in [
            ("inside/link", "../secret.txt"), ("inside/up", ".."), ("inside/chain", "link"),
            ("inside/absolute", folder.file("secret.txt")), ("out/trap", "../trap"),
        ] { try folder.link(name, to: target) }
        return folder
    }

    /// Whether an attack has read, written, run or sent something.
    private static func succeeds(_ attack: Attack, isRestricted: Bool) async throws -> (Bool, Outcome) {
        let folder = try folder()
        let before = try state(of: folder)
        let script: Text = "local home, secret = arg[1], arg[2]\n\(attack.code)\n"
        let own = attack.options.filter { isRestricted || !$0.hasPrefix("--allow-") }
        let options = isRestricted ? ["--restrict", "--allow-read=inside", "--allow-write=out"] + own : own
        var command = Command(files: ["attack.lua": script])
        command.arguments = (options + ["attack.lua", folder.path, Attack.secret]).map { Text($0) }
        command.environment = [
            "VIMEO_ACCESS_TOKEN": "\(Attack.secret)-token", "VIMEO_CLIENT_SECRET": "\(Attack.secret)-client",
        ]
        command.environment.merge(attack.environment) { $1 }
        let outcome = try await command.run(in: folder)
        #expect(outcome.signal == nil, "\(attack.name): \(outcome)")
        let shown = outcome.output.string + outcome.error.string
        let isKept = (try? state(of: folder)) == before
        let isTrapped = FileManager.default.fileExists(atPath: folder.file("trap"))
        return (shown.contains(Attack.secret) || shown.contains("\u{1B}") || !isKept || isTrapped, outcome)
    }

    @Test("Nothing is read, written, run or sent that was not granted", arguments: Attack.all)
    func attack(attack: Attack) async throws {
        let (succeeds, outcome) = try await Self.succeeds(attack, isRestricted: true)
        #expect(!succeeds, "\(outcome)")
        guard attack.succeedsOtherwise else { return }
        let (isAttack, control) = try await Self.succeeds(attack, isRestricted: false)
        #expect(isAttack, "it does nothing without --restrict either: \(control)")
    }

    @Test("There are enough of them")
    func count() {
        #expect(Attack.all.count >= 60)
        #expect(Set(Attack.all.map(\.name)).count == Attack.all.count)
    }

    @Test(
        "What is granted works",
        arguments: [
            ("print(io.open('inside/ok.txt'):read('a'))", "fine"),
            ("for line in io.lines('inside/ok.txt') do print(line) end", "fine"),
            ("print(vimeo.fs.read('inside/ok.txt'))", "fine"),
            ("print(#vimeo.fs.glob('inside/*.txt'))", "1"),
            ("print(#vimeo.fs.glob(home .. '/inside/*.txt'))", "1"),
            ("print(vimeo.fs.exists('inside/none'))", "false"),
            ("local f = io.open('out/a', 'w+') f:write('abc') f:seek('set') print(f:read('a'))", "abc"),
            ("vimeo.fs.write('out/a', 'x') os.rename('out/a', 'out/b') print(vimeo.fs.read('out/b'))", "x"),
            ("vimeo.fs.mkdir('out/a/b') vimeo.fs.write('out/a/b/c', 'x') print(vimeo.fs.list('out/a/b')[1])", "c"),
            ("vimeo.fs.mkdir('out/a/b') print(vimeo.fs.remove('out/a', {recursive = true}))", "true"),
            ("vimeo.fs.copy('inside/ok.txt', 'out/copy') print(vimeo.fs.stat('out/copy').size)", "4"),
            ("io.output('out/a') io.write('x') io.close() print(io.open('out/a'):read('a'))", "x"),
            ("package.path = 'inside/?.lua' print(require('module'))", "module\tinside/module.lua"),
            ("print(select('#', dofile('inside/module.lua')))", "0"),
            ("print(load('return ...')('x'), load('x =', 'name'))", "x\tnil"),
            ("print(select('#', table.unpack({}, 1, 3)), ('x'):rep(3), math.type(1), utf8.char(228))", "3\txxx"),
            ("print(os.getenv('GIVEN'), os.getenv('MINE'))", "given\tnil"),
            ("print(vimeo.get('/me').status_code, vimeo.get('http://localhost:9/', nil, {retries = 0}))", "x"),
            ("print(vimeo.upload('inside/ok.txt') ~= nil)", "true"),
            ("print((vimeo.download('/videos/1001', 'out')))", "out/"),
        ]
    )
    func granted(code: String, output: String) async throws {
        let folder = try Self.folder()
        try folder.write("inside/module.lua", "return ...")
        var command = Command(files: ["s.lua": Text("local home = arg[1]\n\(code)\n")])
        command.arguments = [
            "--sandbox", "--restrict", "--allow-read=inside", "--allow-write=out", "--allow-env=GIVEN",
            "--allow-api=write", "--allow-net=localhost", "s.lua", Text(folder.path),
        ]
        command.environment = ["GIVEN": "given", "MINE": "mine"]
        let outcome = try await command.run(in: folder)
        if output == "x", code.contains("localhost") {
            // The host is granted; nobody listens there.
            #expect(outcome.error.string.contains("localhost:9") && !outcome.error.string.contains("not allowed"))
        } else {
            #expect(outcome.output.string.hasPrefix(output), "\(outcome)")
        }
    }

    @Test("An error says what grants what it refuses; --allow without --restrict is wrong usage")
    func messages() async throws {
        let messages = [
            "vimeo.fs.read('a/b')": "--allow-read=a/b allows it; a recipe declares read = \"a/b\"",
            "vimeo.fs.write('b', '')": "--allow-write=b allows it",
            "assert(package.searchpath('b', 'a/?'))": "not allowed: reading a/b",
            "assert(io.open('a/b'))": "--allow-read=a/b allows it",
            "vimeo.get('https://hooks.example.com/x')": "--allow-net=hooks.example.com allows it",
            "vimeo.get('/me')": "--allow-api=LEVEL allows more",
            // The new name is another one each time.
            "vimeo.fs.tempdir()": "--allow-write=/tmp/of-test allows it",
            "assert(os.tmpname())": "--allow-write=/tmp/of-test allows it",
            "dofile('a.lua')": "lua: not allowed: reading a.lua; --allow-read=a.lua allows it",
            "package.path = {} require('a')": "lua: 'package.path' must be a string",
        ]
        for (code, message) in messages {
            let environment = ["TMPDIR": "/tmp/of-test"]
            let outcome = try await Command("--sandbox", "--restrict", "-e", Text(code), environment: environment).run()
            #expect(outcome.status == 1 && outcome.error.string.contains(message), "\(outcome)")
        }
        let own = try await Command("--restrict", "--allow-read=/proc", "-e", "vimeo.fs.read('/proc/version')").run()
        let hint = "files of /proc and the files of vimeo-lua itself are never granted"
        #expect(own.status == 1 && own.error.string.contains(hint), "\(own)")
        let long = try await Command("--restrict", "-e", "print(io.open(('a'):rep(100000)))").run()
        #expect(
            long.output.string.hasPrefix("nil\t") && long.output.string.hasSuffix(": File name too long\t36\n"),
            "\(long)"
        )
        let alone = try await Command("--allow-read=.", "-e", "print(1)").run()
        #expect(alone.status == 64 && alone.output.string.isEmpty)
        let secret = try await Command("--restrict", "--allow-env=VIMEO_ACCESS_TOKEN", "-e", "print(1)").run()
        #expect(secret.status == 64 && secret.output.string.isEmpty)
    }
}
