import JSONTree
import Testing

@Suite struct `Writing JSON` {
    @Test func `the writer sets commas and escapes`() throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("名", "张\"三\u{1}")
        writer.member("n", -5)
        writer.name("list")
        writer.beginArray()
        writer.integer(1)
        writer.double(0.1)
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.bool(false)
        writer.number(text: "1.00")
        writer.number(text: "x")
        writer.endArray()
        writer.member("v", ["a": 1])
        writer.name("raw")
        writer.raw(Array("[1]".utf8))
        writer.endObject()
        #expect(
            writer.text
                == #"{"名":"张\"三\u0001","n":-5,"list":[1,0.1,null,{},false,1.00,null],"v":{"a":1},"raw":[1]}"#)
        #expect(try JSON(parsing: writer.bytes).count == 5)
    }

    @Test func `pretty text is indented`() throws {
        let json: JSON = ["a": [1, [:]], "b": []]
        #expect(json.prettyText == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")
    }

    @Test func `canonical bytes sort names by UTF-16`() throws {
        let json = try JSON(
            parsing: #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7,"\uffee":8}"#)
        let names = try JSON(parsing: json.canonicalBytes()).members.map(\.name)
        #expect(names == ["\r", "1", "\u{80}", "ö", "€", "😀", "\u{fb33}", "\u{ffee}"])
    }

    // Values from the number table of RFC 8785, appendix B, given by their bits.
    @Test(
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"), (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"), (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"), (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"), (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func `canonical numbers have the ECMAScript form`(bits: UInt64, text: String) throws {
        let json = JSON.double(Double(bitPattern: bits))
        #expect(try json.map { String(decoding: try $0.canonicalBytes(), as: UTF8.self) } == text)
    }

    @Test func `canonical bytes are the same for equal values`() throws {
        let left = try JSON(parsing: #"{"b": [1.0, 1e1], "a": "\u00e9"}"#)
        let right = try JSON(parsing: "{\"a\": \"é\", \"b\": [1, 10]}")
        #expect(try left.canonicalBytes() == right.canonicalBytes())
        #expect(throws: JSONError.self) { try JSON(parsing: "1e400").canonicalBytes() }
    }
}
