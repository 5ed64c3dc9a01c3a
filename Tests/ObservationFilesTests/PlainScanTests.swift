import CRecordScanner
import TestSupport
import Testing

/// JSON that is read without looking for its tokens first is read as by looking for them.
@Suite struct PlainScanTests {
    private static let shapes = [
        "rrname rrtype rdata time_first time_last count sensor_id zone_time_first zone_time_last obj cond msg",
        "timestamp event_type src_port dest_port host dns/type dns/rrname dns/rrtype dns/rdata dns/answers dns/grouped"
            + " dns/queries",
        "ts query answers qtype qtype_name qclass id.orig_p id.resp_p _path",
        "a b/c b/d long_name_of_more_than_16",
    ]

    /// Lines as programs write them, all of which are plain.
    private static let plain = [
        #"{"rrname":"www.a.example","rrtype":"A","rdata":"192.0.2.1","time_first":1672534126,"time_last":1672834981,"count":3}"#,
        #"{"rrname": "a.example", "rrtype": 28, "rdata": ["2001:db8::1", "2001:db8::2"], "time_first": 0, "count": 12345678}"#,
        #"{"timestamp":"2026-01-02T03:04:05.678901+0000","flow_id":1234567890123456,"event_type":"dns","src_port":53,"dns":"#
            + #"{"version":2,"type":"answer","rrname":"a.example","flags":"8180","qr":true,"rd":true,"answers":[{"rrname":"#
            + #""a.example","rrtype":"A","ttl":300,"rdata":"192.0.2.1"}],"grouped":{"A":["192.0.2.1"]}},"host":"s"}"#,
        #"{"ts":1672534126.123456,"uid":"CAbc1","id.orig_p":5353,"id.resp_p":53,"query":"a.example","qclass":1,"qtype":1,"#
            + #""AA":false,"rtt":1.5e-3,"answers":["b.example","192.0.2.1"],"TTLs":[300.0,-1],"rejected":false,"x":null}"#,
        #"{"a":{"k":[1,{"c":"]"}]},"b":{"c":-1.5,"d":[],"e":{}},"long_name_of_more_than_16":123456789012345678,"q":"\\\""}"#,
        #"{"a":1,"a":[true,false,null,[[]]],"b":7,"b":{"d":{"x":0}}} "#,
        "{}",
    ]

    /// Lines that are JSON, but not all of it plain.
    private static let others = [
        #"{"rrname":"b\u00fccher.example","rrtype":"A"}"#, #"{"rrname":"bücher.example"}"#, #"{"a":"\\"}"#,
        #"{"x":"\q"}"#,
        #"{"a":[[[[[[[[[[1]]]]]]]]]]}"#, #"{"a":1e400}"#, #"{"a":1234567890123456789012}"#,
        #"{"a":-0.99999999999999999999}"#,
    ]

    /// Lines that are no object, or not one in which `a` is well formed.
    private static let broken = [
        #"{"a":01}"#, #"{"a":+1}"#, #"{"a":-}"#, #"{"a":1.}"#, #"{"a":tru}"#, #"{"a":1}x"#, #"{"a":1,}"#, #"{"a" 1}"#,
        #"{a:1}"#,
        #"{"a":"b"#, #"{"a":[1,2"#, #"{"x":[\"]}"#, #"{"x":[}"#, #"{"x":"y"#, "[1]", #""a""#, "{", #"{"a":"#, "{}}", "",
    ]

    @Test("what programs write is plain") func plainLines() {
        let scanner = Scanner(Self.shapes)
        for line in Self.plain {
            for shape in Self.shapes.indices {
                scanner.expectEqual(Array(line.utf8), shape)
                #expect(scanner.isPlain(Array(line.utf8), shape), "\(line)")
            }
        }
    }

    @Test("what is not plain is left to the tokens") func otherLines() {
        let scanner = Scanner(Self.shapes)
        for shape in Self.shapes.indices {
            for line in Self.others + Self.broken { scanner.expectEqual(Array(line.utf8), shape) }
        }
        for line in Self.broken { #expect(!scanner.isPlain(Array(line.utf8), Self.shapes.count - 1), "\(line)") }
    }

    @Test("numbers of any length are the same either way") func numbers() {
        let scanner = Scanner(Self.shapes)
        for whole in 0...20 {
            for fraction in 0...20 {
                for digit in ["0", "1", "4", "5", "9"] {
                    let number = String(repeating: digit, count: whole) + "." + String(repeating: "9", count: fraction)
                    for text in [number, "-" + number, number + "e2", String(number.dropLast(fraction + 1))] {
                        scanner.expectEqual(Array("{\"a\":\(text)}".utf8), Self.shapes.count - 1)
                    }
                }
            }
        }
    }

    @Test("lines changed at random have the same fields either way", arguments: 0..<8)
    func mutations(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let examples = DocumentedFormatTests.examples.flatMap { $0.text.split(separator: "\n") }
        let lines = Self.plain + Self.others + Self.broken + examples.filter { $0.first == "{" }.map(String.init)
        let scanner = Scanner(Self.shapes)
        for line in lines {
            for _ in 0..<60 {
                var bytes = Array(line.utf8)
                for _ in 0..<Int.random(in: 1...3, using: &random) { bytes.mutate(&random) }
                scanner.expectEqual(bytes, Int.random(in: Self.shapes.indices, using: &random))
            }
        }
    }
}

/// Scans lines in both ways, with the same memory from line to line.
private final class Scanner {
    private let scanner = json_scanner_create()
    private let shapes: [(shape: OpaquePointer?, count: Int)]

    init(_ names: [String]) {
        shapes = names.map { (json_shape_create($0), $0.split(separator: " ").count) }
    }

    deinit {
        json_scanner_destroy(scanner)
        for (shape, _) in shapes { json_shape_destroy(shape) }
    }

    /// Whether a line is read without its tokens.
    func isPlain(_ line: [UInt8], _ shape: Int) -> Bool {
        scan(line, shape) { json_scan_plain_fields(scanner, $0, line.count, shapes[shape].shape, $1) }.result
    }

    func expectEqual(_ line: [UInt8], _ shape: Int) {
        let tokens = scan(line, shape) { json_scan_fields(scanner, $0, line.count, shapes[shape].shape, $1) == nil }
        let plain = scan(line, shape) { json_scan_plain_fields(scanner, $0, line.count, shapes[shape].shape, $1) }
        guard plain.result else { return }
        #expect(tokens.result, "\(String(decoding: line, as: UTF8.self))")
        #expect(plain.fields == tokens.fields, "\(String(decoding: line, as: UTF8.self))")
    }

    /// Scans a line that lies before another one, and describes what was found.
    private func scan(
        _ line: [UInt8],
        _ shape: Int,
        _ body: (UnsafePointer<CChar>?, UnsafeMutablePointer<json_value>?) -> Bool
    ) -> (result: Bool, fields: [String]) {
        var fields = [json_value](repeating: json_value(), count: shapes[shape].count)
        let behind = Array(#"","a":1}]}"]},{"b":"c"}"#.utf8)
        let padded = line + (0..<Int(json_padding)).map { behind[$0 % behind.count] }
        return padded.withUnsafeBytes { bytes in
            let result = body(bytes.bindMemory(to: CChar.self).baseAddress, &fields)
            return (result, result ? fields.map(describe) : [])
        }
    }

    private func describe(_ value: json_value) -> String {
        let text = String(decoding: UnsafeRawBufferPointer(start: value.text, count: value.length), as: UTF8.self)
        var items: [String] = []
        var walk = withUnsafePointer(to: value) { json_walk_begin($0) }
        var (name, item) = (json_value(), json_value())
        while json_walk_next(&walk, &name, &item) { items.append("\(describe(name)): \(describe(item))") }
        return "\(value.kind.rawValue) \(value.number) \(text) \(items)"
    }
}
