package import DecisionEngine
import FEELEngine
package import JSONTree
package import SchemaEngine
import Services

/// Measures engines alone, on one thread, on inputs that others are measured on too.
package enum EngineBench {
    /// How often a second something can be done to each of a number of things, for about two seconds.
    private static func rate(of count: Int, _ pass: () throws -> Void) rethrows -> JSON {
        let start = ContinuousClock.now
        var done = 0
        while count > 0, ContinuousClock.now - start < .seconds(2) {
            try pass()
            done += count
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return .double(seconds > 0 ? (Double(done) / seconds).rounded() : 0) ?? .null
    }

    /// Documents validated a second: parsed before, and with parsing.
    package static func validation(_ schema: Schema, _ texts: [[UInt8]]) throws -> JSON {
        let documents = try texts.map { try JSON(parsing: $0) }
        var valid = 0
        let parsed = rate(of: documents.count) {
            valid = documents.reduce(0) { $0 + (schema.isValid($1) ? 1 : 0) }
        }
        var alsoValid = 0
        let withParsing = try rate(of: texts.count) {
            alsoValid = try texts.reduce(0) { $0 + (schema.isValid(try JSON(parsing: $1)) ? 1 : 0) }
        }
        let parsing = try rate(of: texts.count) { for text in texts { _ = try JSON(parsing: text) } }
        return [
            "documents": .integer(texts.count), "bytes": .integer(texts.reduce(0) { $0 + $1.count }),
            "valid": .integer(valid), "valid_with_parsing": .integer(alsoValid), "parsed_per_second": parsed,
            "with_parsing_per_second": withParsing, "parsing_per_second": parsing,
        ]
    }

    /// Decisions made a second, with the explanation of each; how often each answer was given.
    package static func decision(_ model: DecisionModel, _ decision: String, _ inputs: [JSON]) -> JSON {
        let contexts = inputs.map { input -> FEELContext in FEELValue(json: input).context ?? .empty }
        var answers: [FEELValue: Int] = [:]
        let perSecond = rate(of: contexts.count) {
            answers = [:]
            for context in contexts {
                answers[model.evaluate(decision: decision, inputs: context).value, default: 0] += 1
            }
        }
        return [
            "decisions": .integer(inputs.count), "per_second": perSecond,
            "answers": .object(
                answers.map { ("\($0.key)", JSON.integer($0.value)) }.sorted { $0.0 < $1.0 }),
        ]
    }
}
