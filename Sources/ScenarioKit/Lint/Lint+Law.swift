import Definitions
import Diagnostics
import JSONTree
import Registers
import Services

extension Lint {
    func refuse(_ refusal: LegalRefusal, _ part: DescriptorReader?) {
        part?.error(refusal.rawValue, refusal.message, hint: refusal.basis)
    }

    /// Points, rankings of persons, check-ins and tracks, by what declarations are called and by what they hold.
    func checkForbiddenDeclarations() {
        for (name, part) in reader("elements.yaml")?.child("elements")?.entries() ?? [] {
            check(part, id: name, isPersonal: part.json["personal"]?.bool ?? false)
        }
        for file in files(.register) {
            guard let part = reader(file.path) else { continue }
            let register = package.registers.first { $0.id == file.stem }
            let isPersonal = register?.isPersonal ?? true
            check(part, id: file.stem, isPersonal: isPersonal)
            for field in part.child("fields")?.items() ?? [] {
                check(field, id: field.json["name"]?.string ?? "", isPersonal: isPersonal)
            }
            if let register { checkTrack(register, part) }
        }
        for kind in [DefinitionKind.service, .form, .indicator, .board, .certificate] {
            for file in files(kind) {
                guard let part = reader(file.path) else { continue }
                check(part, id: file.stem, isPersonal: kind == .indicator || kind == .board)
                if kind == .indicator || kind == .board { checkRankingKeys(part) }
            }
        }
        for file in files(.parameters) {
            guard let part = reader(file.path) else { continue }
            for each in part.child("parameters")?.items() ?? [part] {
                check(each, id: each.json["name"]?.string ?? "", isPersonal: false)
            }
        }
        checkFormQuestions()
    }

    private func check(_ part: DescriptorReader, id: String, isPersonal: Bool) {
        let title = part.json["title"]?["zh"]?.string ?? ""
        for words in ForbiddenWords.all where words.apply(id: id, title: title, isPersonal: isPersonal) {
            refuse(words.refusal, part)
        }
    }

    /// A person, a place and a moment in one row is a track, whatever it is called.
    private func checkTrack(_ register: RegisterDescriptor, _ part: DescriptorReader) {
        let types = register.fields.map(\.type)
        let namesPerson = register.fields.contains { $0.type == .idNumber || ($0.personal && $0.type == .phone) }
        if namesPerson, types.contains(.geometry), types.contains(.instant) {
            refuse(.track, part.child("fields") ?? part)
        }
    }

    /// An indicator or board that puts persons or villages in an order.
    private func checkRankingKeys(_ part: DescriptorReader) {
        let persons: Set<String> = ["person", "official", "villager", "staff", "village", "clerk", "grid_worker"]
        let groups = ["by", "group_by", "dimension", "dimensions"].compactMap { part.json[$0] }
        let isAboutPersons = groups.contains { group in
            ([group.string].compactMap(\.self) + group.elements.compactMap(\.string)).contains { persons.contains($0) }
        }
        if isAboutPersons, let key = ["rank", "top", "bottom", "order_by"].first(where: { part.json[$0] != nil }) {
            refuse(.ranking, part.child(key) ?? part)
        }
    }

    private func checkFormQuestions() {
        for file in files(.form) {
            guard let part = reader(file.path) else { continue }
            let service = package.services.first { $0.form.id == file.stem }
            for page in part.child("pages")?.items() ?? [] {
                for field in page.child("fields")?.items() ?? [] {
                    let id = field.json["name"]?.string ?? ""
                    check(field, id: id, isPersonal: true)
                    let title = field.json["title"]?["zh"]?.string ?? ""
                    if service?.themes.contains("education") == true, service?.subject == "child",
                        ForbiddenWords.enrolment.apply(id: id, title: title, isPersonal: true)
                    {
                        refuse(.forbiddenQuestion, field)
                    }
                }
            }
        }
        for service in package.services where service.themes.contains("education") && service.subject == "child" {
            for material in reader("services/\(service.id).yaml")?.child("materials")?.items() ?? [] {
                let title = material.json["title"]?["zh"]?.string ?? ""
                if ForbiddenWords.enrolment.apply(id: material.json["id"]?.string ?? "", title: title, isPersonal: true)
                {
                    refuse(.forbiddenQuestion, material)
                }
            }
        }
    }

    /// Uploads that take only pictures, or ask for photos by name, need the rule of closing that needs them.
    func checkUploads() {
        for file in files(.service) {
            for material in reader(file.path)?.child("materials")?.items() ?? [] {
                checkUpload(material, closing: material.json["closing"])
            }
        }
        for file in files(.form) {
            for page in reader(file.path)?.child("pages")?.items() ?? [] {
                for field in page.child("fields")?.items() ?? [] { checkUpload(field, closing: nil) }
            }
        }
    }

    private func checkUpload(_ part: DescriptorReader, closing: JSON?) {
        guard let upload = part.child("upload") else { return }
        if closing != nil || upload.json["closing"] != nil { return }
        let types = (upload.json["types"]?.elements ?? JSON.array([]).elements).compactMap(\.string)
        let isPictureOnly = !types.isEmpty && types.allSatisfy { UploadRule.FileType(rawValue: $0)?.isPicture ?? false }
        let title = part.json["title"]?["zh"]?.string ?? ""
        let asksForPhoto = ["照片", "拍照", "自拍", "人脸", "合影"].contains { title.contains($0) }
        if isPictureOnly || asksForPhoto { refuse(.photo, upload) }
    }

    /// A form that villages fill in has an admission number that is in force.
    func checkAdmission() {
        for file in files(.form) {
            guard let part = reader(file.path), part.json["filled_by"]?.string == "village" else { continue }
            guard let admission = part.child("admission"), let number = admission.json["number"]?.string,
                !number.isEmpty
            else {
                refuse(.admission, part.child("filled_by"))
                continue
            }
            if let today = environment.today, let until = admission.child("valid_until")?.date(), until < today {
                refuse(.admissionExpired, admission.child("valid_until"))
            }
        }
    }

    /// Items bear the province's code.
    func checkItemCodes() {
        for file in files(.service) {
            guard let item = reader(file.path)?.child("item"), let code = item.child("code"),
                let text = code.json.string
            else { continue }
            if item.json["scheme"] == nil, let county = environment.countyCode, text.hasPrefix(county) {
                refuse(.countyCode, code)
            } else if !text.contains(where: \.isNumber) {
                refuse(.countyCode, code)
            }
        }
    }
}
