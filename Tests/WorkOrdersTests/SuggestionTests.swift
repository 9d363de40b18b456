import Application
import CountySupport
import Registers
import TestSupport
import Testing
import WorkOrders

/// What the receiving office is told before it dispatches.
@Suite struct `Suggestions for an order` {
    private func ended(_ handler: String, _ title: String, _ content: String, _ matterClass: String)
        -> [String: FieldValue]
    {
        [
            "city_state": .text("done"), "handler": .text(handler), "title": .text(title), "content": .text(content),
            "matter_class": .text(matterClass),
        ]
    }

    @Test func `name the office with the words that speak for it and earlier orders, and learn from corrections`()
        async throws
    {
        try await OrderWorld.run(.sqlite) { world in
            for index in 0..<12 {
                try await world.put(
                    "M\(index)", ended("市场监督管理局", "饭店后厨脏", "饭店后厨卫生差有老鼠\(index)", "市场监管/餐饮卫生"))
                try await world.put(
                    "U\(index)", ended("城市管理局", "路边摆摊", "流动摊贩占道经营堵路\(index)", "城市管理/占道经营"))
                try await world.put(
                    "T\(index)", ended("交通运输局", "路上有坑", "公路路面坑洼破损\(index)", "交通运输/道路破损"))
            }
            let order = try await world.put(
                "N1", ["title": .text("饭店不卫生"), "content": .text("这家饭店后厨有老鼠"), "matter_class": .text("其他/其他")])
            let named = try await world.desk.suggestions(for: order)
            #expect(named.map(\.department).first == "market")
            #expect(named.count == 3)
            let first = try #require(named.first)
            #expect(first.percent > 50 && first.earlier.count == 3)
            #expect(first.earlier.allSatisfy { $0.order.department == "market" && !$0.title.isEmpty })
            #expect(first.words.contains { "饭店后厨有老鼠卫生差".contains($0) })
            // Orders of one kind went elsewhere in the end: the next one like them is named so.
            for index in 0..<20 {
                let number = "W\(index)"
                try await world.put(
                    number,
                    [
                        "title": .text("夜市噪声"), "content": .text("夜市音响太吵睡不着\(index)"),
                        "matter_class": .text("其他/其他"),
                    ])
                try await world.does(
                    "rexian01", "dispatch", of: number, ["result": "dispatch", "department": "public-security"])
            }
            let next = try await world.put(
                "N2",
                ["title": .text("夜市音响吵"), "content": .text("夜市音响太吵"), "matter_class": .text("其他/其他")])
            #expect(try await world.desk.suggestions(for: next).first?.department == "public-security")
            // One that was dispatched wrongly and went elsewhere in the end counts for where it went.
            try await world.put(
                "C1", ["title": .text("荷塘采藕"), "content": .text("荷塘采藕没人管"), "matter_class": .text("其他/其他")])
            try await world.does("rexian01", "dispatch", of: "C1", ["result": "dispatch", "department": "market"])
            let like = try await world.put(
                "C2", ["title": .text("荷塘采藕"), "content": .text("荷塘采藕"), "matter_class": .text("其他/其他")])
            let before = try await world.desk.suggestions(for: like).first { $0.department == "agriculture" }
            #expect(before == nil)
            try await world.does("lianluo-shichang", "sign", of: "C1", ["result": "object", "reason": "是农业农村局的事"])
            try await world.does("rexian01", "objection", of: "C1", ["result": "redispatch", "reason": "异议成立"])
            try await world.does("rexian01", "dispatch", of: "C1", ["result": "dispatch", "department": "agriculture"])
            let after = try await world.desk.suggestions(for: like).first { $0.department == "agriculture" }
            #expect(after?.earlier.map(\.order.number) == ["C1"])
            let measured = try await world.desk.measureSuggestions(kind: OrderWorld.kind, last: 10)
            #expect(measured.of == 10 && measured.first >= 9 && measured.three >= measured.first)
        }
    }
}
