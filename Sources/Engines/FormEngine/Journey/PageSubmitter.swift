import FEELEngine
import JSONTree

/// Judges what was posted for one page.
struct PageSubmitter {
    let page: FormPage
    let posted: PostedAnswers
    let scope: FormScope

    func submit() -> FormSubmission {
        guard let repetition = page.repetition else {
            var scope = scope
            let (answers, problems) = submitFields(prefix: "", scope: &scope)
            let checker = AnswerChecker(page: page)
            return submission(.object(answers), problems.isEmpty ? checker.brokenRules(scope: scope) : problems)
        }
        return submitRows(repetition)
    }

    private func submission(_ answers: JSON, _ problems: [FormProblem]) -> FormSubmission {
        FormSubmission(page: page.id, answers: answers, problems: problems, posted: posted)
    }

    private func submitFields(prefix: String, scope: inout FormScope) -> ([(String, JSON)], [FormProblem]) {
        let walk = FieldWalk(page: page)
        let checker = AnswerChecker(page: page)
        var answers: [(String, JSON)] = []
        var problems: [FormProblem] = []
        var judged: [FormField] = []
        for field in page.fields {
            if let condition = field.condition, !condition.holds(scope) { continue }
            let state = walk.state(of: field, given: nil, scope: scope)
            if state.isKnown {
                scope.set(field.name, to: AnswerValue.feel(state.value, type: field.type))
                continue
            }
            let reader = AnswerReader(field: field, options: state.options, posted: posted, prefix: prefix)
            var answer: JSON = field.type == .choices ? [] : .null
            var problem: FormProblem?
            switch reader.read() {
            case .answer(let value): answer = value
            case .empty: break
            case .problem(let code): problem = checker.problem(code, field: field, prefix: prefix)
            }
            if problem == nil {
                problem = checker.check(answer, field: field, options: state.options, prefix: prefix)
            }
            if let problem {
                problems.append(problem)
            } else {
                answers.append((field.name, answer))
                judged.append(field)
                scope.set(field.name, to: AnswerValue.feel(answer, type: field.type))
            }
        }
        // Rules may look at any answer of the page, so they come when all are read.
        for field in judged where answers.contains(where: { $0.0 == field.name && !$0.1.isNull }) {
            guard let problem = checker.brokenRule(of: field, scope: scope, prefix: prefix) else { continue }
            problems.append(problem)
            answers.removeAll { $0.0 == field.name }
        }
        let order = page.fields.map { prefix + $0.name }
        problems.sort { (order.firstIndex(of: $0.field) ?? 0) < (order.firstIndex(of: $1.field) ?? 0) }
        return (answers, problems)
    }

    private func submitRows(_ repetition: FormPage.Repetition) -> FormSubmission {
        let start = repetition.name + "."
        let controls = Array(posted.values.keys) + Array(posted.files.keys)
        let numbers = Set(
            controls.compactMap { name -> Int? in
                guard name.hasPrefix(start) else { return nil }
                return name.dropFirst(start.count).split(separator: ".").first.flatMap { Int($0) }
            }
        ).sorted()
        var rows: [JSON] = []
        var problems: [FormProblem] = []
        for number in numbers {
            let prefix = "\(start)\(number)."
            let isEmpty = page.fields.allSatisfy { field in
                AnswerReader(field: field, options: [], posted: posted, prefix: prefix).isEmpty
            }
            if isEmpty { continue }
            var inner = scope
            let (answers, found) = submitFields(prefix: prefix, scope: &inner)
            rows.append(.object(answers))
            problems += found
            if rows.count > repetition.maximum { break }
        }
        let first = "\(start)\(numbers.first ?? 0)." + (page.fields.first?.name ?? "")
        if rows.count > repetition.maximum || rows.count < repetition.minimum {
            let tooMany = rows.count > repetition.maximum
            problems.append(
                FormProblem(
                    page: page.id, field: first, code: tooMany ? "too-many" : "too-few",
                    text: ProblemWording.rows(page, tooMany: tooMany, repetition)))
        }
        if problems.isEmpty {
            var outer = scope
            outer.set(repetition.name, to: AnswerValue.feel(.array(rows)))
            problems = AnswerChecker(page: page).brokenRules(scope: outer)
        }
        return submission(.object([(repetition.name, .array(rows))]), problems)
    }
}
