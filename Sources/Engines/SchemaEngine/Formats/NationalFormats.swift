import NationalCodes

/// Codes of China, in the one way they are kept: no spaces, no lower case, none of the older forms.
enum NationalFormats {
    static func isCitizenID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count == 18 && (try? CitizenID(ascii: text)) != nil
    }

    static func isCreditCode(_ text: String) -> Bool {
        (try? CreditCode(text))?.text == text
    }

    static func isDivisionCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count <= 12 && (try? DivisionCode(ascii: text)) != nil
    }

    static func isMobileNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count == 11 && text[0] == UInt8(ascii: "1") && (0x33...0x39).contains(text[1])
            && text.allSatisfy { $0 &- 0x30 < 10 }
    }
}
