// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import NationalCodes
import Testing
import WorkCalendar

@Suite struct `Divisions` {
    private func code(_ text: String) -> DivisionCode { try! DivisionCode(text) }
    private func day(_ text: String) -> CivilDate { CivilDate(iso: text)! }

    @Test(arguments: [
        ("99", DivisionCode.Level.province, "990000000000"), ("9901", .prefecture, "990100000000"),
        ("990121", .county, "990121000000"), ("990121101", .town, "990121101000"),
        ("990121101201", .village, "990121101201"), ("99012110120103", .group, "99012110120103"),
        ("990121101201003", .grid, "990121101201003"), ("９９０１２１", .county, "990121000000"),
    ])
    func `levels`(text: String, level: DivisionCode.Level, full: String) {
        #expect(code(text).level == level)
        #expect(code(text).text == full)
    }

    @Test func `what lies in what`() {
        #expect(code("990121").contains(code("990121101201")))
        #expect(code("990121101").contains(code("99012110120103")))
        #expect(code("99").contains(code("990121")))
        #expect(!code("990121101").contains(code("990121102201")))
        #expect(!code("990121101201").contains(code("990121101")))
        #expect(code("990121101201").contains(code("990121101201")))
        #expect(code("990121101201").town == code("990121101"))
        #expect(code("990121101201").county == code("990121"))
        #expect(code("99012110120103").parent == code("990121101201"))
        #expect(code("99").parent == nil)
        #expect(code("99").county == nil)
        #expect(code("990121101").townKind == .town)
        #expect(code("990121001").townKind == .subdistrict)
        #expect(code("990121201").townKind == .township)
        #expect(code("990121101001").isCommunity && !code("990121101201").isCommunity)
    }

    @Test(arguments: [
        "", "1", "123", "99012110", "9901211012010", "990121101201x", "000121", "990121000201", "990000101",
    ])
    func `texts that are no division are refused`(text: String) {
        #expect((try? DivisionCode(text)) == nil)
    }

    /// Two villages merged in 2019, the result renumbered in 2022, another split in 2021.
    private func history() throws -> DivisionHistory {
        try DivisionHistory([
            DivisionPeriod(
                code: code("990121102201"), from: nil, through: day("2019-06-30"), successors: [code("990121102203")]),
            DivisionPeriod(
                code: code("990121102202"), from: nil, through: day("2019-06-30"), successors: [code("990121102203")]),
            DivisionPeriod(
                code: code("990121102203"), from: day("2019-07-01"), through: day("2022-12-31"),
                successors: [code("990121103203")]),
            DivisionPeriod(code: code("990121103203"), from: day("2023-01-01"), through: nil),
            DivisionPeriod(
                code: code("990121101001"), from: nil, through: day("2021-03-31"),
                successors: [code("990121101002"), code("990121104003")]),
            DivisionPeriod(code: code("990121101002"), from: day("2021-04-01"), through: nil),
            DivisionPeriod(code: code("990121104003"), from: day("2021-04-01"), through: nil),
            DivisionPeriod(code: code("990121105201"), from: nil, through: day("2020-01-01")),
        ])
    }

    @Test func `codes are followed through mergers, renumberings and splits`() throws {
        let history = try history()
        #expect(history.current(code("990121102201"), on: day("2026-01-01")) == [code("990121103203")])
        #expect(history.current(code("990121102202"), on: day("2020-01-01")) == [code("990121102203")])
        #expect(history.current(code("990121102202"), on: day("2019-06-30")) == [code("990121102202")])
        #expect(
            history.current(code("990121101001"), on: day("2026-01-01")) == [
                code("990121101002"), code("990121104003"),
            ])
        #expect(history.only(code("990121101001"), on: day("2026-01-01")) == nil)
        #expect(history.current(code("990121105201"), on: day("2026-01-01")) == [])
        #expect(history.current(code("990121109201"), on: day("2026-01-01")) == [])
        #expect(history.isValid(code("990121102201"), on: day("2019-06-30")))
        #expect(!history.isValid(code("990121102203"), on: day("2019-06-30")))
        // A code from before it was given stands for nothing yet.
        #expect(history.current(code("990121103203"), on: day("2019-01-01")) == [])
    }

    @Test func `within has three answers`() throws {
        let history = try history()
        #expect(history.isWithin(code("990121102201"), code("990121103"), on: day("2026-01-01")) == true)
        #expect(history.isWithin(code("990121102201"), code("990121102"), on: day("2026-01-01")) == false)
        #expect(history.isWithin(code("990121101001"), code("990121101"), on: day("2026-01-01")) == nil)
        #expect(history.isWithin(code("990121101001"), code("990121"), on: day("2026-01-01")) == true)
        #expect(history.isWithin(code("990121105201"), code("990121"), on: day("2026-01-01")) == nil)
    }

    @Test func `circles and periods that run backwards are refused`() {
        #expect(throws: CodeError.self) {
            try DivisionHistory([
                DivisionPeriod(
                    code: code("990121102201"), from: nil, through: day("2019-06-30"),
                    successors: [code("990121102202")]),
                DivisionPeriod(
                    code: code("990121102202"), from: nil, through: day("2019-06-30"),
                    successors: [code("990121102201")]),
            ])
        }
        #expect(throws: CodeError.self) {
            try DivisionHistory([
                DivisionPeriod(code: code("990121102201"), from: day("2020-01-01"), through: day("2019-06-30"))
            ])
        }
    }

    @Test func `a long chain of mergers is followed`() throws {
        let rows = (0..<700).map { step in
            DivisionPeriod(
                code: code("990121102\(200 + step)"), from: nil, through: day("2000-01-01").adding(days: step),
                successors: [code("990121102\(201 + step)")])
        }
        let history = try DivisionHistory(rows + [DivisionPeriod(code: code("990121102900"), from: nil, through: nil)])
        #expect(history.current(code("990121102200"), on: day("2026-01-01")) == [code("990121102900")])
    }
}
