import FEELEngine

/// A decision service as a function (DMN 1.5, 10.4).
struct DecisionServiceCallable: FEELCallable {
    /// A parameter: an input, or a decision whose value is given.
    struct Input {
        let place: Int
        /// The entries that are computed on their own, which are of the value that is given.
        let parts: [(name: String, place: Int)]
    }

    /// Where the arguments go, in the order of the parameters.
    let inputs: [Input]
    /// The output decisions.
    let outputs: [(name: String, place: Int)]

    func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard let program = run.currentGlobals?.program else { return .null }
        return run.with(program) { globals in
            for (input, value) in zip(inputs, arguments) {
                globals.set(input.place, to: value)
                for part in input.parts { globals.set(part.place, to: value[part.name]) }
            }
            if outputs.count == 1 { return run.global(outputs[0].place) }
            return .context(FEELContext(outputs.map { ($0.name, run.global($0.place)) }))
        }
    }
}
