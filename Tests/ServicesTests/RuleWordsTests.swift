import Application
import CountySupport
import Diagnostics
import FEELEngine
import Services
import Testing

/// Cells of tables in the words of offices.
@Suite struct `Words of rules' tables` {
    @Test func `words, several of them, the others, comparisons, and what is none of these`() async throws {
        try await withCounty { county in
            let words = RuleWords(county.system.words)
            for (cell, zh) in [
                ("-", "不限"), ("", "不限"), ("\"yes\"", "是"), ("\"deed\", \"statement\"", "不动产登记、村里的证明"),
                ("not(\"yes\",\"unknown\")", "“是、查不到”以外"), (">= 60", "不少于60"), ("< 6.5", "少于6.5"),
                ("[18..60)", "[18..60)"), ("> other", "> other"), ("\"a\", x", "\"a\", x"), ("\"no word\"", "no word"),
            ] {
                #expect(words.cell(cell).zh == zh, "\(cell)")
            }
            #expect(words.cell(">= 60").en == "at least 60")
            #expect(words.text(.null).zh == "查不到" && words.text(true).zh == "是" && words.text(.number(3)).zh == "3")
            #expect(words.text(.string("valid")).zh == "有效")
        }
    }
}
