internal import CampaignMaps
internal import Foundation
internal import InfraGraph

/// Draws a map into a file, in the format of its extension.
func draw(_ map: InfrastructureMap, to path: String) throws {
    guard let format = MapFormat(path: path) else {
        throw Failure("\(path): the extension must be one of \(MapFormat.extensions)")
    }
    do {
        try save(try MapRenderer().render(DOTWriter.text(map), as: format), to: path)
    } catch let error as MapError {
        throw Failure("\(path): \(error)")
    }
}

/// Writes a file whole or not at all.
func save(_ bytes: [UInt8], to path: String) throws {
    do {
        try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
        throw Failure("\(path): can't be written: \(error.localizedDescription)")
    }
}
