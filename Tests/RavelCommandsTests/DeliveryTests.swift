import Foundation
import PassiveDNS
import Testing

@testable import RavelCommands

@Suite struct DeliveryTests {
    /// Hands out parts of 1, 2, 3, … observations.
    private struct Parts: PartSource {
        var next = 1
        let last: Int

        mutating func nextPart() -> ObservationTable? {
            guard next <= last else { return nil }
            defer { next += 1 }
            return try? observations(next)
        }
    }

    /// Remembers how many observations each part had that was tried and that was taken.
    private final class Output: SenseOutput {
        var tried: [Int] = []
        var taken: [Int] = []
        var givenUp = 0
        let takes: (Int) throws -> Void

        init(_ takes: @escaping (Int) throws -> Void) {
            self.takes = takes
        }

        func take(_ observations: ObservationTable) throws {
            tried.append(observations.count)
            try takes(observations.count)
            taken.append(observations.count)
        }

        func giveUp() { givenUp += 1 }
        func finish() {}
    }

    @Test func aPartWaitsAndIsTriedAgain() {
        var isFull = true
        let output = Output { _ in if isFull { throw Failure("full") } }
        var (delivery, parts) = (Delivery(to: output), Parts(last: 2))
        for _ in 0..<3 {
            let isTaken = delivery.deliverPart(of: &parts)
            #expect(!isTaken)
        }
        #expect(delivery.complaint == "full" && delivery.failure == "full" && delivery.lost == 0)
        isFull = false
        while delivery.deliverPart(of: &parts) {}
        #expect(output.tried == [1, 1, 1, 1, 2] && output.taken == [1, 2])
        #expect(delivery.complaint == nil && delivery.failure == nil && output.givenUp == 0)
    }

    @Test func aPartThatFailsDoesNotCostThoseBehindIt() {
        let output = Output { if $0 == 2 || $0 == 4 { throw Failure("full") } }
        var (delivery, parts) = (Delivery(to: output), Parts(last: 5))
        delivery.deliverAll(of: &parts, failingFor: .seconds(5))
        #expect(output.taken == [1, 3, 5] && output.tried == [1, 2, 3, 4, 5])
        #expect(delivery.lost == 6 && output.givenUp == 2 && delivery.failure == "full")
    }

    @Test func failuresHaveOneBound() {
        let output = Output { _ in
            usleep(20_000)
            throw Failure("busy")
        }
        var (delivery, parts) = (Delivery(to: output), Parts(last: 100))
        delivery.deliverAll(of: &parts, failingFor: .milliseconds(50))
        #expect(output.tried.count <= 3 && delivery.lost == 5_050)
    }

    @Test func whereNobodyReadsAllIsLost() {
        let output = Output { if $0 > 1 { throw OutputStream.Closed(name: "pipe") } }
        var (delivery, parts) = (Delivery(to: output), Parts(last: 4))
        while delivery.deliverPart(of: &parts) {}
        #expect(delivery.isOver && delivery.lost == 0)
        delivery.deliverAll(of: &parts, failingFor: .seconds(5))
        #expect(output.tried == [1, 2] && delivery.lost == 9)
    }
}
