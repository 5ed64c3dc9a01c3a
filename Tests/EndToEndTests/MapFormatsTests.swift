import Foundation
import TestSupport
import Testing

extension CommandLineTests {
    @Test("writes a map in every format, and all tell the same")
    func mapFormats() throws {
        #expect(try ravel("ingest", example + "/observations.jsonl").status == 0)
        #expect(try ravel("whois", example + "/whois.csv").status == 0)
        for format in ["svg", "png", "pdf", "dot", "graphml", "gexf", "cyjs", "csv"] {
            #expect(try ravel("map", "-o", "a.\(format)").status == 0)
            #expect(!(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.\(format)")).isEmpty))
        }
        let rows = { (name: String) in
            try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).split(separator: "\n").count - 1
        }
        let (nodes, edges) = (try rows("a.nodes.csv"), try rows("a.csv"))
        #expect(nodes > 5 && edges > 5)
        let counts = { (name: String, element: String) in
            try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).ranges(of: element).count
        }
        #expect(try counts("a.graphml", "<node ") == nodes && counts("a.graphml", "<edge ") == edges)
        #expect(try counts("a.gexf", "<node ") == nodes && counts("a.gexf", "<edge ") == edges)
        #expect(try counts("a.cyjs", "\"label\":") == nodes && counts("a.cyjs", "\"source\":") == edges)
        #expect(try counts("a.nodes.csv", "rpt.perrydale.com") > 0)
    }

    @Test("formats for programs hold all of it, pictures what a reader can take in; equal data gives equal PDFs")
    func wholeExports() throws {
        let rows = (0..<100).map { "big.example,A,45.77.\($0 / 50).\($0 % 50),2015-04-\(10 + $0 % 20),2015-07-01" }
        let file = try folder.write(
            "rrname,rrtype,rdata,first,last\n" + rows.joined(separator: "\n") + "\n",
            as: "r.csv"
        )
        #expect(try ravel("ingest", file).status == 0)
        #expect(try ravel("map", "big.example", "-o", "w.cyjs").err.contains("100 addresses"))
        let text = { try String(contentsOfFile: folder.path + "/" + $0, encoding: .utf8) }
        #expect(try text("w.cyjs").ranges(of: "\"label\":\"45.77.").count == 100)
        #expect(try ravel("map", "big.example", "-o", "w.dot").err.contains("Not drawn: 20 addresses"))
        for name in ["a.pdf", "b.pdf"] {
            #expect(try ravel("map", "big.example", "-o", name).status == 0)
            Thread.sleep(forTimeInterval: 1.1)  // A PDF carries the second of its making.
        }
        let pdf = { try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + $0)) }
        #expect(try pdf("a.pdf") == pdf("b.pdf"))
    }

    @Test(
        "networkx reads what a map is written to",
        .enabled(if: Python(with: "networkx") != nil, "python3 with networkx is not installed")
    )
    func networkxReadsMaps() throws {
        let script = """
            import sys, networkx
            for path, read in [("a.graphml", networkx.read_graphml), ("a.gexf", networkx.read_gexf)]:
                graph = read(sys.argv[1] + "/" + path)
                print(graph.number_of_nodes(), graph.number_of_edges(), "rpt.perrydale.com" in graph)
            """
        let (nodes, edges) = try writeMaps()
        let read = try #require(Python(with: "networkx")).run(script, [folder.path])
        #expect(read == "\(nodes) \(edges) True\n\(nodes) \(edges) True")
    }

    @Test(
        "igraph reads what a map is written to",
        .enabled(if: Python(with: "igraph") != nil, "python3 with igraph is not installed")
    )
    func igraphReadsMaps() throws {
        let script = """
            import sys, igraph
            graph = igraph.Graph.Read_GraphML(sys.argv[1] + "/a.graphml")
            print(graph.vcount(), graph.ecount(), "rpt.perrydale.com" in graph.vs["label"])
            """
        let (nodes, edges) = try writeMaps()
        #expect(try #require(Python(with: "igraph")).run(script, [folder.path]) == "\(nodes) \(edges) True")
    }

    @Test(
        "stock dot draws what a map is written to",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/dot"), "dot is not installed")
    )
    func dotDrawsMaps() throws {
        _ = try writeMaps()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/dot")
        process.arguments = ["-Tsvg", folder.path + "/a.dot", "-o", folder.path + "/dot.svg"]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let svg = try String(contentsOfFile: folder.path + "/dot.svg", encoding: .utf8)
        #expect(svg.contains("rpt.perrydale.com"))
    }

    /// Writes the perrydale campaign's map in some formats and counts its nodes and edges in the tables.
    private func writeMaps() throws -> (nodes: Int, edges: Int) {
        #expect(try ravel("ingest", example + "/observations.jsonl").status == 0)
        for format in ["dot", "graphml", "gexf", "csv"] { #expect(try ravel("map", "-o", "a.\(format)").status == 0) }
        let rows = { (name: String) in
            try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).split(separator: "\n").count - 1
        }
        return (try rows("a.nodes.csv"), try rows("a.csv"))
    }
}

/// Graphviz in a process of its own.
extension CommandLineTests {
    /// A graph that `dot` needs minutes for.
    private static let slow: String = {
        var text = "graph { layout=dot;\n"
        var state: UInt64 = 7
        for _ in 0..<12_000 {
            var ends: [UInt64] = []
            for _ in 0..<2 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                ends.append((state >> 33) % 3_000)
            }
            text += "n\(ends[0]) -- n\(ends[1]);\n"
        }
        return text + "}\n"
    }()

    /// Starts the child by itself and gives it the slow graph.
    private func startSlowDrawing(within seconds: String) throws -> (process: Process, input: Pipe) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["draw-dot", "svg", "--within", seconds]
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(Self.slow.utf8) + [0])
        return (process, input)
    }

    @Test("a layout that takes too long is stopped")
    func slowLayout() throws {
        let start = Date()
        let (process, input) = try startSlowDrawing(within: "1")
        process.waitUntilExit()
        #expect(process.terminationStatus == 124)
        #expect((1..<20).contains(Date().timeIntervalSince(start)))
        try input.fileHandleForWriting.close()
    }

    @Test("the time for a layout begins when its text is there, and a child that gets none ends with its parent")
    func waitingForText() throws {
        for text in ["graph { a -- b }\0", ""] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Self.binary)
            process.arguments = ["draw-dot", "svg", "--within", "3"]
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            try process.run()
            if !text.isEmpty { Thread.sleep(forTimeInterval: 3.5) }
            #expect(process.isRunning)
            try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
            if text.isEmpty { try input.fileHandleForWriting.close() }
            let picture = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(picture.contains("<svg") == !text.isEmpty)
            #expect(process.terminationStatus == (text.isEmpty ? 1 : 0))
        }
    }

    @Test("a layout ends when nobody waits for it any more")
    func abandonedLayout() throws {
        let start = Date()
        let (process, input) = try startSlowDrawing(within: "600")
        Thread.sleep(forTimeInterval: 0.5)
        #expect(process.isRunning)
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(Date().timeIntervalSince(start) < 20)
    }

    @Test("says what to do where a layout was stopped, and keeps what is written")
    func stoppedLayout() throws {
        #expect(try ravel("ingest", example + "/observations.jsonl").status == 0)
        #expect(try ravel("map", "-o", "a.svg").status == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.svg"))
        let run = try ravel("map", "-o", "a.svg", "--time-limit", "0.000001")
        #expect(run.status == 1)
        #expect(run.err.contains("a.svg: ") && run.err.contains("was stopped") && run.err.contains("--time-limit"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a.svg")) == before)
        #expect(try ravel("map", "-o", "a.svg", "--time-limit", "0").status == 64)
    }

    @Test(
        "says so where Graphviz crashed",
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/task"), "no /proc here")
    )
    func crashedLayout() throws {
        #expect(try ravel("ingest", example + "/observations.jsonl").status == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["map", "-o", folder.path + "/a.svg", "--store", folder.path + "/ravel.sqlite"]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        while process.isRunning {
            guard let child = drawing(of: process.processIdentifier) else { continue }
            kill(child, SIGSEGV)
            break
        }
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(text.contains("crashed") && text.contains("signal \(SIGSEGV)"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/a.svg"))
    }

    /// The child of a process that draws.
    private func drawing(of parent: Int32) -> Int32? {
        let folder = "/proc/\(parent)/task"
        for thread in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let children = (try? String(contentsOfFile: folder + "/\(thread)/children", encoding: .utf8)) ?? ""
            for child in children.split(whereSeparator: \.isWhitespace).compactMap({ Int32($0) }) {
                let command = (try? String(contentsOfFile: "/proc/\(child)/cmdline", encoding: .utf8)) ?? ""
                if command.contains("draw-dot") { return child }
            }
        }
        return nil
    }
}

extension CommandLineTests {
    @Test("draws an overview of campaigns in every format")
    func overview() throws {
        #expect(try ravel("ingest", example + "/observations.jsonl").status == 0)
        for format in ["svg", "dot", "graphml", "gexf", "cyjs", "csv"] {
            let run = try ravel("map", "--overview", "-o", "o.\(format)")
            #expect(run.status == 0)
            #expect(run.err.contains("Overview of "))
        }
        let nodes = try String(contentsOfFile: folder.path + "/o.nodes.csv", encoding: .utf8)
        let campaigns = try ravel("campaigns", "--format", "csv").out.split(separator: "\n").count - 1
        // The head has a column of that name.
        #expect(campaigns > 0 && nodes.ranges(of: ",campaign,").count == campaigns + 1)
        let seeded = try ravel("map", "--overview", "--seeds", example + "/seeds.txt", "-o", "s.dot")
        #expect(seeded.err.contains("Overview of 1 campaign,"))
        #expect(try ravel("map", "--seeds", example + "/seeds.txt", "-o", "s.dot").err.contains("Campaign "))
        #expect(try ravel("map", "rpt.perrydale.com", "--overview", "-o", "s.dot").status == 64)
    }
}
