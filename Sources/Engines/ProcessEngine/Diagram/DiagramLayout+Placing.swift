/// Ways are given tracks in gaps and channels, and everything its coordinates.
extension DiagramLayout {
    /// A stretch that a way takes in a gap or channel, between two places in the order of the other direction.
    private struct Stretch {
        let from: Int
        let to: Int
        /// Stretches of one bundle may lie on each other: they come from, or lead to, the same place.
        let bundle: Int
    }

    /// The tracks of one gap or channel.
    private struct Tracks {
        var tracks: [[Stretch]] = []

        /// The track of a stretch: the first on which it meets no other.
        mutating func take(_ stretch: Stretch) -> Int {
            let low = min(stretch.from, stretch.to)
            let high = max(stretch.from, stretch.to)
            func fits(_ others: [Stretch]) -> Bool {
                others.allSatisfy { other in
                    other.bundle == stretch.bundle || high < min(other.from, other.to)
                        || low > max(other.from, other.to)
                }
            }
            if let index = tracks.firstIndex(where: fits) {
                tracks[index].append(stretch)
                return index
            }
            tracks.append([stretch])
            return tracks.count - 1
        }
    }

    /// How a way runs: out into a gap, along a channel, through another gap.
    private enum Course {
        /// In the row all the way.
        case straight
        /// Through one gap.
        case gap(Int, track: Int)
        /// Along a channel between two gaps.
        case channel(Int, track: Int, out: (gap: Int, track: Int)?, into: (gap: Int, track: Int))
    }

    mutating func place() {
        let layers = items.map { $0.layer + $0.span }.max() ?? 1
        let rows = laneRows.reduce(0, +)
        var gaps = (0...layers).map { _ in Tracks() }
        var channels = (0...rows).map { _ in Tracks() }
        var taken = Set<[Int]>()
        for item in items where !item.isApart {
            for column in item.layer..<item.layer + item.span { taken.insert([column, item.row]) }
        }
        var labels = (0...layers).map { _ in 0.0 }
        // Places in the order of the page: channel, row, channel …; gap, layer, gap ….
        func rowPlace(_ row: Int) -> Int { 2 * row + 1 }
        func channelPlace(_ channel: Int) -> Int { 2 * channel }

        var courses: [Course] = []
        for way in ways {
            let (source, target) = (items[way.from], items[way.to])
            let into = target.layer
            // Ways out of one item share a bundle, and ways into one item another.
            let (leaving, arriving) = (2 * way.from, 2 * way.to + 1)
            if way.boundary == nil, !way.isBack {
                let next = source.layer + source.span
                let between = next..<max(next, target.layer)
                if source.row == target.row, between.allSatisfy({ !taken.contains([$0, source.row]) }) {
                    courses.append(.straight)
                    labels[next] = max(labels[next], way.label)
                    continue
                }
                if target.layer == next {
                    labels[into] = max(labels[into], way.label)
                    let track = gaps[into].take(
                        Stretch(from: rowPlace(source.row), to: rowPlace(target.row), bundle: leaving))
                    courses.append(.gap(into, track: track))
                    continue
                }
            }
            let channel =
                way.boundary != nil
                ? source.row + 1
                : source.row < target.row
                    ? target.row : source.row > target.row ? target.row + 1 : way.isBack ? source.row + 1 : source.row
            let begin = way.boundary == nil ? 2 * (source.layer + source.span) : 2 * source.layer + 1
            let along = channels[channel].take(Stretch(from: begin, to: 2 * into, bundle: arriving))
            var out: (gap: Int, track: Int)?
            if way.boundary == nil {
                let gap = source.layer + source.span
                out = (
                    gap,
                    gaps[gap].take(
                        Stretch(from: rowPlace(source.row), to: channelPlace(channel), bundle: leaving))
                )
            }
            let last = gaps[into].take(
                Stretch(from: channelPlace(channel), to: rowPlace(target.row), bundle: arriving))
            courses.append(.channel(channel, track: along, out: out, into: (into, last)))
        }

        // Columns.
        var columns = (0..<layers).map { layer in
            items.filter { $0.layer == layer && $0.span == 1 && !$0.isApart }.map(\.cell).max() ?? 96
        }
        if columns.isEmpty { columns = [0] }
        var gapStarts: [Double] = []
        var columnStarts: [Double] = []
        var x = DiagramLayout.margin
        for layer in 0...layers {
            gapStarts.append(x + 12)
            x += max(24, labels[layer]) + Double(gaps[layer].tracks.count) * DiagramLayout.track
            if layer < layers {
                columnStarts.append(x)
                // What spans several columns needs them to be wide enough in all.
                for item in items where item.span > 1 && item.layer + item.span - 1 == layer && !item.isApart {
                    columns[layer] = max(columns[layer], columnStarts[item.layer] + item.size.width - x)
                }
                x += columns[layer]
            }
        }
        var width = x + DiagramLayout.margin

        // Rows.
        var heights = (0..<max(1, rows)).map { row in
            items.filter { $0.row == row }.map { $0.size.height }.max() ?? 0
        }
        heights = heights.map { max($0, 60) }
        var channelStarts: [Double] = []
        var rowStarts: [Double] = []
        var y = 0.0
        for row in 0...heights.count {
            let hangs = row > 0 && items.indices.contains { items[$0].row == row - 1 && boundaries[$0] > 0 }
            channelStarts.append(y + (hangs ? 26 : 12))
            y += (hangs ? 38 : 24) + Double(row <= rows ? channels[row].tracks.count : 0) * DiagramLayout.track
            if row < heights.count {
                rowStarts.append(y)
                y += heights[row]
            }
        }

        func gapX(_ gap: Int, _ track: Int) -> Double { gapStarts[gap] + Double(track) * DiagramLayout.track }
        func channelY(_ channel: Int, _ track: Int) -> Double {
            channelStarts[channel] + Double(track) * DiagramLayout.track
        }
        func middle(_ row: Int) -> Double { rowStarts[row] + heights[row] / 2 }

        var apart: [Int: Double] = [:]
        boxes = items.map { item in
            let top = middle(item.row) - item.size.height / 2
            if item.isApart {
                let left = apart[item.row] ?? DiagramLayout.margin * 2
                apart[item.row] = left + item.size.width + DiagramLayout.margin * 2
                width = max(width, left + item.size.width + DiagramLayout.margin * 2)
                return Bounds(x: left, y: top, width: item.size.width, height: item.size.height)
            }
            let left =
                columnStarts[item.layer] + (item.span > 1 ? 0 : (columns[item.layer] - item.size.width) / 2)
            return Bounds(x: left, y: top, width: item.size.width, height: item.size.height)
        }
        routes = zip(ways, courses).map { way, course in
            let (source, target) = (boxes[way.from], boxes[way.to])
            let start =
                way.boundary.map { Point(boundaryX($0, of: way.from), source.bottom + DiagramLayout.event / 2) }
                ?? Point(source.right, source.centre.y)
            let end = Point(target.x, target.centre.y)
            switch course {
            case .straight: return [start, end]
            case .gap(let gap, let track):
                let x = gapX(gap, track)
                return [start, Point(x, start.y), Point(x, end.y), end]
            case .channel(let channel, let track, let out, let into):
                let y = channelY(channel, track)
                let last = gapX(into.gap, into.track)
                var points = [start]
                if let out {
                    let x = gapX(out.gap, out.track)
                    points += [Point(x, start.y), Point(x, y)]
                } else {
                    points.append(Point(start.x, y))
                }
                return points + [Point(last, y), Point(last, end.y), end]
            }
        }
        size = (width, y)
        var row = 0
        bands = laneRows.map { count in
            let top = row == 0 ? 0 : (rowStarts[row - 1] + heights[row - 1] + rowStarts[row]) / 2
            row += count
            let bottom = row >= heights.count ? y : (rowStarts[row - 1] + heights[row - 1] + rowStarts[row]) / 2
            return Bounds(x: 0, y: top, width: width, height: bottom - top)
        }
    }

    /// Where on the lower edge of its host a boundary event hangs.
    func boundaryX(_ place: Int, of item: Int) -> Double {
        let box = boxes[item]
        return box.x + box.width * Double(place + 1) / Double(boundaries[item] + 1)
    }
}
