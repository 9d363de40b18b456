import Diagnostics
import Foundation
import ScenarioKit
import Services
import Testing
import WorkOrders

/// The shipped package of orders with one slip each: the linter says what is wrong, and where.
@Suite struct OrderLintTests {
    struct Slip: Sendable, CustomTestStringConvertible {
        let code: String
        let file: String
        let old: String
        let new: String

        init(_ code: String, _ file: String, _ old: String, _ new: String) {
            (self.code, self.file, self.old, self.new) = (code, file, old, new)
        }

        var testDescription: String { "\(code) \(file)" }
    }

    private static let hotline = "orders/hotline.yaml"

    static let slips: [Slip] = [
        Slip("order.source.missing", "orders/supervision.yaml", "opening_form: supervise\n", ""),
        Slip(
            "order.retention.missing", hotline,
            "retention: {years: 5, basis: {zh: 县热线工单档案保管期限表（样例）, en: The county's retention table for hotline orders (sample)}}\n",
            ""),
        Slip("order.field.missing", hotline, "    number: order_no\n", ""),
        Slip("order.limit.warn", hotline, "warn: 1wd", "warn: soon"),
        Slip("register.field.unknown", hotline, "content: content", "content: contents"),
        Slip("register.unknown", hotline, "register: order", "register: orders"),
        Slip("department.unknown", hotline, "department: government", "department: governmen"),
        Slip("post.unknown", hotline, "owner_post: hotline-operator", "owner_post: operator"),
        Slip("process.unknown", hotline, "process: order", "process: ordre"),
        Slip("decision.unknown", hotline, "guard: {file: dispatch", "guard: {file: dispatsh"),
        Slip("form.unknown", "orders/supervision.yaml", "opening_form: supervise", "opening_form: supervize"),
        Slip("parameter.unknown", hotline, "merge_days: hotline_merge_days", "merge_days: hotline_merge"),
        Slip("register.unknown-columns", "registers/order.yaml", "unknown_columns: remarks", "unknown_columns: town"),
    ]

    private func findings(_ slip: Slip?) throws -> [Diagnostic] {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("orders-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["base", "hotline-orders"] {
            try FileManager.default.copyItem(
                at: root.appendingPathComponent("Scenarios/\(name)"), to: folder.appendingPathComponent(name))
        }
        if let slip {
            let file = folder.appendingPathComponent("hotline-orders/\(slip.file)")
            let text = try String(contentsOf: file, encoding: .utf8)
            try #require(text.contains(slip.old))
            try Data(text.replacing(slip.old, with: slip.new, maxReplacements: 1).utf8).write(to: file)
        }
        var library = ScenarioLibrary(scenarios: folder, county: nil)
        let package = library.package("hotline-orders")
        let linted = package?.lint(LintEnvironment(handlers: Set(OrderStep.handlers + CaseStep.handlers))) ?? []
        return library.diagnostics + linted
    }

    @Test func `the package as it is has no finding`() throws {
        #expect(try findings(nil).map(\.description) == [])
    }

    @Test(arguments: slips) func `a slip is reported with its code`(slip: Slip) throws {
        #expect(try findings(slip).map(\.code).contains(slip.code))
    }
}
