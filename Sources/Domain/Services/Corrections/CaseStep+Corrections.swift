import Cryptography
import Directory
import Exchange
import JSONTree
import Journal
import Localisation
import Storage
import WorkCalendar
import Workflow

extension CaseStep {
    /// Opens a correction from within a step: its row, its number, its clock and, where the service has one, its process.
    func openCorrection(
        of lookUp: LookUp, field: String, statement: String, isByOffice: Bool = false
    ) throws -> String {
        let id = desk.cases.identifiers.next()
        let correctionNumber = try desk.cases.newNumber(year: knowledge.today.year)
        let due = desk.correctionDue(knowledge.runtime, since: knowledge.today)
        let subjectKey = lookUp.subjectIDNumber.map { desk.key(of: $0).bytes } ?? subject ?? []
        let provider = lookUp.contract.provider
        writes.append(
            Statement(
                CaseDesk.insertCorrection,
                [
                    .integer(id), .text(correctionNumber), .integer(self.id), .bytes(subjectKey),
                    .bytes(desk.key(of: knowledge.applicant.idNumber).bytes), .text(lookUp.contract.qualifiedID),
                    .text(lookUp.contract.register), .text(provider), .text(field),
                    .bytes(try desk.sealedStatement(statement, id: id)), .integer(now), .text(due.iso),
                ], expect: .rows(1)))
        events.append(
            JournalEvent(
                .correctionRequested, department: provider, subject: subjectKey, caseID: self.id,
                [
                    "case": knowledge.number, "register": lookUp.contract.register, "provider": provider,
                    "fields": field,
                ]))
        note(
            .correctionAsked, office: provider,
            data: ["correction": .string(correctionNumber), "due": .string(due.iso)])
        let correction = CorrectionStep(
            correction: id, number: correctionNumber, provider: provider, datum: lookUp.contract.variable, dueOn: due,
            step: self, isByOffice: isByOffice)
        guard let hash = knowledge.runtime.correctionHash else {
            try correction.tell("correction-received")
            return correctionNumber
        }
        let about: JSON = [
            "number": .string(correctionNumber), "department": .string(provider),
            "register": .string(lookUp.contract.register), "field": .string(field),
            "case_number": .string(knowledge.number),
        ]
        var steps = WriteSet()
        try desk.processes.start(
            hash, matter: Matter(kind: Correction.matter, id: id),
            variables: [
                ("correction", about), ("parameters", knowledge.runtime.parameters(on: knowledge.today).json),
            ], handling: correction, now: now, writes: &steps)
        writes.append(contentsOf: steps)
        return correctionNumber
    }

    /// The handler `services.open-correction`: the reviewer asks the department for a datum that was not found.
    func openCorrection(_ inputs: JSON) throws -> JSON {
        let named = inputs["datum"]?.string ?? inputs["missing"]?.elements.compactMap(\.string).first
        guard let named, let lookUp = knowledge.lookUps.last(where: { $0.contract.variable == named }) else {
            return ["correction": .null]
        }
        let number = try openCorrection(of: lookUp, field: "", statement: "", isByOffice: true)
        owedBy = lookUp.contract.provider
        return ["correction": .string(number)]
    }

    /// The handler `services.escalate`: the task is late; its owner sees it at the top and the leader sees it counted.
    func escalate(_ inputs: JSON) throws -> JSON {
        note(.sentToPerson, data: ["late": inputs["task"] ?? .null])
        return ["escalated": .bool(true)]
    }
}

extension CaseDesk {
    /// The day by which a department has to answer that was asked on another.
    func correctionDue(_ runtime: ServiceRuntime, since day: CivilDate) -> CivilDate {
        let days = runtime.parameters.value("correction_days", on: day)?.integer ?? 5
        return calendar.addingWorkingDays(days, to: day).date
    }

    func sealedStatement(_ text: String, id: Int64) throws -> [UInt8] {
        try cases.keyring.seal(Array(text.utf8), in: CaseDesk.statementPlace, row: id)
    }
}
