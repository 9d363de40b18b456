public import Diagnostics
public import JSONTree

/// One line of the page that shows all answers before they are submitted.
public struct SummaryRow: Sendable, Hashable {
    /// The page that a link to change it leads to.
    public let page: String
    /// The field.
    public let field: String
    /// The row of a page of rows, from 0.
    public let row: Int?
    /// The label.
    public let title: Text
    /// The answer as it is read; `nil` when it was left empty.
    public let value: Text?
    /// The answer as it is kept.
    public let answer: JSON
    /// Whether it is known from data and so can't be changed here.
    public let isKnown: Bool
    /// The name of the data that it is known from.
    public let source: String?
}

extension FormJourney {
    /// All answers and all that is known, in the order of the pages.
    public var summary: [SummaryRow] {
        pages.flatMap { state -> [SummaryRow] in
            let single = state.fields.compactMap { row($0, page: state.page.id, number: nil) }
            let several = state.rows.enumerated().flatMap { number, fields in
                fields.compactMap { row($0, page: state.page.id, number: number) }
            }
            return single + several
        }
    }

    private func row(_ state: FieldState, page: String, number: Int?) -> SummaryRow? {
        guard let value = state.value else { return nil }
        return SummaryRow(
            page: page, field: state.field.name, row: number, title: state.field.title,
            value: AnswerWording.text(value, type: state.field.type, options: state.options), answer: value,
            isKnown: state.isKnown, source: state.source)
    }
}

/// Answers as people read them.
enum AnswerWording {
    static func text(_ answer: JSON, type: FormFieldType, options: [FormOption]) -> Text? {
        switch type {
        case .boolean: return answer.bool.map { $0 ? Text(zh: "是", en: "Yes") : Text(zh: "否", en: "No") }
        case .choice, .school, .choices:
            let chosen = type == .choices ? Array(answer.elements) : [answer]
            let titles = chosen.compactMap(\.string).map { value in
                options.first { $0.value == value }?.title ?? Text(verbatim: value)
            }
            guard !titles.isEmpty else { return nil }
            return Text(
                zh: titles.map(\.zh).joined(separator: "、"), en: titles.map(\.en).joined(separator: ", "))
        case .date: return answer.string.flatMap(date)
        case .money: return answer.integer.map(money)
        case .file:
            let names = answer.elements.compactMap { $0["name"]?.string }
            return names.isEmpty
                ? nil : Text(zh: names.joined(separator: "、"), en: names.joined(separator: ", "))
        default:
            guard !answer.isNull, answer.string != "" else { return nil }
            return Text(verbatim: answer.string ?? answer.text)
        }
    }

    private static func date(_ text: String) -> Text? {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        return Text(
            zh: "\(parts[0])年\(parts[1])月\(parts[2])日", en: "\(parts[2]) \(months[parts[1] - 1]) \(parts[0])")
    }

    private static func money(_ fen: Int) -> Text {
        let magnitude = fen.magnitude
        let cents = magnitude % 100
        let amount = "\(fen < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
        return Text(zh: amount + " 元", en: "¥" + amount)
    }
}
