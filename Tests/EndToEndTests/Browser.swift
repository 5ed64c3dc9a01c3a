import Foundation

/// A headless Chromium, driven through the DevTools protocol over a pipe.
///
/// Messages are JSON, each ended by a zero octet (`--remote-debugging-pipe`).
final class Browser {
    /// Where Chromium is; `nil` where none is installed.
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    struct Problem: Error {
        var text: String
    }

    private let process = Process()
    private let (input, output) = (Pipe(), Pipe())
    private var buffer = Data()
    private var number = 0
    private var session = ""
    /// Errors and warnings that pages wrote to the console or threw.
    private(set) var complaints: [String] = []

    /// Starts a browser with an empty page.
    init(profile: String) throws {
        guard let path = Self.path else { throw Problem(text: "no browser") }
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c",
            "exec timeout 120 \"$0\" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --window-size=1500,1000 "
                + "--user-data-dir=\"$1\" --remote-debugging-pipe about:blank 3<&0 4>&1 >/dev/null 2>&1",
            path, profile,
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let targets = try send("Target.getTargets")["targetInfos"] as? [[String: Any]] ?? []
        guard let page = targets.first(where: { $0["type"] as? String == "page" }), let id = page["targetId"] else {
            throw Problem(text: "no page")
        }
        let attached = try send("Target.attachToTarget", ["targetId": id, "flatten": true])
        session = attached["sessionId"] as? String ?? ""
        for domain in ["Page", "Runtime", "Log"] { _ = try send("\(domain).enable") }
    }

    deinit {
        session = ""
        _ = try? send("Browser.close")
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Opens a file and waits until it is loaded.
    func open(_ file: String) throws {
        _ = try send("Page.navigate", ["url": "file://" + file])
        for _ in 0..<200 {
            if try value("document.readyState + location.protocol") as? String == "completefile:" { return }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw Problem(text: "\(file) did not load")
    }

    /// What an expression gives.
    @discardableResult
    func value(_ expression: String) throws -> Any? {
        let answer = try send("Runtime.evaluate", ["expression": expression, "returnByValue": true])
        if let details = answer["exceptionDetails"] { throw Problem(text: "\(expression): \(details)") }
        return (answer["result"] as? [String: Any])?["value"]
    }

    /// Presses and releases a key.
    func press(_ key: String, text: String? = nil) throws {
        var event: [String: Any] = ["type": "keyDown", "key": key]
        if let text { event["text"] = text }
        _ = try send("Input.dispatchKeyEvent", event)
        _ = try send("Input.dispatchKeyEvent", ["type": "keyUp", "key": key])
    }

    /// Types text where the focus is.
    func type(_ text: String) throws {
        _ = try send("Input.insertText", ["text": text])
    }

    /// Clicks into the middle of what a selector finds; of text that wraps, of its first line.
    func click(_ selector: String) throws {
        let place = try value(
            """
            (() => { const e = document.querySelector(\(String(reflecting: selector))); e.scrollIntoView({ block: "center" });
              const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2]; })()
            """
        )
        guard let place = place as? [Double], place.count == 2 else { throw Problem(text: "\(selector): not there") }
        for kind in ["mousePressed", "mouseReleased"] {
            let event: [String: Any] = ["type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1]
            _ = try send("Input.dispatchMouseEvent", event)
        }
    }

    private func send(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        number += 1
        var message: [String: Any] = ["id": number, "method": method, "params": parameters]
        if !session.isEmpty { message["sessionId"] = session }
        try input.fileHandleForWriting.write(contentsOf: try JSONSerialization.data(withJSONObject: message) + [0])
        while true {
            let answer = try receive()
            if answer["id"] as? Int == number {
                if let error = answer["error"] { throw Problem(text: "\(method): \(error)") }
                return answer["result"] as? [String: Any] ?? [:]
            }
            note(answer)
        }
    }

    private func note(_ event: [String: Any]) {
        let parameters = event["params"] as? [String: Any] ?? [:]
        switch event["method"] as? String {
        case "Runtime.exceptionThrown", "Log.entryAdded": complaints.append("\(parameters)")
        case "Runtime.consoleAPICalled" where ["error", "warning"].contains(parameters["type"] as? String):
            complaints.append("\(parameters)")
        case "Page.javascriptDialogOpening": complaints.append("a dialog: \(parameters)")
        default: break
        }
    }

    private func receive() throws -> [String: Any] {
        while true {
            if let end = buffer.firstIndex(of: 0) {
                let message = buffer[buffer.startIndex..<end]
                buffer.removeSubrange(buffer.startIndex...end)
                return try JSONSerialization.jsonObject(with: Data(message)) as? [String: Any] ?? [:]
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Problem(text: "the browser is gone") }
            buffer.append(more)
        }
    }
}
