import JSONTree
import Testing

@Suite struct `JSON values` {
    @Test(arguments: [
        ("1", "1.0", true), ("100", "1e2", true), ("0", "-0.0", true), ("0.1", "1E-1", true), ("1", "2", false),
        ("12345678901234567890123", "1.2345678901234567890123e22", true),
        ("12345678901234567890123", "12345678901234567890124", false), ("[1,2]", "[2,1]", false),
        (#"{"a":1,"b":2}"#, #"{"b":2.0,"a":1}"#, true), (#"{"a":1}"#, #"{"b":1}"#, false), ("false", "0", false),
        ("true", "true", true), ("null", "null", true), (#""\u4e00""#, "\"一\"", true), ("\"é\"", "\"e\u{301}\"", false),
        ("[[],{}]", "[[],{}]", true), ("[{}]", "[[]]", false),
    ])
    func `equality follows the data model, and hashes agree`(left: String, right: String, equal: Bool) throws {
        let (left, right) = (try JSON(parsing: left), try JSON(parsing: right))
        #expect((left == right) == equal)
        if equal { #expect(left.hashValue == right.hashValue) }
    }

    @Test(arguments: [3, 15, 16, 17, 40]) func `of equal names the last value counts, at the first place`(count: Int) {
        let once = (0..<count).map { ("k\($0)", JSON.integer($0)) }
        let twice = JSON.object(once + once.map { ($0.0, JSON.string($0.0)) } + [("new", true)])
        #expect(twice.count == count + 1)
        #expect(twice.members.map(\.name) == once.map(\.0) + ["new"])
        #expect(twice.members.dropLast().allSatisfy { $0.value == JSON.string($0.name) })
    }

    @Test func `large objects are equal in any order`() throws {
        let names = (0..<100).map { "k\($0)" }
        let left = JSON.object(names.map { ($0, JSON.string($0)) })
        let right = JSON.object(names.reversed().map { ($0, JSON.string($0)) })
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != right.setting("k50", to: 1))
    }

    @Test(arguments: [
        ("1", "2", true), ("-2", "1", true), ("-2", "-1", true), ("0", "0.1", true), ("-1", "0", true),
        ("9.99", "10", true), ("1e400", "1e401", true), ("1e-400", "1", true), ("-1e400", "1e-400", true),
        ("12345678901234567890123", "12345678901234567890124", true), ("2", "2.0", false),
    ])
    func `numbers of any size are ordered`(left: String, right: String, less: Bool) throws {
        let (left, right) = (JSONNumber(left)!, JSONNumber(right)!)
        #expect((left < right) == less)
        #expect(!(right < left))
    }

    @Test(arguments: [
        ("4", "2", true), ("7", "2", false), ("0.0075", "0.0001", true), ("0.00751", "0.0001", false),
        ("12391239123", "1e-8", true), ("1e308", "0.5", true), ("1e308", "0.123456789", false), ("0", "7", true),
        ("1e900000000", "1e-900000000", true), ("1e900000000", "3", false), ("-9", "3", true),
        ("246913578024691357802469135780", "123456789012345678901234567890", true),
        ("246913578024691357802469135781", "123456789012345678901234567890", false),
        ("123456789012345678901234567890123", "12345678901234567890123456789.1", false), ("30", "0", false),
        ("4.5", "1.5", true), ("100", "1e3", false), ("1e5", "32", true),
        ("18446744073709551615", "18446744073709551615", true),
    ])
    func `divisibility is exact`(number: String, divisor: String, expected: Bool) {
        #expect(JSONNumber(number)!.isMultiple(of: JSONNumber(divisor)!) == expected)
    }

    @Test func `integers are recognised at their edges`() throws {
        #expect(try JSON(parsing: "9223372036854775807").integer == .max)
        #expect(try JSON(parsing: "-9223372036854775808").integer == .min)
        #expect(try JSON(parsing: "9223372036854775808").integer == nil)
        #expect(try JSON(parsing: "9223372036854775808").number?.isInteger == true)
        #expect(try JSON(parsing: "1e18").integer == 1_000_000_000_000_000_000)
        #expect(try JSON(parsing: "1e19").integer == nil)
        #expect(JSONNumber(.min).integer == .min)
        #expect(JSONNumber("1.50")!.description == "1.5")
        #expect(JSONNumber("-120")!.description == "-120")
    }

    @Test func `values are built from literals and parts`() throws {
        let part = try JSON(parsing: #"{"x": [1, {"y": "\n"}], "z": null}"#)
        let built: JSON = ["a": 1, "b": [true, .null, "文", 2.5], "c": .object([("part", part["x"]!)])]
        #expect(built.text == #"{"a":1,"b":[true,null,"文",2.5],"c":{"part":[1,{"y":"\n"}]}}"#)
        #expect(try JSON(parsing: built.bytes) == built)
        #expect(JSON.object([("a", 1), ("b", 2), ("a", 3)]).text == #"{"a":3,"b":2}"#)
        #expect(JSON.double(.infinity) == nil)
        #expect(JSON.number(text: "1.10")?.text == "1.10")
        #expect(JSON.number(text: "\"1\"") == nil)
    }

    @Test func `a merge patch merges, removes and replaces`() throws {
        let target = try JSON(parsing: #"{"title":"Goodbye","author":{"name":"J","family":"D"},"tags":["a"],"x":1}"#)
        let patch = try JSON(
            parsing: #"{"title":"Hello","author":{"family":null},"tags":["b"],"new":{"a":{"b":null}}}"#)
        let expected = try JSON(parsing: #"{"title":"Hello","author":{"name":"J"},"tags":["b"],"x":1,"new":{"a":{}}}"#)
        #expect(target.merging(patch) == expected)
    }

    @Test func `pointers lead to values and can set them`() throws {
        let json = try JSON(parsing: #"{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"m~n":8,"k\"l":6," ":7}"#)
        #expect(json[try JSONPointer(parsing: "")] == json)
        #expect(json[try JSONPointer(parsing: "/foo/1")]?.string == "baz")
        #expect(json[try JSONPointer(parsing: "/foo/01")] == nil)
        #expect(json[try JSONPointer(parsing: "/foo/2")] == nil)
        #expect(json[try JSONPointer(parsing: "/")]?.integer == 0)
        #expect(json[try JSONPointer(parsing: "/a~1b")]?.integer == 1)
        #expect(json[try JSONPointer(parsing: "/m~0n")]?.integer == 8)
        #expect(JSONPointer(["c%d", "一"]).fragment == "#/c%25d/%E4%B8%80")
        #expect(JSONPointer(["a/b", "~"]).description == "/a~1b/~0")
        #expect(throws: JSONError.self) { try JSONPointer(parsing: "a") }
        #expect(throws: JSONError.self) { try JSONPointer(parsing: "/~2") }
        #expect(json.setting(JSONPointer(["foo", "-"]), to: 1)?["foo"]?.count == 3)
        #expect(json.setting(JSONPointer(["foo", "0"]), to: 1)?["foo"]?.text == #"[1,"baz"]"#)
        #expect(json.setting(JSONPointer(["none", "x"]), to: 1) == nil)
    }
}
