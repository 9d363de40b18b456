/// Names that stand twice in one object.
extension JSONParser {
    /// Refuses an object's duplicate names, or drops all but the last of each; says how many were dropped.
    ///
    /// Few names are compared each with each; many are sorted by their bytes, which no choice of names can slow down.
    mutating func settleDuplicates(objectAt start: Int, firstName: Int) throws(Failure) -> Int {
        let own = names[firstName...]
        var losers: [Int] = []
        if own.count <= 12 {
            for later in own.indices.dropFirst() {
                for earlier in firstName..<later where sameName(names[earlier], names[later]) {
                    try refuse(names[later])
                    losers.append(names[earlier])
                    break
                }
            }
        } else {
            let sorted = own.sorted { left, right in
                let order = compareNames(left, right)
                return order == 0 ? left < right : order < 0
            }
            for (left, right) in zip(sorted, sorted.dropFirst()) where sameName(left, right) {
                try refuse(right)
                losers.append(left)
            }
        }
        if !losers.isEmpty { drop(Set(losers), objectAt: start, firstName: firstName) }
        return losers.count
    }

    private func refuse(_ name: Int) throws(Failure) {
        guard options.duplicateNames == .refused else { return }
        throw Failure(code: .duplicateName, offset: min(TapeWord.low(tape[name]), count - 1))
    }

    /// Writes the object's part of the tape again without the members whose names are given.
    private mutating func drop(_ losers: Set<Int>, objectAt start: Int, firstName: Int) {
        var kept: [UInt64] = []
        let own = Array(names[firstName...])
        for (place, name) in own.enumerated() where !losers.contains(name) {
            let end = place + 1 < own.count ? own[place + 1] : tape.count
            let shift = start + 1 + kept.count - name
            for word in tape[name..<end] {
                let isContainer = TapeWord.tag(word) >= TapeWord.Tag.array
                kept.append(isContainer ? UInt64(Int(word) + shift) : word)
            }
        }
        tape.removeSubrange((start + 1)...)
        tape.append(contentsOf: kept)
    }

    private func byte(_ name: Int, _ position: Int) -> UInt8 {
        let offset = TapeWord.low(tape[name]) + position
        return offset < count ? source[offset] : decoded[offset - count]
    }

    @inline(__always)
    private func sameName(_ left: Int, _ right: Int) -> Bool {
        let length = TapeWord.high(tape[left])
        guard length == TapeWord.high(tape[right]) else { return false }
        for position in 0..<length where byte(left, position) != byte(right, position) { return false }
        return true
    }

    private func compareNames(_ left: Int, _ right: Int) -> Int {
        let leftLength = TapeWord.high(tape[left])
        let rightLength = TapeWord.high(tape[right])
        if leftLength != rightLength { return leftLength - rightLength }
        for position in 0..<leftLength {
            let difference = Int(byte(left, position)) - Int(byte(right, position))
            if difference != 0 { return difference }
        }
        return 0
    }
}
