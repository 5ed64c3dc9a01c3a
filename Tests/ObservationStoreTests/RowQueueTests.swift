import Dispatch
import Testing

@testable import ObservationStore

@Suite struct RowQueueTests {
    private func chunk(_ number: Int) -> RowChunk {
        var chunk = RowChunk(for: .text)
        chunk.add(Int64(number)) { $0.append(UInt8(number)) }
        return chunk
    }

    @Test("hands on more chunks than it holds, in order, and what is known at the end")
    func order() {
        let queue = RowQueue()
        DispatchQueue(label: "rows").async {
            for number in 0..<100 {
                var chunk = chunk(number)
                queue.send(&chunk)
            }
            queue.end([true, false])
        }
        var taken: [Int64] = []
        while let chunk = queue.take() { taken += chunk.integers }
        #expect(taken == (0..<100).map(Int64.init))
        #expect(queue.isNew == [true, false])
    }

    @Test("once it is closed nobody waits for room")
    func closed() {
        let queue = RowQueue()
        let isDone = DispatchSemaphore(value: 0)
        DispatchQueue(label: "rows").async {
            for number in 0..<100 {
                var chunk = chunk(number)
                queue.send(&chunk)
            }
            queue.end([])
            isDone.signal()
        }
        #expect(queue.take() != nil)
        queue.close()
        isDone.wait()
    }

    @Test("sends a chunk only once it has many rows")
    func full() {
        let queue = RowQueue()
        var chunk = RowChunk(for: .text)
        for number in 0..<3_000 {
            chunk.add(Int64(number)) { _ in }
            queue.sendFull(&chunk)
        }
        #expect(queue.take()?.count == 2_048)
        #expect(chunk.count == 3_000 - 2_048)
    }
}
