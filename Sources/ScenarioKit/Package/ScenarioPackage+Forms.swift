import Definitions
import Diagnostics
package import FEELEngine
package import FormEngine
import JSONTree
package import Registers

extension ScenarioPackage {
    /// What the form engine needs to read this package's forms: the data elements, and FEEL as it is here.
    package func formSources(_ environment: FEELEnvironment) -> FormSources {
        let dictionary = dictionary
        return FormSources(
            element: { name in
                DefinitionReference(name).flatMap { dictionary.element($0) }.map(FormElement.init(element:))
            }, environment: environment)
    }
}

extension FormElement {
    /// What a form needs to know of a data element.
    package init(element: DataElement) {
        var schema: [(String, JSON)] = []
        if let most = element.limits.maxLength { schema.append(("maxLength", .integer(most))) }
        if let pattern = element.limits.pattern { schema.append(("pattern", .string(pattern))) }
        if let least = element.limits.minimum { schema.append(("minimum", .integer(least))) }
        if let most = element.limits.maximum { schema.append(("maximum", .integer(most))) }
        self.init(
            title: element.title, type: element.type.rawValue,
            options: (element.codes?.entries ?? []).map { FormOption(value: $0.code, title: $0.title) },
            schema: .object(schema))
    }
}
