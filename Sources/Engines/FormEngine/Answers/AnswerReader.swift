import JSONTree
import NationalCodes
import SchemaEngine

/// Reads what was posted for one field into an answer, or says what is wrong with it.
struct AnswerReader {
    /// What reading came to.
    enum Outcome {
        case answer(JSON)
        case empty
        case problem(String)
    }

    let field: FormField
    let options: [FormOption]
    let posted: PostedAnswers
    /// What stands before the field's name in the names of its controls.
    let prefix: String

    private var name: String { prefix + field.name }

    /// Whether anything was typed, chosen or uploaded.
    var isEmpty: Bool {
        switch field.type {
        case .file: return posted.files[name, default: []].isEmpty
        case .date:
            let boxes = ["", "-year", "-month", "-day"].compactMap { posted.first(name + $0) }
            return boxes.allSatisfy { AnswerText.compact($0).isEmpty }
        default: return posted.values[name, default: []].allSatisfy { AnswerText.compact($0).isEmpty }
        }
    }

    func read() -> Outcome {
        if isEmpty { return .empty }
        switch field.type {
        case .choices: return readChoices()
        case .file: return readFiles()
        case .date: return readDate()
        default: return read(posted.first(name) ?? "")
        }
    }

    private func read(_ text: String) -> Outcome {
        switch field.type {
        case .text, .address, .longText:
            let value = AnswerText.normalised(text, keepsLines: field.type == .longText)
            return value.unicodeScalars.count > field.maximumLength ? .problem("too-long") : .answer(.string(value))
        case .choice, .school:
            let value = AnswerText.normalised(text, keepsLines: false)
            return options.contains { $0.value == value } ? .answer(.string(value)) : .problem("not-an-option")
        case .boolean:
            switch AnswerText.compact(text).lowercased() {
            case "yes", "true", "是": return .answer(.bool(true))
            case "no", "false", "否": return .answer(.bool(false))
            default: return .problem("not-yes-or-no")
            }
        case .integer:
            guard let number = AnswerText.number(text) else { return .problem("not-a-number") }
            return answer(Int(number).map { .integer($0) }, "not-an-integer")
        case .decimal: return answer(AnswerText.number(text).flatMap { JSON.number(text: $0) }, "not-a-number")
        case .money: return answer(AnswerText.fen(text).map { .integer($0) }, "not-an-amount")
        case .phone: return answer(AnswerText.phone(text).map { .string($0) }, "not-a-phone")
        case .idNumber: return answer(CitizenID.normalised(text).map { .string($0) }, "not-an-id-number")
        case .creditCode:
            return answer((try? CreditCode(AnswerText.compact(text))).map { .string($0.text) }, "not-a-credit-code")
        case .division:
            let digits = AnswerText.compact(text)
            let code = digits.utf8.count == 12 ? try? DivisionCode(digits) : nil
            return answer(code.map { .string($0.text) }, "not-a-division")
        case .date, .choices, .file: return .empty
        }
    }

    private func answer(_ value: JSON?, _ code: String) -> Outcome {
        value.map { .answer($0) } ?? .problem(code)
    }

    private func readDate() -> Outcome {
        if let text = posted.first(name), !AnswerText.compact(text).isEmpty {
            return answer(AnswerText.date(text).map { .string($0) }, "not-a-date")
        }
        let parts = ["-year", "-month", "-day"].map { posted.first(name + $0) ?? "" }
        return answer(AnswerText.date(parts: parts).map { .string($0) }, "not-a-date")
    }

    /// Chosen options in the order in which they were offered.
    private func readChoices() -> Outcome {
        let chosen = Set(posted.values[name, default: []].map { AnswerText.normalised($0, keepsLines: false) })
            .subtracting([""])
        let known = options.filter { chosen.contains($0.value) }
        guard known.count == chosen.count else { return .problem("not-an-option") }
        return .answer(.array(known.map { .string($0.value) }))
    }

    private func readFiles() -> Outcome {
        let files = posted.files[name, default: []]
        guard let rule = field.upload else { return .problem("file-type") }
        if files.count > rule.maximumCount { return .problem("too-many") }
        for file in files {
            if !rule.mediaTypes.contains(file.mediaType) { return .problem("file-type") }
            if file.bytes > rule.maximumBytes { return .problem("file-size") }
        }
        return .answer(
            .array(
                files.map { file in
                    [
                        "id": .string(file.id), "name": .string(AnswerText.normalised(file.name, keepsLines: false)),
                        "media_type": .string(file.mediaType), "bytes": .integer(file.bytes),
                    ]
                }))
    }
}
