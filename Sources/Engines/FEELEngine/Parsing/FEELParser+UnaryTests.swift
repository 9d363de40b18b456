import Diagnostics

extension FEELParser {
    /// `-`, `not(…)` or tests joined by commas.
    mutating func unaryTests(input place: Int) throws(FEELError) -> UnaryTestsNode {
        skipSpace()
        let location = here
        if peek() == "-" {
            let start = index
            index += 1
            skipSpace()
            if index == scalars.count {
                return UnaryTestsNode(tests: [], isNegated: false, isAny: true, place: place, location: location)
            }
            index = start
        }
        if isKeyword("not", at: index) {
            let start = index
            index += 3
            if take("("), let tests = try? positiveTests(), take(")") {
                skipSpace()
                if index == scalars.count {
                    return UnaryTestsNode(
                        tests: tests, isNegated: true, isAny: false, place: place, location: location)
                }
            }
            index = start
        }
        return UnaryTestsNode(
            tests: try positiveTests(), isNegated: false, isAny: false, place: place, location: location)
    }

    /// What stands after `in`: tests in parentheses, or one test.
    mutating func inTests() throws(FEELError) -> UnaryTestsNode {
        skipSpace()
        let location = here
        let input = scope.layout.next()
        if peek() == "(" {
            let start = index
            index += 1
            // The tests may name the tested value (DMN 1.5, table 55, 49.c).
            let outer = scope
            let notes = outer.unknownNames.count
            scope = outer.nested()
            scope.declare("?", place: input)
            let tests = try? positiveTests()
            scope = outer
            if let tests, take(")") {
                // What goes on behind the parentheses is an expression that begins with them: `5 in (list)[1]`.
                let end = index
                if goesOn(at: end) {
                    index = start
                    let noted = outer.takeBack(notesAfter: notes)
                    if let test = attempt({ parser throws(FEELError) in try parser.additive() }) {
                        return UnaryTestsNode(
                            tests: [UnaryTest(test, readsInput: false)], isNegated: false, isAny: false, place: input,
                            location: location)
                    }
                    index = end
                    for name in noted { outer.note(unknown: name.name, at: name.location) }
                }
                return UnaryTestsNode(tests: tests, isNegated: false, isAny: false, place: input, location: location)
            }
            outer.takeBack(notesAfter: notes)
            index = start
        }
        try descend()
        defer { ascend() }
        let test: UnaryTest
        if let comparison = takeComparison() {
            test = UnaryTest(comparison, try additive())
        } else {
            test = UnaryTest(try additive(), readsInput: false)
        }
        return UnaryTestsNode(tests: [test], isNegated: false, isAny: false, place: input, location: location)
    }

    /// Whether what follows a place binds to what stands before it.
    private mutating func goesOn(at place: Int) -> Bool {
        let start = index
        index = place
        defer { index = start }
        skipSpace()
        return switch peek() {
        case "[", "(", "+", "-", "*", "/": true
        case ".": peek(1) != "."
        default: false
        }
    }

    private mutating func positiveTests() throws(FEELError) -> [UnaryTest] {
        var tests = [try positiveTest()]
        while take(",") { tests.append(try positiveTest()) }
        return tests
    }

    private mutating func positiveTest() throws(FEELError) -> UnaryTest {
        try descend()
        defer { ascend() }
        if let comparison = takeComparison() { return UnaryTest(comparison, try additive()) }
        let tested = scope.testedInput
        let before = tested.map { $0.scope.reads(of: $0.place) } ?? 0
        let node = try expression()
        return UnaryTest(node, readsInput: tested.map { $0.scope.reads(of: $0.place) > before } ?? false)
    }
}
