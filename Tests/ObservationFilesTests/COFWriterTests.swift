import ObservationFiles
import PassiveDNS
import Testing

@Suite struct COFWriterTests {
    @Test("writes numbers, types, addresses and escapes as the format has them")
    func lines() {
        var table = ObservationTable()
        func add(
            _ name: String,
            _ type: UInt16,
            _ data: String,
            _ first: Int64,
            _ last: Int64,
            _ count: Int64,
            _ sensor: String
        ) {
            let type = RecordType(rawValue: type)
            let address = type.isAddress ? IPAddress(data) : nil
            table.append(
                rrname: table.symbol(name),
                rrtype: type,
                rdata: address.map { table.address($0) } ?? table.symbol(data),
                firstSeen: first,
                lastSeen: last,
                count: count,
                sensor: table.symbol(sensor)
            )
        }
        add("a.example", 1, "192.0.2.1", 0, 9, 10, "")
        add("a.example", 1, "255.100.10.0", 99, 100, 1_000_000_000_000_000_000, "s")
        add("a.example", 28, "192.0.2.1", -10, -1, .max, "")
        add("a.example", 28, "2001:db8::1", .min, 0, 999_999_999_999_999_999, "")
        add("a.example", 2, "ns.example", 1, 1, 1, "")
        add("a.example", 15, "10 mx.example", 1, 1, 1, "")
        add("a.example", 16, "\"\\\u{1f}\u{7f}é", 1, 1, 1, "\n")
        add("a.example", 33, "1 2 3 a.example", 1, 1, 1, "")
        add("a.example", 65_400, "\\# 0", 1, 1, 1, "")
        var text: [UInt8] = []
        var writer = COFWriter()
        writer.write(table) { text += $0 }
        let once = #""time_first":1,"time_last":1,"count":1"#
        let expected = [
            #"{"rrname":"a.example","rrtype":"A","rdata":["192.0.2.1"],"time_first":0,"time_last":9,"count":10}"#,
            #"{"rrname":"a.example","rrtype":"A","rdata":["255.100.10.0"],"time_first":99,"time_last":100,"count":1000000000000000000,"#
                + #""sensor_id":"s"}"#,
            #"{"rrname":"a.example","rrtype":"AAAA","rdata":["::ffff:192.0.2.1"],"time_first":-10,"time_last":-1,"count":9223372036854775807}"#,
            #"{"rrname":"a.example","rrtype":"AAAA","rdata":["2001:db8::1"],"time_first":-9223372036854775808,"time_last":0,"#
                + #""count":999999999999999999}"#,
            #"{"rrname":"a.example","rrtype":"NS","rdata":["ns.example"],\#(once)}"#,
            #"{"rrname":"a.example","rrtype":"MX","rdata":["10 mx.example"],\#(once)}"#,
            #"{"rrname":"a.example","rrtype":"TXT","rdata":["\"\\\u001f\u007fé"],\#(once),"sensor_id":"\u000a"}"#,
            #"{"rrname":"a.example","rrtype":"SRV","rdata":["1 2 3 a.example"],\#(once)}"#,
            ##"{"rrname":"a.example","rrtype":65400,"rdata":["\\# 0"],\##(once)}"##,
        ]
        #expect(String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init) == expected)
    }
}
