import Definitions
import Diagnostics
import JSONTree
import Registers

extension Lint {
    /// Personal data is not opened, has a level above the public one, and says whose it is.
    func checkPersonalData() {
        for (_, part) in reader("elements.yaml")?.child("elements")?.entries() ?? [] {
            guard part.json["personal"]?.bool == true else { continue }
            if part.json["level"]?.integer == 1 {
                part.child("level")?.error(
                    "personal.level", Text(zh: "个人信息不能是 1 级（公开）", en: "Personal data cannot be of level 1 (public)"))
            }
            if part.json["sensitive"]?.bool == true, (part.json["level"]?.integer ?? 4) < 3 {
                part.child("level")?.error(
                    "personal.sensitive-level",
                    Text(zh: "敏感个人信息至少 3 级，加密保存", en: "Sensitive personal data is of level 3 at least and kept sealed"))
            }
            if part.json["source"] == nil {
                part.report(
                    .warning, "personal.source", Text(zh: "没有写明来源部门", en: "The department it comes from is not named"))
            }
        }
        for register in package.registers where register.isPersonal {
            guard let part = reader("registers/\(register.id).yaml") else { continue }
            let sealed = register.fields.contains { $0.personal && $0.isSealed }
            if register.opening == .open, sealed {
                part.child("opening")?.error(
                    "personal.opened", Text(zh: "有个人信息的登记簿不能开放", en: "A register of personal data cannot be opened"))
            }
            if register.sharing == .unconditional, sealed {
                part.child("sharing")?.error(
                    "personal.shared",
                    Text(zh: "有个人信息的登记簿只能有条件共享", en: "A register of personal data is shared on conditions only"))
            }
        }
    }
}
