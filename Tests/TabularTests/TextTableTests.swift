import Tabular
import Testing

@Suite struct TextTableTests {
    private func cells(_ text: String) throws -> [[String]] {
        try Samples.read(Array(text.utf8)).map { $0.cells.map(\.display) }
    }

    @Test func `quotes keep delimiters, quotes and line ends`() throws {
        #expect(
            try cells("a,b\r\n\"x, y\",\"he said \"\"so\"\"\nand left\"\r\n1,2") == [
                ["a", "b"], ["x, y", "he said \"so\"\nand left"], ["1", "2"],
            ])
    }

    @Test func `rows carry the line on which they begin`() throws {
        let rows = try Samples.read(Array("a,b\n\"1\n2\",x\n\n,\nlast,row\n".utf8))
        #expect(rows.map(\.number) == [1, 2, 6])
    }

    @Test func `all three line ends are read`() throws {
        #expect(try cells("a,b\rc,d\r\ne,f\n") == [["a", "b"], ["c", "d"], ["e", "f"]])
    }

    @Test(arguments: [",", ";", "\t"]) func `the delimiter is told from the text`(_ delimiter: String) throws {
        let lines = (0..<5).map { "甲，乙\(delimiter)x\($0)\(delimiter)1" }.joined(separator: "\n")
        #expect(try cells(lines).allSatisfy { $0.count == 3 })
    }

    @Test func `the mark of UTF-8 and Excel's delimiter line are no data`() throws {
        #expect(try cells("\u{FEFF}sep=;\n姓名;年龄\n张三;7\n") == [["姓名", "年龄"], ["张三", "7"]])
    }

    @Test func `GB 18030 is told from its bytes, rare characters too`() throws {
        // 䶮 has two bytes, 𠮷 (U+20BB7) four, 龴 is one of those that the 2022 edition moved.
        let bytes =
            Samples.gb18030("姓名,村\n") + [0xFE, 0x9F, 0x2C, 0x95, 0x34, 0xB2, 0x35, 0x0A]
            + [0xFE, 0x59, 0x2C] + Samples.gb18030("松溪镇\n")
        let file = try TableFile(MemorySource(bytes))
        #expect(file.encoding == .gb18030)
        let rows = try Samples.read(bytes).map { $0.cells.map(\.display) }
        #expect(rows == [["姓名", "村"], ["䶮", "𠮷"], ["\u{9FB4}", "松溪镇"]])
    }

    @Test func `a long GB 18030 text is read whole across chunks`() throws {
        let line = "王䶮𠮷,松禾县第一小学,地址甲乙丙\n"
        let rows = try Samples.read(Samples.gb18030(String(repeating: line, count: 9_000)))
        #expect(rows.count == 9_000)
        #expect(Set(rows.map { $0.cells }).count == 1)
        #expect(rows[0].cells.map(\.display) == ["王䶮𠮷", "松禾县第一小学", "地址甲乙丙"])
    }

    @Test func `wrong bytes are reported in their row and nowhere else`() throws {
        let gb = Samples.gb18030("姓名\n张三\n") + [0xFF, 0x41, 0x0A] + Samples.gb18030("李四\n")
        let rows = try Samples.read(gb)
        #expect(rows.map(\.number) == [1, 2, 3, 4])
        guard case .fault(.lostCharacters) = rows[2].cells[0] else { Issue.record("not reported"); return }
        #expect(rows[3].cells == [.text("李四")])
        let utf8 = Array("姓名姓名姓名姓名姓名姓名姓名\n张".utf8) + [0xC0] + Array("\n李四\n".utf8)
        let second = try Samples.read(utf8)
        guard case .fault(.lostCharacters) = second[1].cells[0] else { Issue.record("not reported"); return }
        #expect(second[2].cells == [.text("李四")])
    }

    @Test func `UTF-16 as Excel saves it is read`() throws {
        let text = "姓名\t号\n䶮\t1\n"
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
        #expect(try Samples.read(bytes).map { $0.cells.map(\.display) } == [["姓名", "号"], ["䶮", "1"]])
    }

    @Test func `a quotation mark that is never closed names its line`() throws {
        let error = #expect(throws: TabularError.self) { try Samples.read(Array("a,b\n1,\"open\n2,x\n".utf8)) }
        #expect(error == TabularError(.quoteUnclosed, line: 2))
    }

    @Test func `text behind a closing mark makes the row suspect`() throws {
        let rows = try Samples.read(Array("a,b\n\"x\"y,1\n".utf8))
        #expect(rows.map(\.isMisquoted) == [false, true])
    }

    @Test func `rows and columns have limits`() {
        #expect(Samples.code(Array(("a" + String(repeating: ",", count: 3_000)).utf8)) == .tooManyColumns)
        #expect(Samples.code(Array(repeating: 0x61, count: 3 << 20)) == .rowTooLong)
        #expect(Samples.code([]) == .empty)
        #expect(Samples.code(Array("%PDF-1.7\n".utf8)) == .unknownFormat)
        #expect(Samples.code([0x41, 0x00, 0x42]) == .unknownFormat)
    }

    @Test func `what is written is read back`() throws {
        var dice = Dice(7)
        let alphabet = Array("ab,\"\n\r ;\t䶮𠮷一'=-+@1")
        var table: [[String]] = []
        for _ in 0..<400 {
            table.append(
                (0..<4).map { index in
                    // A first cell that is never blank keeps the row, a quote keeps ends of lines.
                    (index == 0 ? "k" : "")
                        + String(
                            (0..<Int.random(in: 0...6, using: &dice)).map { _ in alphabet.randomElement(using: &dice)! }
                        )
                })
        }
        var writer = TextTableWriter()
        for row in table { writer.append(row) }
        let rows = try Samples.read(writer.bytes).map { $0.cells.map(\.display) }
        #expect(rows.count == table.count)
        for (read, written) in zip(rows, table) {
            // What a spreadsheet would run is marked with an apostrophe.
            let plain = zip(read, written).map { $0 == "'" + $1 ? $1 : $0 }
            #expect(plain == written)
        }
    }
}
