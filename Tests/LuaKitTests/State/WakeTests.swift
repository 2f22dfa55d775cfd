import CLuaBridge
import Dispatch
import Foundation
import Testing

@testable import LuaKit

@Suite("Waking Lua's thread", .timeLimit(.minutes(1)))
struct WakeTests {
    @Test("Wakes that come before a wait end it, and only that one", arguments: [false, true])
    func early(isPolling: Bool) async throws {
        try await withLua { stack in
            let context = bridge_context(stack.pointer)
            let silent = Pipe()
            let descriptors = isPolling ? [silent.fileHandleForReading.fileDescriptor] : []
            for _ in 0..<3 {
                bridge_wake(context)
                bridge_wake(context)
                #expect(bridge_wait(context, -1, descriptors, Int32(descriptors.count)) == 0)
                // This one ends with its time.
                #expect(bridge_wait(context, 1, descriptors, Int32(descriptors.count)) == 0)
            }
        }
    }

    @Test("No wake is lost, whenever it comes", arguments: [false, true])
    func race(isPolling: Bool) async throws {
        try await withLua { stack in
            let context = bridge_context(stack.pointer)
            let silent = Pipe()
            let descriptors = isPolling ? [silent.fileHandleForReading.fileDescriptor] : []
            let address = UInt(bitPattern: context)
            let rounds = 2000
            let next = DispatchSemaphore(value: 0)
            let end = DispatchSemaphore(value: 0)
            let waker = Thread {
                for _ in 0..<rounds {
                    next.wait()
                    bridge_wake(OpaquePointer(bitPattern: address))
                }
                end.signal()
            }
            waker.start()
            for _ in 0..<rounds {
                next.signal()
                _ = bridge_wait(context, -1, descriptors, Int32(descriptors.count))
            }
            end.wait()
        }
    }

    @Test("A wait sees what can be read, also when it was woken before")
    func readable() async throws {
        try await withLua { stack in
            let context = bridge_context(stack.pointer)
            let (silent, full) = (Pipe(), Pipe())
            try full.fileHandleForWriting.write(contentsOf: [1])
            let descriptors = [silent, full].map(\.fileHandleForReading.fileDescriptor)
            #expect(bridge_wait(context, -1, descriptors, 2) == 2)
            bridge_wake(context)
            #expect(bridge_wait(context, -1, descriptors, 2) == 2)
        }
    }
}
