// swift-format-ignore-file: NeverForceUnwrap, NeverUseForceTry

import DemoCounty
import Diagnostics
import WorkCalendar

/// Small counties for the tests, made once each.
enum Sample {
    static let outline = CountyOutline(
        code: "990121", name: Text(zh: "松禾县", en: "Songhe County"), province: Text(zh: "云岭省", en: "Yunling Province"),
        towns: [
            ("城关镇", "Chengguan"), ("青石镇", "Qingshi"), ("柳湾镇", "Liuwan"), ("河口镇", "Hekou"), ("枫桥镇", "Fengqiao"),
            ("白云镇", "Baiyun"),
            ("双河镇", "Shuanghe"), ("大坪镇", "Daping"), ("石门镇", "Shimen"), ("杨家集镇", "Yangjiaji"), ("古渡镇", "Gudu"),
            ("岭南苗族镇", "Lingnan Miao"),
        ].enumerated().map { index, name in
            TownOutline(
                code: "990121\(101 + index)000", name: Text(zh: name.0, en: name.1 + " Town"), isSeat: index == 0,
                communities: index == 0 ? 12 : index < 3 ? 2 : 1, villages: index == 0 ? 6 : 14)
        })

    static let today = CivilDate(iso: "2026-11-21")!

    static func plan(
        people: Int, seed: UInt64 = 990_121, today: CivilDate = today, profile: DemoProfile = .county
    ) -> DemoPlan {
        DemoPlan(outline: outline, seed: seed, people: people, today: today, profile: profile)
    }

    static let small = DemoCounty(plan(people: 2_000))
    static let large = DemoCounty(plan(people: 30_000))
    /// Every register of the large one, as rows.
    static let tables = Tables(large)
}

/// All rows of a county, by register.
struct Tables: Sendable {
    private var rows: [DemoRegister: [[DemoValue]]] = [:]

    init(_ county: DemoCounty) {
        for register in DemoRegister.allCases {
            var list: [[DemoValue]] = []
            county.emit(register, batch: 500) { batch in
                for row in 0..<batch.rowCount { list.append(Array(batch[row])) }
            }
            rows[register] = list
        }
    }

    func count(_ register: DemoRegister) -> Int { rows[register]?.count ?? 0 }

    subscript(register: DemoRegister) -> [[DemoValue]] { rows[register] ?? [] }

    /// One column; `nil` for null.
    func texts(_ register: DemoRegister, _ column: String) -> [String?] {
        let place = register.columns.firstIndex(of: column)!
        return self[register].map { if case .text(let text) = $0[place] { text } else { nil } }
    }

    func dates(_ register: DemoRegister, _ column: String) -> [CivilDate?] {
        let place = register.columns.firstIndex(of: column)!
        return self[register].map { if case .date(let date) = $0[place] { date } else { nil } }
    }

    func numbers(_ register: DemoRegister, _ column: String) -> [Int?] {
        let place = register.columns.firstIndex(of: column)!
        return self[register].map { if case .integer(let number) = $0[place] { number } else { nil } }
    }
}

/// A digest over every value of every register (FNV-1a).
func digest(_ county: DemoCounty, batch: Int = 2_000) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    func mix(_ text: String) { for byte in text.utf8 { mix(byte) } }
    for row in county.divisions() { mix("\(row.code)\(row.name)\(row.english)\(row.parent ?? "")\(row.successors)") }
    county.emit(batch: batch) { batch in
        for value in batch.values {
            switch value {
            case .null: mix(0)
            case .text(let text): mix(text)
            case .integer(let number): mix("\(number)")
            case .date(let date): mix(date.iso)
            }
            mix(1)
        }
    }
    return hash
}
