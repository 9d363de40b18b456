import Directory
import Foundation
import Journal
import Registers
import Storage
import Tabular
import TestSupport
import Testing
import WorkCalendar

@Suite(.serialized) struct ImportTests {
    @Test(arguments: Backend.available) func `the office's sheet comes in as it was meant`(_ backend: Backend)
        async throws
    {
        try await ImportWorld.run(backend) { world in
            let done = try await world.load(Samples.office())
            #expect(done.state == .done)
            #expect([done.rowsRead, done.added, done.rejected] as [Int] == [4, 2, 2])
            let first = try #require(try await world.pupil(Samples.id(1)))
            #expect(first.values[1] == .text("王䶮"))
            #expect(first.values[3] == .date(CivilDate(iso: "2020-06-18")!))
            #expect(first.values[4] == .text("990121101201"))
            #expect(first.values[5] == .text("13800000001"))
            #expect(first.rung == .excel)
            let old = try #require(try await world.pupil(TestPeople.number("19850101", 1)))
            #expect(old.values[4] == .text("990121101201"))
            let rejected = try await world.rejected(done)
            #expect(rejected[0].suffix(3) == ["原文件行号 / row", "原因", "reason"])
            #expect(rejected.count == 3)
            #expect(rejected[1][2] == "张三")
            #expect(rejected[1][6] == "8")
            #expect(rejected[1][7].contains("四舍五入"))
            #expect(rejected[1][8].contains("rounded"))
            #expect(rejected[2][0] == "合计")
        }
    }

    @Test(arguments: Backend.available) func `a file sent again changes nothing, a changed one keeps history`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            let rows = (0..<120).map { Samples.row($0) }
            #expect(try await world.load(Samples.csv(rows)).added == 120)
            world.clock.advance(seconds: 60)
            let again = try await world.load(Samples.csv(rows))
            #expect([again.added, again.changed, again.unchanged] as [Int] == [0, 0, 120])
            world.clock.advance(seconds: 60)
            var changed = rows
            changed[5][1] = "改名"
            // A blank cell says nothing; it does not wipe out what is known.
            changed[6][5] = ""
            changed.append(Samples.row(500))
            let third = try await world.load(Samples.workbook(changed))
            #expect([third.added, third.changed, third.unchanged] as [Int] == [1, 1, 119])
            let row = try #require(try await world.pupil(Samples.id(5)))
            #expect(row.values[1] == .text("改名"))
            #expect(row.version == 2)
            #expect(try await world.pupil(Samples.id(6))?.values[5] == .text("13800000000"))
            #expect(try await world.count("reg_test_pupil_history") == 1)
            #expect(try await world.count("reg_test_pupil") == 121)
        }
    }

    @Test(arguments: Backend.available) func `nothing comes in when one row is bad and nothing was asked`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            var rows = (0..<30).map { Samples.row($0) }
            rows[17][0] = TestPeople.broken(rows[17][0])
            let refused = try await world.load(Samples.csv(rows), mode: .allOrNothing)
            #expect(refused.state == .refused)
            #expect([refused.rowsRead, refused.rejected, refused.imported] as [Int] == [30, 1, 0])
            #expect(try await world.count("reg_test_pupil") == 0)
            // The bad row is corrected in the very file that came back, and that file is sent.
            var back = try await world.rejected(refused, .text)
            #expect(back.count == 2)
            back[1][0] = Samples.id(17)
            let corrected = try await world.load(
                Samples.csv([back[1]], header: back[0]), mode: .allOrNothing)
            #expect(corrected.state == .done)
            #expect(corrected.added == 1)
        }
    }

    @Test(arguments: Backend.available) func `rows read are rows imported, unchanged or handed back`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            var dice = SystemRandomNumberGenerator()
            var known: [String: String] = [:]
            for round in 0..<5 {
                world.clock.advance(seconds: 60)
                var rows: [[String]] = []
                for _ in 0..<Int.random(in: 1...160, using: &dice) {
                    var row = Samples.row(
                        Int.random(in: 0..<150, using: &dice), name: "名\(Int.random(in: 0..<3, using: &dice))")
                    switch Int.random(in: 0..<10, using: &dice) {
                    case 0: row[0] = TestPeople.broken(row[0])
                    case 1: row[1] = ""
                    case 2: row[3] = "2020-13-01"
                    default: break
                    }
                    rows.append(row)
                }
                var seen: Set<String> = []
                var expected = (added: 0, changed: 0, unchanged: 0, rejected: 0)
                for row in rows {
                    let isGood = !row[1].isEmpty && row[3] != "2020-13-01" && Samples.isValid(row[0])
                    guard isGood, seen.insert(row[0]).inserted else {
                        expected.rejected += 1
                        continue
                    }
                    if let name = known[row[0]] {
                        if name == row[1] { expected.unchanged += 1 } else { expected.changed += 1 }
                    } else {
                        expected.added += 1
                    }
                    known[row[0]] = row[1]
                }
                let bytes = round % 2 == 0 ? Samples.csv(rows) : Samples.workbook(rows)
                let record = try await world.load(bytes)
                #expect(record.state == .done)
                #expect(record.rowsRead == rows.count)
                #expect(record.imported + record.unchanged + record.rejected == record.rowsRead)
                #expect(
                    [record.added, record.changed, record.unchanged, record.rejected] as [Int]
                        == [expected.added, expected.changed, expected.unchanged, expected.rejected])
                if record.rejected > 0 { #expect(try await world.rejected(record).count == record.rejected + 1) }
                #expect(try await world.count("reg_test_pupil") == known.count)
            }
        }
    }

    @Test(arguments: Backend.available) func `a stopped import goes on where it was and counts nothing twice`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            let rows = (0..<2_300).map { Samples.row($0) }
            let first = world.importer()
            let record = try await first.upload(
                Samples.csv(rows), name: "a.csv", to: "test.pupil", requestKey: "k", scope: ImportWorld.steward,
                now: world.clock.now())
            _ = try await first.start(
                record.id, mode: .goodRows, scope: ImportWorld.steward, now: world.clock.now())
            var now = record
            // Each step by another importer: as if the machine had stopped after each.
            var steps = 0
            repeat {
                now = try await world.importer().advance(record.id, for: .zero)
                steps += 1
                if steps > 3, now.state == .checking {
                    // Checking begins anew after a stop; let one importer finish it.
                    let importer = world.importer()
                    while now.state == .checking { now = try await importer.advance(record.id, for: .zero) }
                }
            } while now.state.isActive && steps < 50
            #expect(now.state == .done)
            #expect(
                [now.rowsRead, now.added, now.changed, now.unchanged, now.rejected] as [Int] == [2_300, 2_300, 0, 0, 0])
            #expect(try await world.count("reg_test_pupil") == 2_300)
            #expect(try await world.count("register_import_part") == 0)
        }
    }

    @Test(arguments: Backend.available) func `rows written just before a stop are counted once`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            let rows = (0..<100).map { Samples.row($0) }
            let importer = world.importer()
            let record = try await importer.upload(
                Samples.csv(rows), name: "a.csv", to: "test.pupil", requestKey: "k", scope: ImportWorld.steward,
                now: world.clock.now())
            var now = try await importer.start(
                record.id, mode: .goodRows, scope: ImportWorld.steward, now: world.clock.now())
            while now.state != .writing { now = try await importer.advance(record.id, for: .zero) }
            // The bulk write of the batch went through, the step was not saved.
            let values = rows.prefix(60).map { row -> [FieldValue] in
                [
                    .text(row[0]), .text(row[1]), .text(row[2] == "女" ? "F" : "M"),
                    .date(CivilDate(iso: "2020-10-10")!),
                    .text(row[4]), .text(row[5]), .integer(10_050), .integer(1),
                ]
            }
            try await world.registers.load(
                "test.pupil", rows: values,
                origin: RowOrigin(
                    from: CivilDate(iso: "2026-08-03")!, recordedAt: now.startedAt, recordedBy: "7",
                    reason: "import \(record.id)", rung: .file))
            now = try await world.importer().advance(record.id, for: .seconds(60))
            #expect([now.added, now.changed, now.unchanged] as [Int] == [100, 0, 0])
            #expect(try await world.count("reg_test_pupil") == 100)
        }
    }

    @Test(arguments: Backend.available) func `a register whose key cannot be looked up is matched all the same`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            func file(_ status: String) -> [UInt8] {
                Samples.csv((0..<80).map { ["J\($0)", status] }, header: ["证书编号", "状态"])
            }
            let added = try await world.load(file("有效"), into: "test.marriage")
            #expect(added.added == 80)
            world.clock.advance(seconds: 60)
            let unchanged = try await world.load(file("有效"), into: "test.marriage")
            #expect(unchanged.unchanged == 80)
            world.clock.advance(seconds: 60)
            let changed = try await world.load(file("注销"), into: "test.marriage")
            #expect(changed.changed == 80)
            #expect(try await world.count("reg_test_marriage") == 80)
        }
    }

    @Test(arguments: Backend.available) func `jobs carry an import to its end and buttons pressed twice do it once`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            let importer = world.importer()
            let bytes = Samples.csv((0..<10).map { Samples.row($0) })
            let scope = ImportWorld.steward
            let now = world.clock.now()
            let first = try await importer.upload(
                bytes, name: "a.csv", to: "test.pupil", requestKey: "k", scope: scope, now: now)
            let second = try await importer.upload(
                bytes, name: "a.csv", to: "test.pupil", requestKey: "k", scope: scope, now: now)
            #expect(first.id == second.id)
            _ = try await importer.start(first.id, mode: .goodRows, scope: scope, now: now)
            _ = try await importer.start(first.id, mode: .allOrNothing, scope: scope, now: now)
            #expect(try await world.count("job") == 1)
            let runner = JobRunner(
                storage: world.storage, queue: JobQueue(identifiers: world.registers.identifiers), clock: world.clock)
            importer.register(on: runner)
            while try await runner.runDue() > 0 {}
            let done = try await importer.store.find(first.id, in: scope)
            #expect(done.state == .done && done.mode == .goodRows && done.added == 10)
            #expect(try await world.count("job") == 0)
            #expect(try await world.count("journal_leaf") == 1)
            let receipt = try await world.storage.point("SELECT type, department, details FROM receipt") {
                (try $0.text(0), try $0.text(1), try $0.text(2))
            }
            #expect(receipt?.0 == "register.imported")
            #expect(receipt?.1 == "education")
            #expect(receipt?.2.contains("\"rows\":\"10\"") == true)
        }
    }

    @Test(arguments: Backend.available) func `only the owner's stewards import and see`(_ backend: Backend) async throws
    {
        try await ImportWorld.run(backend) { world in
            let importer = world.importer()
            let bytes = Samples.csv([Samples.row(1)])
            let now = world.clock.now()
            for scope in [
                ImportWorld.scope(department: "health", [.importRegisters]),
                ImportWorld.scope(department: "education", [.readRegisters]),
            ] {
                #expect(importer.importable(in: scope).isEmpty)
                await #expect(throws: ImportError(.forbidden)) {
                    try await importer.upload(
                        bytes, name: "a", to: "test.pupil", requestKey: "x", scope: scope, now: now)
                }
            }
            let record = try await importer.upload(
                bytes, name: "a", to: "test.pupil", requestKey: "x", scope: ImportWorld.steward, now: now)
            await #expect(throws: ImportError(.notFound)) {
                try await importer.store.find(
                    record.id, in: ImportWorld.scope(department: "health", [.importRegisters]))
            }
            #expect(try await importer.store.recent(in: ImportWorld.steward).map(\.id) == [record.id])
            try await importer.discard(record.id, scope: ImportWorld.steward, now: now)
            #expect(try await world.count("register_import_part") == 0)
            await #expect(throws: ImportError(.movedOn)) {
                try await importer.discard(record.id, scope: ImportWorld.steward, now: now)
            }
        }
    }

    @Test(arguments: Backend.available)
    func `neither the kept file nor the rows handed back are readable in the database`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            var row = Samples.row(1, name: "隐秘姓名")
            row[3] = "不是日期"
            let importer = world.importer()
            let record = try await importer.upload(
                Samples.csv([row]), name: "a.csv", to: "test.pupil", requestKey: "k", scope: ImportWorld.steward,
                now: world.clock.now())
            func stored() async throws -> [UInt8] {
                var all: [UInt8] = []
                for table in ["register_import_part", "register_import_row"] {
                    let column = table.hasSuffix("part") ? "body" : "cells"
                    let sql = SQL("SELECT \(column) FROM \(table)")
                    let values: [[UInt8]] = try await world.storage.query(sql) { try $0.bytes(0) }
                    all += values.joined()
                }
                return all
            }
            #expect(!Bytes.contain("隐秘姓名", in: try await stored()))
            _ = try await importer.start(record.id, mode: .goodRows, scope: ImportWorld.steward, now: world.clock.now())
            let done = try await importer.advance(record.id, for: .seconds(60))
            #expect(done.rejected == 1)
            #expect(!Bytes.contain("隐秘姓名", in: try await stored()))
            #expect(try await world.rejected(done)[1][1] == "隐秘姓名")
            try await world.storage.commit(importer.store.purge(before: world.clock.now() + 1))
            #expect(try await world.count("register_import_row") == 0)
        }
    }

    @Test(arguments: Backend.available) func `a command imports a file of GB 18030 and goes on with it`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            let path = world.folder.appendingPathComponent("名单.csv")
            let bytes = Samples.gb("身份证号,姓名\n\(Samples.id(3)),王䶮\n")
            try Data(bytes).write(to: path)
            let told = Shared(0)
            let done = try await RegisterImport.run(
                file: path.path, register: "test.pupil", mode: .allOrNothing, scope: .program("command"),
                importer: world.importer()
            ) { _ in told.change { $0 += 1 } }
            #expect(done.state == .done && done.added == 1)
            #expect(told.value > 0)
            let row = try #require(try await world.pupil(Samples.id(3)))
            #expect(row.values[1] == .text("王䶮"))
            #expect(row.rung == .file)
            await #expect(throws: ImportError.self) {
                try await RegisterImport.run(
                    file: path.path + "x", register: "test.pupil", mode: .allOrNothing, scope: .program("command"),
                    importer: world.importer()
                ) { _ in }
            }
        }
    }

    @Test(arguments: Backend.available) func `a file that breaks off further down brings in nothing`(
        _ backend: Backend
    ) async throws {
        try await ImportWorld.run(backend) { world in
            let bytes = Samples.csv((0..<2_500).map { Samples.row($0) }) + Array("\"open".utf8)
            let failed = try await world.load(bytes)
            #expect(failed.state == .failed)
            #expect(failed.failure == "tabular.text.quote-unclosed")
            #expect(failed.failureMessage != nil)
            #expect(try await world.count("reg_test_pupil") == 0)
        }
    }
}
