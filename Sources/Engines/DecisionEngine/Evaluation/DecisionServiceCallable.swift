import FEELEngine

/// A decision service as a function (DMN 1.5, 10.4).
struct DecisionServiceCallable: FEELCallable {
    /// Where the arguments go, in the order of the parameters.
    let inputs: [Int]
    /// The output decisions.
    let outputs: [(name: String, place: Int)]

    func call(_ arguments: [FEELValue], _ run: FEELRun) -> FEELValue {
        guard let program = run.currentGlobals?.program else { return .null }
        return run.with(program) { globals in
            for (place, value) in zip(inputs, arguments) { globals.set(place, to: value) }
            if outputs.count == 1 { return run.global(outputs[0].place) }
            return .context(FEELContext(outputs.map { ($0.name, run.global($0.place)) }))
        }
    }
}
