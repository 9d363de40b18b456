import Foundation
import Testing

/// The DMN Technology Compatibility Kit (dmn-tck/tck), found through `YIWANG_CONFORMANCE`.
@Suite struct TCKTests {
    private static let folder = ProcessInfo.processInfo.environment["YIWANG_CONFORMANCE"].map {
        URL(fileURLWithPath: $0).appendingPathComponent("dmn-tck")
    }

    private static let knownFailures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("known-failures.txt")

    @Test(arguments: ["compliance-level-2", "compliance-level-3"])
    func `every case of the kit passes but the known failures`(level: String) throws {
        guard let folder = Self.folder else {
            print("skipped: DMN TCK \(level), YIWANG_CONFORMANCE is not set")
            #expect(ProcessInfo.processInfo.environment["CI"] != "true", "CI needs YIWANG_CONFORMANCE")
            return
        }
        let outcomes = try TCKSuite(folder: folder.appendingPathComponent(level)).run()
        let failed = outcomes.filter { !$0.passed }
        print("DMN TCK \(level): \(outcomes.count - failed.count) of \(outcomes.count) results as expected")
        if let report = ProcessInfo.processInfo.environment["YIWANG_CONFORMANCE_REPORT"] {
            let text = failed.map { "\($0.id): \($0.detail)" }.joined(separator: "\n")
            try text.write(toFile: "\(report)-\(level).txt", atomically: true, encoding: .utf8)
        }
        let known = try Set(
            String(contentsOf: Self.knownFailures, encoding: .utf8).split(separator: "\n").map(String.init)
                .filter { !$0.hasPrefix("#") })
        let failures = Set(failed.map(\.id))
        let fresh = failures.subtracting(known)
        #expect(fresh.isEmpty, "not known: \(fresh.sorted().prefix(10))")
        let mended = known.intersection(outcomes.filter(\.passed).map(\.id))
        #expect(mended.isEmpty, "these pass now, take them out of known-failures.txt: \(mended.sorted())")
        #expect(!outcomes.isEmpty)
    }
}
