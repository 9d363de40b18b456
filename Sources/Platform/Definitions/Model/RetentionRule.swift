package import Diagnostics

/// How long something is kept, and why.
package struct RetentionRule: Sendable, Hashable {
    /// Years after the case or the validity ended.
    package let years: Int?
    /// An end that is not a number of years.
    package let until: Text?
    /// What the period rests on.
    package let basis: [LegalBasis]

    /// Makes a rule.
    package init(years: Int?, until: Text?, basis: [LegalBasis]) {
        self.years = years
        self.until = until
        self.basis = basis
    }
}

extension DescriptorReader {
    /// The retention under a key; `nil` when absent.
    package func retention(_ key: String = "retention") -> RetentionRule? {
        guard let part = child(key), part.expectObject(keys: ["years", "until", "basis"]) else { return nil }
        let years = part.integer("years", required: false)
        let until = part.text("until", required: false)
        if years == nil, until == nil {
            part.error("retention.end.missing", Text(zh: "要写明保存几年或到何时", en: "Say for how many years or until when"))
        }
        if let years, !(0...100).contains(years) {
            part.error("retention.years.range", Text(zh: "保存年限应在 0 到 100 之间", en: "Years must be from 0 to 100"))
        }
        return RetentionRule(years: years, until: until, basis: part.basis())
    }
}
