import Diagnostics

/// The names of a path, with their hashes.
struct PathSteps: Sendable {
    private let names: [EntryName]

    init(_ names: [String]) {
        self.names = names.map(EntryName.init)
    }

    var count: Int { names.count }

    /// One step of the path (DMN 1.5, 10.3.2.5): an entry, a property of a calendar value, or these of each element.
    func follow(_ index: Int, from value: FEELValue, _ run: FEELRun, _ location: SourceLocation?) -> FEELValue {
        switch value {
        case .context(let context):
            return names[index].value(in: context) ?? .null
        case .list(let elements):
            guard run.step(elements.count) else { return .null }
            var results: [FEELValue] = []
            results.reserveCapacity(elements.count)
            for element in elements { results.append(follow(index, from: element, run, location)) }
            return run.list(results)
        case .null: return .null
        default:
            return Properties.value(of: value, named: names[index].name) ?? run.fail(.wrongType, at: location)
        }
    }
}

/// `base.name`
final class PathNode: FEELNode, @unchecked Sendable {
    private let base: FEELNode
    private let name: String
    private let step: PathSteps
    private let literal: (node: ContextNode, place: Int)?

    init(base: FEELNode, name: String, location: SourceLocation?) {
        self.base = base
        self.name = name
        step = PathSteps([name])
        literal = (base as? ContextNode).flatMap { node in node.entryPlace(of: name).map { (node, $0) } }
        super.init(location: location)
    }

    override func evaluate(_ frame: FEELFrame) -> FEELValue {
        if let literal { return literal.node.entry(at: literal.place, frame) }
        return step.follow(0, from: base.evaluate(frame), frame.run, location)
    }

    override var children: [FEELNode] { [base] }

    override func collectReferences(_ paths: inout [String]) {
        var below: [String] = []
        base.collectReferences(&below)
        if below.count == 1, base is VariableNode || base is PathNode || base is DynamicNode || base is GlobalNode {
            paths.append("\(below[0]).\(name)")
        } else {
            paths += below
        }
    }
}

/// The properties of calendar values, durations and ranges (DMN 1.5, tables 63 and 64).
enum Properties {
    static func value(of value: FEELValue, named name: String) -> FEELValue? {
        switch value {
        case .date(let date): return day(date, name) ?? midnight(name)
        case .dateTime(let moment): return day(moment.date, name) ?? clock(moment.time, name)
        case .time(let time): return clock(time, name)
        case .daysTimeDuration(let duration): return length(duration, name)
        case .yearsMonthsDuration(let duration):
            switch name {
            case "years": return .number(duration.months / 12)
            case "months": return .number(duration.months % 12)
            default: return nil
            }
        case .range(let range): return end(of: range, name)
        default: return nil
        }
    }

    private static func day(_ date: FEELDate, _ name: String) -> FEELValue? {
        switch name {
        case "year": .number(date.year)
        case "month": .number(date.month)
        case "day": .number(date.day)
        case "weekday": .number(date.weekday)
        default: nil
        }
    }

    private static func midnight(_ name: String) -> FEELValue? {
        switch name {
        case "hour", "minute", "second": .number(0)
        case "time offset", "timezone": .null
        default: nil
        }
    }

    private static func clock(_ time: FEELTime, _ name: String) -> FEELValue? {
        switch name {
        case "hour": return .number(time.hour)
        case "minute": return .number(time.minute)
        case "second": return self.seconds(time.second, time.nanosecond)
        case "time offset":
            return time.zone.offset.map { .daysTimeDuration(FEELDaysTimeDuration(seconds: $0)) } ?? .null
        case "timezone":
            if case .named(let zone, _) = time.zone { return .string(zone) }
            return .null
        default: return nil
        }
    }

    /// Seconds with their fraction (tables 64 and 66).
    private static func seconds(_ whole: Int, _ nanosecond: Int) -> FEELValue {
        if nanosecond == 0 { return .number(whole) }
        let fraction = FEELNumber(small: Int64(nanosecond), exponent: -9).strippingTrailingZeros()
        return FEELNumber(whole).adding(fraction).map { .number($0) } ?? .null
    }

    private static func length(_ duration: FEELDaysTimeDuration, _ name: String) -> FEELValue? {
        let sign = duration.isNegative ? -1 : 1
        let seconds = duration.magnitude.seconds
        switch name {
        case "days": return .number(sign * (seconds / 86_400))
        case "hours": return .number(sign * (seconds / 3_600 % 24))
        case "minutes": return .number(sign * (seconds / 60 % 60))
        case "seconds":
            return self.seconds(sign * (seconds % 60), sign * duration.magnitude.nanosecond)
        default: return nil
        }
    }

    private static func end(of range: FEELRange, _ name: String) -> FEELValue? {
        switch name {
        case "start": range.start
        case "end": range.end
        case "start included": .boolean(range.startIncluded)
        case "end included": .boolean(range.endIncluded)
        default: nil
        }
    }
}
