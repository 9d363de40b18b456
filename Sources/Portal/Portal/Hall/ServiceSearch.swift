import Diagnostics
import Services

/// Finds services by the words that people use: keywords, titles and conditions of the guides, in both languages.
struct ServiceSearch {
    let services: [ServiceRuntime]

    /// The services that fit, the best first. Chinese text is compared by pairs of characters, so that word borders do
    /// not matter; a single character has to occur as it is.
    func find(_ query: String) -> [ServiceRuntime] {
        let wanted = ServiceSearch.terms(query)
        guard !wanted.isEmpty else { return [] }
        return services.map { ($0, score($0, wanted)) }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.map(\.0)
    }

    private func score(_ runtime: ServiceRuntime, _ wanted: [String]) -> Int {
        let service = runtime.service
        let keywords = (service.keywords.zh + service.keywords.en).map { $0.lowercased() }
        let titles = [service.title.zh, service.title.en, service.summary.zh, service.summary.en].map {
            $0.lowercased()
        }
        let texts = ([service.guide.who] + service.guide.conditions).flatMap { [$0.zh, $0.en] }.map { $0.lowercased() }
        var score = 0
        for term in wanted {
            if keywords.contains(where: { $0.contains(term) || (term.count > 1 && term.contains($0)) }) { score += 5 }
            if titles.contains(where: { $0.contains(term) }) { score += 3 }
            if texts.contains(where: { $0.contains(term) }) { score += 1 }
        }
        return score
    }

    private static func terms(_ query: String) -> [String] {
        var terms: [String] = []
        for word in query.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            let characters = Array(word)
            let isChinese = word.unicodeScalars.contains { $0.value >= 0x3400 }
            if !isChinese || characters.count <= 2 {
                terms.append(String(word))
            } else {
                for index in 0..<(characters.count - 1) { terms.append(String(characters[index...index + 1])) }
            }
        }
        return terms
    }
}
