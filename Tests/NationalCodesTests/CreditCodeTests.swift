import NationalCodes
import Testing

@Suite struct `Credit and organisation codes` {
    /// Check characters computed by an independent program; the first is the standard's literature's example.
    @Test(arguments: [
        "91350100M000100Y43",
        "92990121HWML65YYN5", "92990121YYWC90BD5L", "9299012182A9TKJ0KC", "93990121NA29BT9FNB", "119901215FFN518Y0P",
        "93990121BUC0HRDBC3", "51990121T0E1N5KYYJ", "929901213Q7XTYEBGW", "11990121WG8QE3JPQQ", "11990121U91DY26AGH",
        "51990121BX4A8XNH2B", "11990121MA95R2L4PL",
    ])
    func `codes computed elsewhere are accepted and every single slip is refused`(text: String) throws {
        #expect(try CreditCode(text).text == text)
        for position in 8..<18 {
            var characters = Array(text)
            characters[position] = characters[position] == "7" ? "8" : "7"
            #expect((try? CreditCode(String(characters))) == nil)
        }
    }

    @Test func `the parts are read`() throws {
        let code = try CreditCode("91350100m000100y43")
        #expect(code.departmentCode == "9")
        #expect(code.categoryCode == "1")
        #expect(code.division?.text == "350100000000")
        #expect(code.subject == "M000100Y4")
        #expect(try CreditCode("91350100M000100Y43") == code)
    }

    @Test func `letters outside the alphabet and wrong checks are refused`() {
        func kind(_ text: String) -> CodeError.Kind? {
            do {
                _ = try CreditCode(text)
                return nil
            } catch { return error.kind }
        }
        #expect(kind("91350100M000100Y4Z") == .character(18))
        #expect(kind("91350100M000100Y44") == .check)
        #expect(kind("9135010OM000100Y43") == .character(8))
        #expect(kind("9135010AM000100Y43") == .character(8))
        #expect(kind("91350100") == .length(8))
        #expect(kind("") == .empty)
    }

    @Test func `organisation codes`() throws {
        #expect(try OrganisationCode("D2143569-X").text == "D2143569X")
        #expect((try? OrganisationCode("D21435691")) == nil)
        #expect((try? OrganisationCode("D2143569一")) == nil)
        #expect((try? OrganisationCode("")) == nil)
    }
}
