import Definitions
import Diagnostics
import FEELEngine
import FormEngine
import JSONTree
import Registers
import ScenarioKit

/// Compiles a form with the data elements that its package sees.
struct FormBuilder {
    let package: ScenarioPackage
    let environment: FEELEnvironment

    func form(_ json: JSON) throws -> Form {
        let dictionary = package.dictionary
        let sources = FormSources(
            element: { name in
                DefinitionReference(name).flatMap { dictionary.element($0) }.map { FormElement($0) }
            },
            environment: environment)
        let reading = Form.read(json, sources: sources)
        guard let form = reading.form else {
            throw CountySystem.Unusable(diagnostics: reading.diagnostics)
        }
        return form
    }
}

extension FormElement {
    /// A data element as forms need it.
    init(_ element: DataElement) {
        var schema: JSON = [:]
        if let longest = element.limits.maxLength { schema = schema.setting("maxLength", to: .integer(longest)) }
        if let least = element.limits.minimum { schema = schema.setting("minimum", to: .integer(least)) }
        if let most = element.limits.maximum { schema = schema.setting("maximum", to: .integer(most)) }
        self.init(
            title: element.title, type: element.type.rawValue,
            options: element.codes?.entries.map { FormOption(value: $0.code, title: $0.title) } ?? [], schema: schema)
    }
}
