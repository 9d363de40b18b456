import Foundation
import TestSupport
import Testing

@Suite struct SourceRuleTests {
    @Test func `no source file is longer than six hundred lines, and those over four hundred are named`() {
        for file in SourceFile.all {
            #expect(file.lines.count <= 600, "\(file.path) has \(file.lines.count) lines: split it")
            if file.lines.count > 400 {
                #expect(
                    SourceRuleTests.long.contains(file.path),
                    "\(file.path) has \(file.lines.count) lines: split it, or name it here")
            }
        }
    }

    /// Files over four hundred lines that are one thing all the same; may only shrink.
    private static let long: Set<String> = []

    @Test func `half of all files have at most about a hundred lines`() {
        let counts = SourceFile.all.map(\.lines.count).sorted()
        #expect(counts[counts.count / 2] <= 110)
    }

    @Test func `sources hold no forced unwraps, no try without a way out, no fatal error and no unfinished mark`() {
        let marks = [
            "try" + "!", "fatal" + "Error(", "as" + "! ", "precondition" + "Failure(", "TO" + "DO", "FIX" + "ME",
        ]
        for file in SourceFile.all {
            for (number, line) in file.code {
                for mark in marks where line.contains(mark) { Issue.record("\(file.path):\(number) \(mark)") }
                if SourceRuleTests.forcesUnwrap(line) { Issue.record("\(file.path):\(number) forces an optional") }
            }
            for (index, line) in file.lines.enumerated() where line.contains("// TO" + "DO") {
                Issue.record("\(file.path):\(index + 1) is unfinished")
            }
        }
    }

    /// An exclamation mark behind a name, a bracket or a literal, that is not part of `!=`.
    private static func forcesUnwrap(_ line: String) -> Bool {
        let characters = Array(line)
        for index in characters.indices.dropFirst() where characters[index] == "!" {
            if index + 1 < characters.count, characters[index + 1] == "=" { continue }
            let before = characters[index - 1]
            if before.isLetter || before.isNumber || before == ")" || before == "]" || before == "_" { return true }
        }
        return false
    }

    @Test func `a page never writes SQL`() {
        let words = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "CREATE TABLE"]
        for file in SourceFile.all where ["Portal", "Web", "DesignSystem"].contains(file.target) {
            for (index, line) in file.lines.enumerated() {
                for word in words where line.contains("\"\(word)") || line.contains("\"\"\"\(word)") {
                    // The health check asks for nothing.
                    Issue.record("\(file.path):\(index + 1) writes SQL")
                }
            }
            #expect(!file.lines.contains { $0.contains("SQL(") || $0.contains(": SQL =") }, "\(file.path) makes SQL")
        }
    }

    @Test func `a module reads its own tables only`() throws {
        let owners: [String: [String]] = [
            "Journal": ["journal_leaf", "journal_tree", "journal_subject", "receipt"],
            "Directory": ["official", "citizen", "delegation", "activation_code", "session", "division"],
            "Workflow": ["process_instance", "process_row", "process_log", "workflow_task"],
            "Services": ["service_case", "case_event", "case_file", "case_consent", "correction", "appointment"],
            "Notices": ["notice"],
        ]
        for file in SourceFile.all where !["Application", "yiwang"].contains(file.target) {
            for (owner, tables) in owners where owner != file.target {
                for (index, line) in file.lines.enumerated() {
                    for table in tables {
                        let reads = ["FROM \(table) ", "JOIN \(table) ", "INTO \(table) ", "UPDATE \(table) "]
                        let ends = line.hasSuffix("FROM \(table)") || line.hasSuffix("FROM \(table)\"")
                        if ends || reads.contains(where: line.contains) {
                            #expect(
                                SourceRuleTests.borrowed.contains("\(file.target):\(table)"),
                                "\(file.path):\(index + 1) reads \(table) of \(owner)")
                        }
                    }
                }
            }
        }
    }

    /// Reads of another module's table that are known and wait for a function of that module.
    private static let borrowed: Set<String> = [
        // "Who looked at my data" and the matter of a due timer.
        "Services:receipt", "Services:process_instance",
    ]

    @Test func `every file has one import block, sorted, and no tabs`() {
        for file in SourceFile.all {
            #expect(!file.lines.contains { $0.contains("\t") }, "\(file.path) has tabs")
            #expect(!file.lines.contains { $0.hasSuffix(" ") }, "\(file.path) has spaces at the end of a line")
        }
    }
}
