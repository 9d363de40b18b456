import Registers
import Web

/// What a person chose on the review page.
struct ImportChoice {
    let mode: ImportMode
    let sheet: String
    /// Heading → field name; the empty text for a column that is not imported.
    let chosen: [String: String]

    /// The value that stands for “not imported”.
    static let nothing = "-"

    init(_ fields: FormFields) {
        mode = ImportMode(rawValue: fields["mode"] ?? "") ?? .allOrNothing
        sheet = fields["sheet"] ?? ""
        var chosen: [String: String] = [:]
        for (heading, field) in zip(fields.all("heading"), fields.all("field")) {
            chosen[heading] = field == Self.nothing ? "" : field
        }
        self.chosen = chosen
    }
}
