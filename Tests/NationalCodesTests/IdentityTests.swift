import Diagnostics
import NationalCodes
import Testing
import WorkCalendar

@Suite struct `Citizen identity numbers` {
    private func kind(_ text: String) -> CodeError.Kind? {
        do {
            _ = try CitizenID(text)
            return nil
        } catch { return error.kind }
    }

    /// Numbers of divisions that do not exist, with check characters computed by an independent program; the first two
    /// are the published examples of the standard's literature.
    @Test(arguments: [
        "11010519491231002X", "440524188001010014",
        "994501196510317598", "990322201502070290", "990322196409076643", "990121194802221150", "990322200402298891",
        "990121198804265569", "990121202212242557", "990121195811204170", "990322195209019383", "990322194808207808",
        "990121194411246326", "994501199910251296", "990121192004269951", "990121195707317925", "990121194910048930",
        "990121197111283217",
    ])
    func `numbers computed elsewhere are accepted and every single slip is refused`(text: String) throws {
        let id = try CitizenID(text)
        #expect(id.text == text)
        for position in 0..<17 {
            var characters = Array(text)
            characters[position] =
                characters[position] == "9" ? "0" : Character(String(Int(String(characters[position]))! + 1))
            #expect(!CitizenID.isValid(String(characters)))
        }
        for position in 0..<16 where Array(text)[position] != Array(text)[position + 1] {
            var characters = Array(text)
            characters.swapAt(position, position + 1)
            #expect(!CitizenID.isValid(String(characters)))
        }
    }

    @Test func `the parts are read`() throws {
        let id = try CitizenID("11010519491231002X")
        #expect(id.birthDate.iso == "1949-12-31")
        #expect(id.sex == .female)
        #expect(id.sequence == 2)
        #expect(id.division?.text == "110105000000")
        #expect(id.masked == "1101***********02X")
        #expect(id.fifteenDigits == "110105491231002")
        #expect(try CitizenID("440524188001010014").fifteenDigits == nil)
    }

    @Test func `fifteen digits become eighteen`() throws {
        #expect(try CitizenID("110105491231002").text == "11010519491231002X")
        #expect(try CitizenID("110105491231002") == CitizenID("11010519491231002X"))
        #expect(try CitizenID("990121050101996").birthDate.year == 1805)
        #expect(kind("110105491331002") == .birthDate)
    }

    @Test(arguments: [
        "11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002x",
        "\u{FEFF}110105\u{3000}19491231\u{00A0}002X", "11010519491231002×",
    ])
    func `what people type is normalised`(text: String) {
        #expect(CitizenID.normalised(text) == "11010519491231002X")
    }

    @Test func `errors name what is wrong and never the number`() {
        #expect(kind("") == .empty)
        #expect(kind("  ") == .empty)
        #expect(kind("1101051949123100") == .length(16))
        #expect(kind("11010519491231002A") == .character(18))
        #expect(kind("1101051949123100XX") == .character(17))
        #expect(kind("11010X19491231002X") == .character(6))
        #expect(kind("11010519491231002一") == .character(18))
        #expect(kind("110105194912310021") == .check)
        #expect(kind("110105194902300025") == .birthDate)
        #expect(kind("010105194912310020") == .division)
        #expect(kind(String(repeating: "1", count: 100_000)) == .length(64))
        #expect {
            try CitizenID("110105194912310021")
        } throws: { error in
            let error = error as? CodeError
            return error?.code == "citizen-id.check" && error?.message.zh.contains("1949") == false
        }
    }

    @Test func `order and equality follow the characters`() throws {
        let a = try CitizenID("440524188001010014")
        let b = try CitizenID("11010519491231002X")
        #expect(b < a && a != b)
        #expect(Set([a, b, a]).count == 2)
    }
}
