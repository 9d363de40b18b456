import WorkCalendar

/// RFC 3339 times to the second in UTC, the form the journal uses.
enum UTCSecond {
    static func text(_ second: Int64) -> String {
        let date = CivilDate(unixSeconds: second, zoneOffset: 0)
        let inDay = Int(((second % 86_400) + 86_400) % 86_400)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        date.appendISO(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        for (index, part) in [inDay / 3600, inDay / 60 % 60, inDay % 60].enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ":")) }
            bytes.append(UInt8(ascii: "0") + UInt8(part / 10))
            bytes.append(UInt8(ascii: "0") + UInt8(part % 10))
        }
        bytes.append(UInt8(ascii: "Z"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
