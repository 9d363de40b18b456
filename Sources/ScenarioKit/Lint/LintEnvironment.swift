package import FEELEngine
package import WorkCalendar

/// What the linter and the test runner know of the program around the packages.
package struct LintEnvironment: Sendable {
    /// What FEEL may use from outside: the extension functions, the zones, the limits.
    package var feel: FEELEnvironment
    /// The handlers that processes may name; `nil` when that is not to be checked.
    package var handlers: Set<String>?
    /// The pages for user tasks that the program itself has, beside the forms of packages; `nil` when not to be checked.
    package var taskForms: Set<String>?
    /// What may be done with user tasks besides doing them, as models write it; `nil` when not to be checked.
    package var taskOperations: Set<String>?
    /// The same of orders, which have fewer.
    package var orderOperations: Set<String>?
    /// The lists that the program gives to forms for `options_from`.
    package var lists: Set<String> = ["schools", "offices", "same_orders"]
    /// The county's own six-digit division code, which an item code may not begin with.
    package var countyCode: String?
    /// The day on which admissions of forms are checked; `nil` when not.
    package var today: CivilDate?

    /// Makes an environment.
    package init(
        feel: FEELEnvironment = LintEnvironment.extended, handlers: Set<String>? = nil, taskForms: Set<String>? = nil,
        taskOperations: Set<String>? = nil, orderOperations: Set<String>? = nil, countyCode: String? = nil,
        today: CivilDate? = nil
    ) {
        self.feel = feel
        self.handlers = handlers
        self.taskForms = taskForms
        self.taskOperations = taskOperations
        self.orderOperations = orderOperations
        self.countyCode = countyCode
        self.today = today
    }

    /// FEEL with the extension functions over an empty county: enough to check names and to read expressions.
    package static let extended = FEELEnvironment(functions: ExtensionFunctions.all { CaseWorld.current })
}
