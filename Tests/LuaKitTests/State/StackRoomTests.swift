import Testing

@testable import LuaKit

#if DEBUG
    /// Debug builds count what a Swift function pushes.
    struct StackRoomTests {
        @Test("A function has room for 20 values beside its arguments, and for what it reserves")
        func limits() async throws {
            let answers = try await withLua { stack in
                stack.define("look") { stack in
                    var answers = [stack.hasRoom(for: 20), stack.hasRoom(for: 21)]
                    guard stack.reserve(300) else { return .results(0) }
                    answers += [stack.hasRoom(for: 300), stack.hasRoom(for: 301)]
                    for _ in 0..<300 { stack.pushNil() }
                    answers += [stack.hasRoom(for: 1)]
                    stack.pop(300)
                    answers += [stack.hasRoom(for: 300)]
                    stack.push(answers.map { $0 ? "1" : "0" }.joined())
                    return .results(1)
                }
                return try stack.evaluate("local a = look(1, 2, 3) return a .. coroutine.wrap(look)()")
            }
            #expect(answers == "101001101001")
        }

        @Test("The results of a call count as reserved, and leave the usual room")
        func results() async throws {
            let answers = try await withLua { stack in
                stack.define("look") { stack in
                    try stack.run("return table.unpack({}, 1, 500)", results: nil)
                    let answers = [stack.top == 500, stack.hasRoom(for: 20), stack.hasRoom(for: 21)]
                    stack.push("\(answers)")
                    return .results(1)
                }
                return try stack.evaluate("return look()")
            }
            #expect(answers == "[true, true, false]")
        }
    }
#endif
