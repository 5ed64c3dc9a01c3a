internal import CGraphviz
internal import Synchronization

/// Why a map could not be drawn.
public enum MapError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Graphviz does not understand the text.
    case malformed(reason: String)
    /// Graphviz found no layout or could not draw it.
    case notDrawn(reason: String)

    /// The reason and what to do.
    public var description: String {
        switch self {
        case .malformed(let reason): "is no graph in the DOT language: \(reason)"
        case .notDrawn(let reason):
            "Graphviz could not draw it: \(reason); are its plugins installed (apt-get install graphviz)?"
        }
    }
}

/// Draws graphs in the DOT language with libgraphviz, inside this process.
///
/// Graphviz is not safe to use from several threads, so drawing happens one at a time.
public struct MapRenderer: Sendable {
    private static let lock = Mutex(())

    /// Makes a renderer.
    public init() {}

    /// Draws a graph; its `layout` attribute chooses the engine.
    ///
    /// - Parameters:
    ///   - dot: the graph.
    ///   - format: what to make of it; DOT is handed back as it is.
    /// - Returns: the file's bytes.
    /// - Throws: ``MapError``.
    public func render(_ dot: String, as format: MapFormat) throws(MapError) -> [UInt8] {
        guard format != .dot else { return Array(dot.utf8) }
        return try Self.lock.withLock { (_) throws(MapError) in
            ravel_quiet()
            guard let context = GraphvizContext() else { throw .notDrawn(reason: "out of memory") }
            guard let graph = Graph(dot) else { throw .malformed(reason: String(cString: ravel_last_error())) }
            return try context.draw(graph, as: format.rawValue)
        }
    }
}

/// A graph in Graphviz's memory.
private struct Graph: ~Copyable {
    let handle: UnsafeMutablePointer<Agraph_t>

    init?(_ dot: String) {
        guard let handle = ravel_read_graph(dot) else { return nil }
        self.handle = handle
    }

    deinit {
        agclose(handle)
    }
}

/// Graphviz's context with its plugins.
private struct GraphvizContext: ~Copyable {
    private let handle: OpaquePointer

    init?() {
        guard let handle = gvContext() else { return nil }
        self.handle = handle
    }

    deinit {
        gvFreeContext(handle)
    }

    borrowing func draw(_ graph: borrowing Graph, as format: String) throws(MapError) -> [UInt8] {
        guard gvLayout(handle, graph.handle, ravel_layout_of(graph.handle)) == 0 else {
            throw .notDrawn(reason: String(cString: ravel_last_error()))
        }
        defer { gvFreeLayout(handle, graph.handle) }
        var data: UnsafeMutablePointer<CChar>?
        var length: UInt32 = 0
        guard gvRenderData(handle, graph.handle, format, &data, &length) == 0, let data else {
            throw .notDrawn(reason: String(cString: ravel_last_error()))
        }
        defer { gvFreeRenderData(data) }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(length)))
    }
}
