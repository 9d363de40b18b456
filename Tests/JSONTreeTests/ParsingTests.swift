import Diagnostics
import JSONTree
import Testing

@Suite struct `Reading JSON` {
    @Test func `every kind of value is read`() throws {
        let json = try JSON(parsing: #" {"a": [1, -2.50, 1e2, true, false, null, "x"], "b": {}, "c": []} "#)
        #expect(json.kind == .object)
        #expect(json.count == 3)
        #expect(json["a"]?[0]?.integer == 1)
        #expect(json["a"]?[1]?.numberText == "-2.50")
        #expect(json["a"]?[1]?.double == -2.5)
        #expect(json["a"]?[1]?.integer == nil)
        #expect(json["a"]?[2]?.integer == 100)
        #expect(json["a"]?[3]?.bool == true)
        #expect(json["a"]?[5]?.isNull == true)
        #expect(json["a"]?[6]?.string == "x")
        #expect(json["a"]?[7] == nil)
        #expect(json["b"]?.count == 0)
        #expect(json["d"] == nil)
        #expect(json.members.map(\.name) == ["a", "b", "c"])
        #expect(json["a"]!.elements.map(\.kind).count == 7)
    }

    @Test func `strings keep every scalar through escapes`() throws {
        let json = try JSON(parsing: #"["\u4e00\u7f51", "\ud840\udc00", "a\"\\\/\b\f\n\r\t", "䶮·\u0000", "一网通办🎉"]"#)
        #expect(json.elements.map(\.string) == ["一网", "\u{20000}", "a\"\\/\u{8}\u{c}\n\r\t", "䶮·\0", "一网通办🎉"])
        #expect(try JSON(parsing: json.text) == json)
    }

    @Test(arguments: [
        ("", "json.unexpected-end"), ("[1", "json.unexpected-end"), ("\"a", "json.unexpected-end"),
        ("[1,]", "json.syntax"), ("{\"a\":1,}", "json.syntax"), ("{a:1}", "json.syntax"), ("[1 2]", "json.syntax"),
        ("tru", "json.unexpected-end"), ("trux", "json.syntax"), ("NaN", "json.syntax"), ("'a'", "json.syntax"),
        ("01", "json.invalid-number"), ("-01", "json.invalid-number"), ("1.x", "json.invalid-number"),
        ("-x", "json.invalid-number"), ("1e+]", "json.invalid-number"), ("+1", "json.syntax"), (".5", "json.syntax"),
        ("1e9999999999", "json.number-too-large"), ("1 1", "json.trailing-text"), ("\u{FEFF}1", "json.syntax"),
        ("\"\\x\"", "json.invalid-escape"), ("\"\\u12G4\"", "json.invalid-escape"),
        ("\"\\ud800\"", "json.lone-surrogate"), ("\"\\ud800\\u0041\"", "json.lone-surrogate"),
        ("\"\\udc00x\"", "json.lone-surrogate"), ("\"a\nb\"", "json.control-character"),
        ("{\"a\":1,\"a\":2}", "json.duplicate-name"), ("{\"a\":1,\"\\u0061\":2}", "json.duplicate-name"),
    ])
    func `what RFC 8259 forbids is refused with its code`(text: String, code: String) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
        #expect(error?.code.rawValue == code)
        #expect(error?.message.zh.isEmpty == false)
    }

    @Test(
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE4, 0xB8, 0x22], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0xE0, 0x9F, 0xBF, 0x22],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.offset == 1)
    }

    @Test func `an error says offset, line and column in scalars`() {
        let error = #expect(throws: JSONError.self) { try JSON(parsing: "{\n  \"一网\": x}") }
        #expect(error?.offset == 14)
        #expect(error?.line == 2)
        #expect(error?.column == 9)
    }

    @Test func `depth and size have limits`() throws {
        let deep = String(repeating: "[", count: 129) + String(repeating: "]", count: 129)
        #expect(throws: JSONError.self) { try JSON(parsing: deep) }
        #expect(try JSON(parsing: deep, options: JSONOptions(maximumDepth: 129)).count == 1)
        let hostile = String(repeating: "[{\"a\":", count: 1_000_000)
        let error = #expect(throws: JSONError.self) {
            try JSON(parsing: hostile, options: JSONOptions(maximumDepth: .max))
        }
        #expect(error?.code == .tooDeep)
        #expect(throws: JSONError.self) { try JSON(parsing: "[1,2,3]", options: JSONOptions(maximumBytes: 6)) }
    }

    @Test func `the last of equal names wins where that is asked for`() throws {
        let options = JSONOptions(duplicateNames: .lastWins)
        let small = try JSON(
            parsing: #"{"a": [1], "b": {"x": [2]}, "a": {"y": [3, {"z": 4}]}, "b": [5]}"#, options: options)
        #expect(small == ["a": ["y": [3, ["z": 4]]], "b": [5]])
        #expect(small.text == #"{"a":{"y":[3,{"z":4}]},"b":[5]}"#)
        let many = (0..<40).map { "\"k\($0 % 20)\": [\($0)]" }.joined(separator: ",")
        let large = try JSON(parsing: "[{\(many)}, 7]", options: options)
        #expect(large[0]?.count == 20)
        #expect(large[0]?["k3"]?[0]?.integer == 23)
        #expect(large[1]?.integer == 7)
        #expect(throws: JSONError.self) { try JSON(parsing: "{\(many)}") }
    }

    @Test func `every prefix of a text is refused and never crashes`() throws {
        let text = Array(#"{"a":[1.5e3,"\u4e00一\n"],"b":{"c":null,"d":true},"e":-0.1}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONError.self) { try JSON(parsing: Array(text[..<length])) }
        }
        #expect(try JSON(parsing: text).count == 3)
    }

    @Test func `flipped bytes never crash`() throws {
        let text = Array(#"{"a":[1.5e3,"\ud83c\udf89一\n",{"k":"v"}],"b":{"c":null,"d":true},"e":-0.1}"#.utf8)
        var accepted = 0
        for place in text.indices {
            for bit in 0..<8 {
                var broken = text
                broken[place] ^= 1 << bit
                if let value = try? JSON(parsing: broken) {
                    accepted += 1
                    #expect(try JSON(parsing: value.bytes) == value)
                }
            }
        }
        #expect(accepted > 0)
    }
}
