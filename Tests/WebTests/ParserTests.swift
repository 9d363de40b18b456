import TestSupport
import Testing
import Web

@Suite struct FormFieldsTests {
    private func read(_ text: String) throws -> [[String]] {
        try FormFields(urlEncoded: text.utf8).pairs.map { [$0.name, $0.value] }
    }

    @Test func `fields are read in order, decoded, with all their values`() throws {
        #expect(
            try read("a=1&b=%E4%B8%8A%E5%AD%A6&a=2+3&c&d=&=e&&f=a%3Db") == [
                ["a", "1"], ["b", "上学"], ["a", "2 3"], ["c", ""], ["d", ""], ["", "e"], ["f", "a=b"],
            ])
        #expect(try read("") == [])
        let fields = try FormFields(urlEncoded: "a=1&a=2".utf8)
        #expect(fields["a"] == "1")
        #expect(fields.all("a") == ["1", "2"])
        #expect(fields["b"] == nil)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%ZZ", "a=%E4", "%FF=1", "a=%C0%80", String(repeating: "a=1&", count: 1001)])
    func `what does not follow the form is malformed`(text: String) {
        #expect(throws: WebError.malformed) { try FormFields(urlEncoded: text.utf8) }
    }

    @Test func `random bytes are read or refused, never a crash`() {
        var random = SmallRandom(seed: 1)
        let alphabet = Array("%+&=;aA09Ff\u{0}\r\n\u{7F}上".utf8) + [0xFF, 0xC0, 0x80]
        var read = 0
        for _ in 0..<20_000 {
            let bytes = (0..<random.next(below: 60)).map { _ in
                random.next(below: 3) == 0
                    ? UInt8(random.next(below: 256)) : alphabet[random.next(below: alphabet.count)]
            }
            if (try? FormFields(urlEncoded: bytes)) != nil { read += 1 }
        }
        #expect(read > 100, "the inputs are not all refused")
    }
}

@Suite struct MultipartFormTests {
    private func part(_ head: String, _ content: String) -> String {
        "--B\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(content)\r\n"
    }

    private func read(_ text: String, boundary: String = "B") throws -> MultipartForm {
        try MultipartForm(body: Array(text.utf8), boundary: boundary)
    }

    @Test func `fields and files are told apart`() throws {
        let form = try read(
            part("name=\"a\"", "上学") + "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"证明.pdf\"\r\n"
                + "Content-Type: application/PDF\r\n\r\n%PDF-\r\n--A\r\n\u{0}\r\n"
                + part("name=\"f\"; filename=\"\"", "")
                + "--B--\r\n")
        #expect(form.fields["a"] == "上学")
        #expect(form.files.count == 1, "an empty file field is no file")
        #expect(form.files[0].name == "证明.pdf")
        #expect(form.files[0].contentType == "application/pdf")
        #expect(form.files[0].bytes == Array("%PDF-\r\n--A\r\n\u{0}".utf8))
    }

    @Test func `the boundary is read from the content type`() {
        #expect(MultipartForm.boundary(of: "multipart/form-data; boundary=abc") == "abc")
        #expect(MultipartForm.boundary(of: "Multipart/Form-Data; charset=x; boundary=\"a b\"") == "a b")
        #expect(MultipartForm.boundary(of: "multipart/form-data") == nil)
        #expect(MultipartForm.boundary(of: "text/plain; boundary=abc") == nil)
        #expect(MultipartForm.boundary(of: "") == nil)
    }

    @Test(arguments: [
        "", "--B", "--B\r\n", "--B\r\nx", "B--", "--B\r\n\r\n\r\n--B--",
        "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--B\r\nContent-Disposition: form-data; name=\"a\"\r\nx\r\n--B--",
        "--B\r\nContent-Disposition: form-data; name=\"" + String(repeating: "a", count: 5000) + "\"\r\n\r\nx\r\n--B--",
    ])
    func `what does not follow the form is malformed`(text: String) {
        #expect(throws: WebError.malformed) { try read(text) }
    }

    @Test func `too many parts and impossible boundaries are malformed`() {
        #expect(throws: WebError.malformed) {
            try read(String(repeating: part("name=\"a\"", "x"), count: 201) + "--B--")
        }
        for boundary in ["", String(repeating: "b", count: 71)] {
            #expect(throws: WebError.malformed) { try read(part("name=\"a\"", "x") + "--B--", boundary: boundary) }
        }
    }

    @Test func `random bytes are read or refused, never a crash`() {
        var random = SmallRandom(seed: 2)
        let pieces = [
            "--B", "\r\n", "\r\n\r\n", "--", "Content-Disposition: form-data; name=\"a\"", "; filename=\"x\"",
            "Content-Type: image/png", "上", "\"", ";", "=", "--B--", "\u{0}",
        ]
        var read = 0
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<random.next(below: 24) {
                if random.next(below: 6) == 0 {
                    bytes.append(UInt8(random.next(below: 256)))
                } else {
                    bytes += pieces[random.next(below: pieces.count)].utf8
                }
            }
            if (try? MultipartForm(body: bytes, boundary: "B")) != nil { read += 1 }
        }
        #expect(read > 0, "the inputs are not all refused")
    }

    @Test func `a body cut off anywhere is refused`() throws {
        let whole = Array(
            (part("name=\"a\"", "x") + part("name=\"f\"; filename=\"y\"", "content") + "--B--").utf8)
        _ = try MultipartForm(body: whole, boundary: "B")
        for length in 0..<(whole.count - 1) {
            #expect(throws: WebError.malformed) { try MultipartForm(body: Array(whole.prefix(length)), boundary: "B") }
        }
    }
}

/// A small generator with a seed (SplitMix64).
struct SmallRandom {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
