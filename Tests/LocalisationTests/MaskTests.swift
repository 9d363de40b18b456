import Localisation
import Testing

@Suite struct MaskTests {
    @Test(arguments: [
        ("张三", "张*"), ("张小三", "张*三"), ("欧阳小三", "欧**三"), ("买买提·艾力", "买**·**"), ("张", "*"), ("", ""), ("䶮𠮷三", "䶮*三"),
    ])
    func `names keep their ends`(name: String, masked: String) {
        #expect(Mask.name(name) == masked)
    }

    @Test func `identity numbers keep six and four`() {
        #expect(Mask.identityNumber("990121202003271234") == "990121********1234")
        #expect(Mask.identityNumber("990121200327123") == "990121******123")
        #expect(Mask.identityNumber("9901211234") == "**********")
        #expect(Mask.identityNumber("") == "")
    }

    @Test func `telephone and certificate numbers keep their ends`() {
        #expect(Mask.phone("13900001234") == "139****1234")
        #expect(Mask.phone("67891234") == "******34")
        #expect(Mask.phone("12") == "**")
        #expect(Mask.certificate("S2024000123") == "*******0123")
        #expect(Mask.certificate("123") == "***")
    }
}
