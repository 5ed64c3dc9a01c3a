import Testing

@testable import DNSSensor

@Suite struct LiveCaptureTests {
    private func reason(_ interface: String, filter: String?) -> String? {
        do {
            _ = try LiveCapture(interface, filter: filter)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func errorsSayWhatToDo() {
        let missing = reason("nosuch0", filter: nil)
        #expect(missing?.hasPrefix("nosuch0: ") == true)
        #expect(missing?.contains("`ip link` lists them") == true || missing?.contains("CAP_NET_RAW") == true)
        let wrong = reason("lo", filter: "port dns and")
        #expect(wrong?.contains("the filter 'port dns and' is wrong") == true || wrong?.contains("CAP_NET_RAW") == true)
    }

    @Test func privilegesGoToAUserOnly() {
        #expect(throws: Privileges.Failure.self) { try Privileges.drop(to: "no such user", keepingCapture: true) }
        #expect(throws: Privileges.Failure.self) { try Privileges.drop(to: "root", keepingCapture: true) }
    }
}
