public import FEELEngine
public import JSONTree

extension Form {
    /// Where a person stands who has given these answers.
    ///
    /// - Parameters:
    ///   - answers: an object of answers by name, as `FormSubmission.merged(into:)` makes it; `{}` at the beginning.
    ///   - context: what the form's expressions see besides: `child`, `applicant`, `case`, `parameters`, records by their names.
    ///   - now: what `today()` and `now()` are.
    ///   - matters: whether the answers of a page that is asked only if it matters, and is not answered, can still change what is
    ///     decided, with the answers before it. Without it every page matters.
    public func journey(
        answers: JSON, context: FEELContext, now: FEELDateTime? = nil,
        matters: (_ page: FormPage, _ before: JSON) -> Bool = { _, _ in true }
    ) -> FormJourney {
        withoutActuallyEscaping(matters) { matters in
            JourneyBuilder(form: self, answers: answers, context: context, now: now, matters: matters).build()
        }
    }

    /// Judges what was posted for one page; `nil` when the form has no such page, or it is hidden or takes no answers.
    ///
    /// Fields that are not shown, and fields that are known, take nothing. Names that no field has are passed over.
    public func submit(
        _ posted: PostedAnswers, page id: String, answers: JSON, context: FEELContext, now: FEELDateTime? = nil
    ) -> FormSubmission? {
        guard let place = pages.firstIndex(where: { $0.id == id }), !pages[place].isCheck else { return nil }
        // The pages before this one, walked with what was answered, say what its expressions see.
        let builder = JourneyBuilder(form: self, answers: answers, context: context, now: now) { _, _ in true }
        guard let scope = builder.scope(of: place) else { return nil }
        return PageSubmitter(page: pages[place], posted: posted, scope: scope).submit()
    }
}
