import FEELEngine

/// What the expressions of a form see: the context that the application gives, `answers`, and each answer by its bare name.
struct FormScope {
    /// The variables as a context, made when the first expression asks for them.
    private final class Cache {
        var variables: FEELContext?
    }

    let now: FEELDateTime?
    private let given: [FEELValue]
    private let givenNames: [String]
    private var names: [String]
    private var places: [String: Int]
    private var answers: [FEELValue]
    private var answersShape: FEELShape
    private var shape: FEELShape
    /// The answers that are seen by their bare names; one does not hide what the application gives.
    private var bare: [Int]
    private var cache = Cache()

    init(context: FEELContext, names: [String], now: FEELDateTime?) {
        self.now = now
        let entries = context.entries.filter { $0.name != "answers" }
        given = entries.map(\.value)
        givenNames = entries.map(\.name)
        // Every answer exists from the start, so that a form can ask whether it is null.
        self.names = names
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        answers = Array(repeating: .null, count: names.count)
        answersShape = FEELShape(names)
        bare = []
        shape = .empty
        arrange()
    }

    private mutating func arrange() {
        let taken = Set(givenNames)
        bare = names.indices.filter { !taken.contains(names[$0]) }
        answersShape = FEELShape(names)
        shape = FEELShape(givenNames + ["answers"] + bare.map { names[$0] })
    }

    mutating func set(_ name: String, to value: FEELValue) {
        cache = Cache()
        if let place = places[name] {
            answers[place] = value
            return
        }
        places[name] = names.count
        names.append(name)
        answers.append(value)
        arrange()
    }

    var variables: FEELContext {
        if let made = cache.variables { return made }
        let own = FEELValue.context(FEELContext(shape: answersShape, values: answers))
        let made = FEELContext(shape: shape, values: given + [own] + bare.map { answers[$0] })
        cache.variables = made
        return made
    }
}
