import Synchronization
import Testing

@testable import VimeoLua

@Suite("vimeo.run", .timeLimit(.minutes(1)))
struct ProcessTests {
    @Test(
        "A program's status and what it writes are returned; no shell reads its arguments",
        arguments: [
            ("local r = vimeo.run{'echo', '$HOME', ';', 5} return r.status .. r.stdout .. r.stderr", "0$HOME ; 5\n"),
            ("return vimeo.run{'sh', '-c', 'echo no >&2; exit 3'}.status", "3"),
            ("return vimeo.run{'sh', '-c', 'echo no >&2; exit 3'}.stderr", "no\n"),
            ("local r = vimeo.run{'sh', '-c', 'kill -9 $$'} return r.status .. ' ' .. r.signal", "137 9"),
            ("return tostring(vimeo.run{'true'}.signal)", "nil"),
            ("return vimeo.run({'cat'}, {stdin = 'a\\0b'}).stdout == 'a\\0b'", "true"),
            ("return #vimeo.run{'cat'}.stdout", "0"),
            ("return #vimeo.run({'cat'}, {stdin = ('x'):rep(1 << 20)}).stdout", "1048576"),
            // It does not read what it is given.
            ("return vimeo.run({'true'}, {stdin = ('x'):rep(1 << 20)}).status", "0"),
            ("return vimeo.run({'pwd'}, {cwd = '/usr'}).stdout", "/usr\n"),
            ("return vimeo.run({'sh', '-c', 'echo $A$HOME'}, {env = {A = 'b', HOME = false}}).stdout", "b\n"),
            ("return vimeo.run{argv = {'sh', '-c', 'echo $A'}, env = {A = 7}}.stdout", "7\n"),
            ("return vimeo.run{'printf', '\\\\377'}.stdout == '\\xff'", "true"),
            ("return vimeo.run({'head', '-c', '100', '/dev/zero'}, {max_output = 100}).status", "0"),
        ]
    )
    func results(code: String, expected: String) async throws {
        #expect(try await run(code) == expected)
    }

    @Test(
        "What is wrong is said",
        arguments: [
            ("vimeo.run{'no-such-program'}", "file: there is no program no-such-program"),
            ("vimeo.run{'./no-such-program'}", "file: there is no program ./no-such-program"),
            ("vimeo.run{}", "usage: argv of vimeo.run has no program"),
            ("vimeo.run{''}", "usage: argv of vimeo.run has no program"),
            ("vimeo.run{'cat', stdin = 'x'}", "usage: argv of vimeo.run has the key stdin"),
            ("vimeo.run{'echo', {}}", "usage: argv[2] must be a string, not a table"),
            ("vimeo.run{'echo', 'a\\0b'}", "usage: argv[2] contains a NUL byte"),
            ("vimeo.run({'true'}, {cwd = '/no/such/folder'})", "file: true cannot run in /no/such/folder: "),
            ("vimeo.run({'true'}, {env = {['a=b'] = 'c'}})", "usage: env of vimeo.run has the name a=b"),
            ("vimeo.run({'true'}, {max_output = 1 << 40})", "usage: max_output is larger than 1073741824"),
            (
                "vimeo.run({'head', '-c', '101', '/dev/zero'}, {max_output = 100})",
                "file: head has written more than 100 bytes"
            ),
            // One that would never end by itself.
            ("vimeo.run({'yes'}, {max_output = 100})", "file: yes has written more than 100 bytes"),
        ]
    )
    func problems(code: String, message: String) async throws {
        let text = try await failure(code)
        #expect(text.hasPrefix(message), "\(text)")
    }

    @Test("Other tasks run meanwhile, and several programs run at once")
    func tasks() async throws {
        // Each waits for the file that the other one writes.
        let code = """
            local dir = vimeo.fs.tempdir()
            local script = 'echo > "$1"; while [ ! -e "$2" ]; do :; done; echo "$1"'
            local function wait(own, other) return vimeo.run{'sh', '-c', script, 'sh', dir .. own, dir .. other}.status end
            local one, two = vimeo.all{function() return wait('/a', '/b') end, function() return wait('/b', '/a') end}
            vimeo.fs.remove(dir, {recursive = true})
            return one + two
            """
        #expect(try await run(code) == "0")
    }

    @Test("A program that was ended is no longer among those that end with this process")
    func forgotten() async throws {
        let code = """
            local dir = vimeo.fs.tempdir()
            local script = 'echo $$ > "$1"; exec yes'
            local ok = pcall(vimeo.run, {'sh', '-c', script, 'sh', dir .. '/pid'}, {max_output = 100})
            local pid = vimeo.fs.read(dir .. '/pid')
            vimeo.fs.remove(dir, {recursive = true})
            return ok and 'no error' or pid:match('%d+')
            """
        let process = try #require(Int32(try await run(code)))
        #expect(!RunningProcesses.processes.withLock { $0.contains(process) })
    }

    @Test("A cancelled task ends its program, and what that has started")
    func cancelled() async throws {
        // Both processes hold the pipe open for writing: its reader ends when both are gone. It is open when the file is there.
        let code = """
            local dir = vimeo.fs.tempdir()
            local pipe, started = dir .. '/pipe', dir .. '/started'
            vimeo.run{'mkfifo', pipe}
            local script = 'exec 9> "$1"; sleep 1000 & echo > "$2"; wait'
            local task = vimeo.spawn(vimeo.run, {'sh', '-c', script, 'sh', pipe, started})
            local reader = vimeo.spawn(vimeo.run, {'cat', pipe})
            while not vimeo.fs.exists(started) do vimeo.sleep(0.01) end
            task:cancel()
            local status = reader:await().status
            local ok, problem = pcall(task.await, task)
            vimeo.fs.remove(dir, {recursive = true})
            return status .. ' ' .. tostring(ok) .. ' ' .. problem.kind
            """
        #expect(try await run(code) == "0 false cancelled")
    }
}
