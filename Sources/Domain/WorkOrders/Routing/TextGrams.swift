/// The pairs of neighbouring characters of a text: what Chinese texts are compared by, since their words are not
/// parted by spaces. Runs of Latin letters and digits count as one; everything else is passed over.
enum TextGrams {
    /// The grams in order of first use, each once.
    static func of(_ text: String) -> [String] {
        var seen: Set<String> = []
        var grams: [String] = []
        func add(_ gram: String) { if seen.insert(gram).inserted { grams.append(gram) } }
        var last: Character?
        var run = ""
        func endRun() {
            // A long number says nothing about the matter.
            if run.count > 1, run.count < 12, !run.allSatisfy(\.isNumber) { add(run.lowercased()) }
            run = ""
        }
        for character in text {
            if character.isASCII, character.isLetter || character.isNumber {
                run.append(character)
                last = nil
                continue
            }
            endRun()
            guard character.isLetter else {
                last = nil
                continue
            }
            if let last { add("\(last)\(character)") }
            last = character
        }
        endRun()
        return grams
    }
}
