import Testing

@testable import Terminal

/// Progress in lines, for logs and for programs, at given times.
struct ProgressReportTests {
    @Test("A log has a line every five seconds, waits and ends at once")
    func lines() {
        var lines = ProgressLines()
        #expect(lines.take(.began(id: 1, name: "talk.mp4", total: 3 << 30, confirmed: 0), at: 0) == [])
        var due: [String] = []
        for tenth in 1...100 {
            let time = Double(tenth) / 10
            #expect(lines.take(.moved(id: 1, sent: Int64(tenth) << 20, confirmed: 0, total: nil), at: time) == [])
            due += lines.dueLines(at: time)
        }
        #expect(
            due == [
                "talk.mp4: 1% (0.0/3.0 GiB, 10.0 MiB/s, ETA 05:03)",
                "talk.mp4: 3% (0.0/3.0 GiB, 10.0 MiB/s, ETA 04:58)",
            ]
        )
        #expect(
            lines.take(.waits(id: 1, seconds: 12, reason: "connection refused"), at: 11)
                == ["talk.mp4: retrying in 12 s: connection refused"]
        )
        #expect(lines.dueLines(at: 22) == [])
        _ = lines.take(.moved(id: 1, sent: 200 << 20, confirmed: 0, total: nil), at: 23)
        #expect(lines.dueLines(at: 24) == ["talk.mp4: 6% (0.1/3.0 GiB, 0 B/s, ETA --:--, 1 retry)"])
        #expect(lines.take(.ended(id: 1, bytes: 3 << 30), at: 125) == ["talk.mp4: 3.0 GiB in 2:05 (24.6 MiB/s)"])
        #expect(lines.dueLines(at: 200) == [])
        #expect(!lines.isRunning)
    }

    @Test("A resumed transfer says where it starts, and a stalled one is reported once a minute")
    func resumedAndStill() {
        var lines = ProgressLines()
        let began = ProgressEvent.began(id: 1, name: "a\n", total: 1000, confirmed: 630)
        #expect(lines.take(began, at: 0) == ["a\\u{a}: resumed at 63% (630/1000 B)"])
        #expect(lines.dueLines(at: 59) == [])
        #expect(lines.dueLines(at: 60) == ["a\\u{a}: 63% (630/1000 B, 0 B/s, ETA --:--)"])
        #expect(lines.dueLines(at: 119) == [])
        let failed = ProgressEvent.failed(id: 1, kind: "http", message: "no", hint: "try", statusCode: 500)
        #expect(lines.take(failed, at: 120) == ["a\\u{a}: failed at 63%: no"])
    }

    @Test("A program gets an object per line, at most ten in a second and the last")
    func json() {
        var json = ProgressJSON()
        #expect(
            json.take(.began(id: 7, name: "talk.mp4", total: 1000, confirmed: 0), at: 0) == [
                #"{"type":"progress","file":"talk.mp4","bytes":0,"total":1000,"confirmed":0,"rate":null,"eta":null,"id":7}"#
            ]
        )
        var count = 0
        for millisecond in 1...999 {
            let time = Double(millisecond) / 1000
            let event = ProgressEvent.moved(id: 7, sent: Int64(millisecond), confirmed: 5, total: nil)
            #expect(json.take(event, at: time) == [])
            count += json.dueLines(at: time).count
        }
        #expect(count == 9)
        #expect(
            json.take(.ended(id: 7, bytes: 1000), at: 1) == [
                #"{"type":"progress","file":"talk.mp4","bytes":999,"total":1000,"confirmed":5,"rate":999,"eta":1,"id":7}"#,
                #"{"type":"done","file":"talk.mp4","bytes":1000,"seconds":1.0,"id":7}"#,
            ]
        )
        #expect(json.dueLines(at: 2) == [])
        #expect(!json.isRunning)
    }

    @Test("Retries, errors and notes as objects; unknown values are null")
    func otherObjects() {
        var json = ProgressJSON()
        _ = json.take(.began(id: 1, name: "a", total: nil, confirmed: 5), at: 0)
        _ = json.take(.moved(id: 1, sent: 6, confirmed: 5, total: nil), at: 1)
        #expect(
            json.take(.waits(id: 1, seconds: 1.25, reason: "reset"), at: 1) == [
                #"{"type":"progress","file":"a","bytes":6,"total":null,"confirmed":5,"rate":1,"eta":null,"id":1}"#,
                #"{"type":"retry","file":"a","seconds":1.25,"reason":"reset","id":1}"#,
            ]
        )
        #expect(
            json.take(.failed(id: 1, kind: "http", message: "no", hint: nil, statusCode: 410), at: 1) == [
                #"{"type":"error","file":"a","kind":"http","message":"no","hint":null,"status_code":410,"id":1}"#
            ]
        )
        #expect(
            json.take(.failed(id: 2, kind: "auth", message: "no", hint: "log in", statusCode: nil), at: 1) == [
                #"{"type":"error","file":null,"kind":"auth","message":"no","hint":"log in","status_code":null,"id":2}"#
            ]
        )
        #expect(json.note("warning: \"x\"\n") == #"{"type":"log","message":"warning: \"x\"\n"}"#)
    }
}
