import AddressEngine

/// A small invented county.
enum Samples {
    static let book = AddressBook(
        county: .init(code: "990121", name: "松禾县", aliases: ["松禾"]),
        towns: [
            .init(code: "990121101000", name: "城关镇", aliases: ["城关"]),
            .init(code: "990121102000", name: "云溪镇"), .init(code: "990121103000", name: "石桥乡", aliases: ["石桥镇"]),
        ],
        villages: [
            .init(code: "990121101001", name: "东关社区", town: "990121101000"),
            .init(
                code: "990121102201", name: "桃花村", town: "990121102000",
                former: [.init(name: "柳林村", groupOffset: 6), .init(name: "大湾村")]),
            .init(code: "990121102202", name: "新路口村", town: "990121102000"),
            .init(code: "990121102203", name: "青龙村", town: "990121102000"),
            .init(code: "990121103201", name: "青龙村", town: "990121103000"),
        ],
        roads: [.init(name: "人民路", aliases: ["解放路"]), .init(name: "经三路"), .init(name: "桃花大道")])
    static let reader = AddressReader(book: book)
    static let plain = AddressReader()
}
