internal import CampaignReports
internal import Foundation
internal import InfraGraph
internal import PassiveDNS

/// A folder with a page for each campaign, and an index.
struct ReportFolder {
    /// Where it is; it is made where it is missing.
    let path: String

    /// Whether it looks like a folder: one that is there, or a path that ends in a slash or without an extension.
    var isPlausible: Bool {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) { return isFolder.boolValue }
        return path.hasSuffix("/") || !(path.split(separator: "/").last ?? "").contains(".")
    }

    /// Writes the campaigns' pages, and the index last.
    func write(_ campaigns: [Campaign], notTold left: Int, seeds: [Seed], in analysis: Analysis) throws {
        try makeFolder(path)
        let progress = ProgressLine(file: path)
        let files = Self.files(campaigns)
        for (number, (campaign, file)) in zip(campaigns, files).enumerated() {
            progress.show("campaign \(number + 1) of \(campaigns.count)")
            let report = CampaignReport([campaign], seeds: seeds, in: analysis)
            try save(Array(ReportWriter.html(report, index: "index.html").utf8), to: path + "/" + file)
        }
        progress.end()
        try save(
            Array(ReportWriter.html(index(campaigns, files, notTold: left, analysis)).utf8),
            to: path + "/index.html"
        )
    }

    private func index(_ campaigns: [Campaign], _ files: [String], notTold left: Int, _ analysis: Analysis)
        -> ReportIndex
    {
        var notes: [String] = []
        var picture: String?
        if campaigns.count > 1 {
            let map = analysis.overview(of: campaigns).spelled
            notes += map.omissions
            picture = CampaignReport.Section.drawn(map, prefix: "o-", &notes)
        }
        return ReportIndex(
            title: "\(counted(campaigns.count, "campaign")): infrastructure report",
            basis: analysis.basis + (left > 0 ? " · \(counted(left, "smaller campaign")) not told" : ""),
            entries: zip(campaigns, files).map { ReportIndex.Entry(campaign: $0, file: $1) },
            overview: picture,
            notes: notes
        )
    }

    /// The files' names: the ids, in which only what every file system takes stands.
    private static func files(_ campaigns: [Campaign]) -> [String] {
        let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789-._")
        var taken: Set<String> = ["index.html"]
        return campaigns.map { campaign in
            let id = String(campaign.id.prefix(100).map { plain.contains($0) ? $0 : "-" }.drop { $0 == "." })
            var file = "\(id.isEmpty ? "campaign" : id).html"
            var number = 2
            while !taken.insert(file).inserted {
                file = "\(id)-\(number).html"
                number += 1
            }
            return file
        }
    }
}
