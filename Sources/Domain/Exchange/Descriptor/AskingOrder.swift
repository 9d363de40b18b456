/// The order in which a service's contracts are asked.
package enum AskingOrder {
    /// The contracts so that each comes after those whose answers it needs, otherwise in the given order.
    ///
    /// Returns as `cycle` the contracts that need each other, which cannot be asked.
    package static func of(_ contracts: [Contract]) -> (order: [Contract], cycle: [Contract]) {
        var waiting = contracts
        var order: [Contract] = []
        let provided = Set(contracts.map(\.variable))
        var known: Set<String> = []
        while let index = waiting.firstIndex(where: { contract in
            contract.needs.allSatisfy { known.contains($0) || !provided.contains($0) }
        }) {
            let contract = waiting.remove(at: index)
            known.insert(contract.variable)
            order.append(contract)
        }
        return (order, waiting)
    }
}
