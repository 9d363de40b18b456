import Diagnostics
import NationalCodes

/// Reads codes: those of code tables by their value or their title, and the national ones.
enum CodeReading {
    /// What each writing of a code table means.
    static func writings(_ table: CodeTable) -> [String: String] {
        var writings: [String: String] = [:]
        var doubtful: Set<String> = []
        func add(_ writing: some StringProtocol, _ code: String) {
            let key = PlainText.narrowed(String(writing)).lowercased()
            guard !key.isEmpty else { return }
            if let other = writings[key], other != code { doubtful.insert(key) }
            writings[key] = code
        }
        for entry in table.entries {
            add(entry.title.zh, entry.code)
            add(entry.title.en, entry.code)
            // 孙子女或外孙子女: either word means it.
            for part in entry.title.zh.split(whereSeparator: { "或、/".contains($0) }) { add(part, entry.code) }
            add("\(entry.code)\(entry.title.zh)", entry.code)
            add("\(entry.code)-\(entry.title.zh)", entry.code)
        }
        for key in doubtful { writings[key] = nil }
        // The stored values win over any title.
        for entry in table.entries { writings[PlainText.narrowed(entry.code).lowercased()] = entry.code }
        return writings
    }

    /// An identity number in its 18 characters; `nil` when it is none.
    static func identity(_ text: String) -> String? { CitizenID.normalised(text) }

    /// Why a text is no identity number.
    static func identityProblem(_ text: String) -> (ImportProblem.Code, Int?) {
        do {
            _ = try CitizenID(text)
            return (.identityCheck, nil)
        } catch {
            switch error.kind {
            case .empty: return (.missing, nil)
            case .length(let count): return (.identityLength, count)
            case .character(let place): return (.identityCharacter, place)
            case .birthDate: return (.identityDate, nil)
            case .division: return (.identityCharacter, 1)
            case .check, .history: return (.identityCheck, nil)
            }
        }
    }
}
