import Commands
import Foundation
import Support
import Testing

/// The published list of rejections holds every one that the sources declare.
@Suite struct RejectionCatalogueTests {
    @Test func everyRejectionOfTheSourcesIsListedOnce() throws {
        let codes = Rejection.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Commands")
        var declared = 0
        for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
            ?? .init()
        {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            declared += text.components(separatedBy: " = Rejection(").count - 1
        }
        #expect(declared == codes.count)
    }

    @Test func everyRejectionSaysWhatToDoInASentence() {
        for rejection in Rejection.all {
            #expect(rejection.detail.hasSuffix("."), "\(rejection.code)")
            #expect(rejection.detail.count <= 160, "\(rejection.code) is long")
        }
    }
}
