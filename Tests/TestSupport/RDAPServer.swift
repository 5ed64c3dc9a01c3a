import Foundation

/// An RDAP server on the loopback interface, in Python, which is also a proxy that lets nobody through; what it was asked for is
/// in its log.
public final class RDAPServer {
    private let process = Process()
    private let log: String
    /// Where it listens.
    public let port: Int

    /// Starts a server; `nil` where there is no python3.
    public init?(_ folder: TemporaryFolder) throws {
        log = try folder.write("", as: "server.log")
        let script = """
            import http.server, json, sys, time
            busy = {"busy.test": 1}
            class Handler(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    name = self.path.rsplit("/", 1)[1]
                    with open(sys.argv[1], "a") as log: log.write(self.path + "\\n")
                    if self.path == "/moved/domain/moved.test":
                        self.send_response(302); self.send_header("Location", "/domain/a.test"); self.end_headers(); return
                    if name == "secure.test":
                        self.send_response(302); self.send_header("Location", "https://rdap.test/"); self.end_headers(); return
                    if name == "slow.test":
                        self.send_response(200); self.end_headers()
                        while True: self.wfile.write(b" "); time.sleep(0.1)
                    if name == "out.test":
                        self.send_response(302); self.send_header("Location", "http://192.0.2.1/"); self.end_headers(); return
                    if busy.get(name):
                        busy[name] -= 1
                        self.send_response(429); self.send_header("Retry-After", "0"); self.end_headers(); return
                    if name == "none.test": self.send_response(404); self.end_headers(); return
                    if name == "endless.test":
                        self.send_response(200); self.end_headers()
                        while True: self.wfile.write(b" " * 65536)
                    body = json.dumps({"objectClassName": "domain", "ldhName": "a.test" if name == "liar.test" else name,
                        "events": [{"eventAction": "registration", "eventDate": "2010-01-02T03:04:05Z"}]}).encode()
                    if name == "list.json":
                        services = [[[self.path.split("/")[1]], [f"http://127.0.0.1:{server.server_port}/"]]]
                        body = json.dumps({"services": services}).encode()
                    if name == "huge.test": body = b" " * (3 << 20)
                    self.send_response(200)
                    self.send_header("Content-Type", "application/rdap+json")
                    if name == "packed.test": self.send_header("Content-Encoding", "gzip")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def do_CONNECT(self):
                    with open(sys.argv[1], "a") as log: log.write("CONNECT " + self.path + "\\n")
                    self.send_error(403)
                def log_message(self, *arguments): pass
            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            print(server.server_port, flush=True)
            server.serve_forever()
            """
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, log]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { return nil }
        self.port = port
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// The paths that were asked for, in order.
    public var questions: [String] {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }

    /// A bootstrap file that names this server for `.test`.
    public var bootstrap: String {
        """
        {"version":"1.0","services":[[["test"],["http://127.0.0.1:\(port)/"]],
          [["moved.test"],["http://127.0.0.1:\(port)/moved"]],[["example"],["http://rdap.example/"]]]}
        """
    }
}
