import Definitions
package import Diagnostics
import Exchange
import Registers
package import ScenarioKit
package import Services
import Synchronization

/// The names of what codes stand for, from the packages and the registers.
package final class CountyWords: CaseWords {
    private let categories: [String: Text]
    private let data: [String: Text]
    private let answers: [String: Text]
    private let departments: Mutex<[String: Text]>
    private let places: Mutex<[String: Text]> = Mutex([:])

    package init(packages: [ScenarioPackage]) {
        var categories: [String: Text] = [:]
        var data: [String: Text] = [:]
        var answers: [String: Text] = [:]
        var departments: [String: Text] = [:]
        for package in packages {
            for (name, table) in package.codeTables {
                for entry in table.entries {
                    if name == "category" { categories[entry.code] = entry.title }
                    if name == "datum" { data[entry.code] = entry.title }
                    if name == "answer" { answers[entry.code] = entry.title }
                }
            }
            for department in package.directory.departments { departments[department.id] = department.title }
        }
        self.categories = categories
        self.data = data
        self.answers = answers
        self.departments = Mutex(departments)
    }

    /// Takes the names of departments that the directory holds beside the packages'.
    package func learn(departments names: [(String, Text)]) {
        departments.withLock { known in for (code, name) in names { known[code] = name } }
    }

    /// Takes the names of places that are allotted.
    package func learn(places names: [(String, Text)]) {
        places.withLock { known in for (code, name) in names { known[code] = name } }
    }

    package func category(_ code: String?) -> Text {
        guard let code else { return Text(zh: "未归类", en: "No category") }
        return categories[code] ?? .init(verbatim: code)
    }

    package func place(_ code: String?) -> Text {
        guard let code else { return Text(zh: "尚未安排", en: "Not placed yet") }
        return places.withLock { $0[code] } ?? Text(verbatim: code)
    }

    package func department(_ code: String) -> Text {
        departments.withLock { $0[code] } ?? Text(verbatim: code)
    }

    package func answer(_ word: String) -> Text { answers[word] ?? Text(verbatim: word) }

    package func datum(_ name: String, runtime: ServiceRuntime) -> Text {
        if let contract = runtime.exchange.contract(variable: name) { return contract.title }
        if name == CaseWordNames.unasked {
            return Text(zh: "提交时没有问、现在要问的问题", en: "Questions that were not asked then and matter now")
        }
        return data[name] ?? Text(verbatim: name)
    }
}
