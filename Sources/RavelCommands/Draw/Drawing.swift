internal import CampaignMaps
internal import Foundation
internal import InfraGraph

/// Writes a map into a file, in the format of its extension; the nodes of `map.csv` go to `map.nodes.csv`.
///
/// - Parameters:
///   - map: the map.
///   - path: the file.
///   - style: the colours of pictures.
///   - process: what draws pictures, where it was started already; its format is the path's.
/// - Throws: `Failure` where the extension is unknown, Graphviz can't draw it or the file can't be written.
func draw(
    _ map: InfrastructureMap,
    to path: String,
    style: MapStyle = .light,
    by process: DrawingProcess? = nil
) throws {
    let map = map.spelled
    guard let format = MapFormat(path: path) else {
        throw Failure("\(path): the extension must be one of \(MapFormat.extensions)")
    }
    switch format {
    case .svg: try drawPicture(map, .svg, to: path, style, by: process)
    case .png: try drawPicture(map, .png, to: path, style, by: process)
    case .pdf: try drawPicture(map, .pdf, to: path, style, by: process)
    case .dot: try save(DOTWriter.text(map, style: style), to: path)
    case .graphml: try save(GraphMLWriter.text(map), to: path)
    case .gexf: try save(GEXFWriter.text(map), to: path)
    case .cyjs: try save(CytoscapeWriter.text(map), to: path)
    case .csv:
        try save(MapTables.edges(map), to: path)
        try save(MapTables.nodes(map), to: String(path.dropLast(4)) + ".nodes" + path.suffix(4))
    }
}

private func drawPicture(
    _ map: InfrastructureMap,
    _ format: PictureFormat,
    to path: String,
    _ style: MapStyle,
    by process: DrawingProcess?
) throws {
    do {
        let process = try process ?? DrawingProcess(format: format)
        try save(try process.picture(of: DOTWriter.text(map, style: style)), to: path)
    } catch let problem as DrawingProcess.Problem {
        throw Failure("\(path): \(problem)")
    }
}

/// Makes a folder, with those above it, where it is missing.
func makeFolder(_ path: String) throws {
    do {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
        throw Failure("\(path): can't be made: \(error.localizedDescription)")
    }
}

/// Writes a file whole or not at all; a pipe or a device takes the bytes, and of a link what it leads to.
func save(_ bytes: [UInt8], to path: String) throws {
    switch try Destination(path) {
    case .file(let file):
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw Failure("\(path): can't be written: \(error.localizedDescription)")
        }
    case .stream(let descriptor):
        defer { close(descriptor) }
        guard bytes.withUnsafeBytes({ writeAll($0, to: descriptor) }) else { throw Destination.failure(path) }
    }
}

/// Writes a file whole or not at all, part by part; a pipe or a device takes the parts, and of a link what it leads to.
func save(to path: String, _ writing: ((_ part: [UInt8]) throws -> Void) throws -> Void) throws {
    switch try Destination(path) {
    case .file(let path):
        let file = try UnfinishedFile(path)
        try writing { part in try part.withUnsafeBytes { try file.write($0) } }
        try file.finish()
    case .stream(let descriptor):
        defer { close(descriptor) }
        try writing { part in
            guard part.withUnsafeBytes({ writeAll($0, to: descriptor) }) else { throw Destination.failure(path) }
        }
    }
}

private func save(_ text: String, to path: String) throws {
    try save(Array(text.utf8), to: path)
}
