/// One class of the city's list: whose matter it is, and what callers say about it.
struct HotlineClass: Sendable {
    /// Where such things happen.
    enum Ground: Sendable {
        /// In the county town.
        case streets
        case villages
        case anywhere
    }

    /// Area and item, such as 市场监管/食品安全.
    let name: String
    /// The office's id; `town` is the government of the town where it is.
    let office: String
    let ground: Ground
    let texts: [HotlineText]
    /// What the office did about it.
    let answers: [String]

    init(_ name: String, _ office: String, _ ground: Ground, _ texts: [HotlineText], answers: [String]) {
        self.name = name
        self.office = office
        self.ground = ground
        self.texts = texts
        self.answers = answers
    }

    /// The second half of the name.
    var item: String { String(name.split(separator: "/").last ?? "") }
}

/// What one caller says; slots such as `{place}` are filled by ``HotlineSlots``.
struct HotlineText: Sendable {
    let kind: String
    let title: String
    let content: String

    static func consult(_ title: String, _ content: String) -> HotlineText {
        HotlineText(kind: "consult", title: title, content: content)
    }

    static func help(_ title: String, _ content: String) -> HotlineText {
        HotlineText(kind: "help", title: title, content: content)
    }

    static func complaint(_ title: String, _ content: String) -> HotlineText {
        HotlineText(kind: "complaint", title: title, content: content)
    }

    static func report(_ title: String, _ content: String) -> HotlineText {
        HotlineText(kind: "report", title: title, content: content)
    }

    static func suggestion(_ title: String, _ content: String) -> HotlineText {
        HotlineText(kind: "suggestion", title: title, content: content)
    }

    static func praise(_ title: String, _ content: String) -> HotlineText {
        HotlineText(kind: "praise", title: title, content: content)
    }
}

/// What is put into the slots of one order's texts.
struct HotlineSlots {
    let place: String
    let brand: String
    let days: Int
    let count: Int
    let office: String
    let item: String

    /// The text with its slots filled.
    func fill(_ template: String) -> String {
        var text = ""
        for part in template.split(separator: "{", omittingEmptySubsequences: false) {
            guard let end = part.firstIndex(of: "}"), let value = filling(part[..<end]) else {
                text += part
                continue
            }
            text += value
            text += part[part.index(after: end)...]
        }
        return text
    }

    private func filling(_ slot: Substring) -> String? {
        switch slot {
        case "place": place
        case "brand": brand
        case "days": String(days)
        case "count": String(count)
        case "office": office
        case "item": item
        default: nil
        }
    }
}
