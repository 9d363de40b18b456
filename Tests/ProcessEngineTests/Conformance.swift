import Foundation
import Testing

/// Where public conformance data are, if they are.
enum Conformance {
    /// A suite's folder; without data the test is skipped and says so, and fails under `CI=true`.
    static func folder(_ name: String) -> URL? {
        let environment = ProcessInfo.processInfo.environment
        guard let root = environment["YIWANG_CONFORMANCE"] else {
            print("skipped: \(name) (YIWANG_CONFORMANCE is not set)")
            #expect(environment["CI"] != "true", "conformance data is missing under CI")
            return nil
        }
        return URL(filePath: root).appending(path: name)
    }
}
