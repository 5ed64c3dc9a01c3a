internal import CGraphviz
internal import CGraphvizShims

/// Graphviz with its plugins; freed at the end.
struct GraphvizContext: ~Copyable {
    let pointer: OpaquePointer

    init() throws(MapError) {
        guard let pointer = gvContext() else { throw .layoutFailed(reason: "it could not be started") }
        self.pointer = pointer
    }

    deinit {
        _ = gvFreeContext(pointer)
    }
}

/// A graph that was read from DOT; freed at the end.
struct GraphvizGraph: ~Copyable {
    let pointer: UnsafeMutablePointer<Agraph_t>

    init(_ dot: String) throws(MapError) {
        guard !dot.utf8.contains(0) else { throw .invalidDOT(reason: "it holds a NUL byte") }
        guard let pointer = cgraphviz_read(dot) else {
            let reason = GraphvizMessages.taken()
            throw .invalidDOT(reason: reason.isEmpty ? "it holds no graph" : reason)
        }
        self.pointer = pointer
    }

    deinit {
        _ = agclose(pointer)
    }
}

/// A graph whose nodes have places; the layout is freed at the end, then the graph, then Graphviz.
struct GraphvizLayout: ~Copyable {
    private let graph: GraphvizGraph
    private let context: GraphvizContext

    /// Lays out with the engine that the graph names in `layout=`, else with `dot`.
    init(of graph: consuming GraphvizGraph, in context: consuming GraphvizContext) throws(MapError) {
        guard cgraphviz_layout(context.pointer, graph.pointer) == 0 else {
            throw .layoutFailed(reason: GraphvizMessages.taken())
        }
        self.graph = graph
        self.context = context
    }

    deinit {
        _ = gvFreeLayout(context.pointer, graph.pointer)
    }

    /// Takes 144 pixels an inch, sharp on paper and screens, or fewer where the longer side would pass 12,000 pixels.
    func setResolution() {
        let longest = max(cgraphviz_width(graph.pointer), cgraphviz_height(graph.pointer)) / 72
        cgraphviz_set_dpi(graph.pointer, longest > 0 ? min(144, 12_000 / longest) : 144)
    }

    func render(_ format: PictureFormat) throws(MapError) -> [UInt8] {
        var data: UnsafeMutablePointer<CChar>?
        var length: UInt32 = 0
        let status = gvRenderData(context.pointer, graph.pointer, format.rawValue, &data, &length)
        defer { gvFreeRenderData(data) }
        guard status == 0, let data, length > 0 else {
            throw .renderingFailed(format: format, reason: GraphvizMessages.taken())
        }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(length)))
    }
}
