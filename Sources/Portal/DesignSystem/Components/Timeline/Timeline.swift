package import Diagnostics
package import HTMLBuilder

/// Where a case is: what was done, what is being done by which office until when, what comes next.
package struct Timeline: Component {
    /// How far a step is.
    package enum State: String, Sendable {
        /// Done.
        case done
        /// Being done now.
        case current
        /// Being done now, after its date.
        case overdue
        /// The clock is stopped while something is awaited.
        case paused
        /// Still to come.
        case coming
        /// Ended without the end hoped for.
        case stopped
    }

    /// One step.
    package struct Step: Sendable {
        /// What is done.
        package let title: Text
        /// How far it is.
        package let state: State
        /// The office, with the post.
        package let office: Text?
        /// When it was done.
        package let at: Text?
        /// Until when it will be done, in plain days.
        package let due: Text?
        /// What happened, or what will.
        package let text: Text?
        /// What can be done now.
        package let link: Link?

        /// Makes one.
        package init(
            title: Text, state: State, office: Text? = nil, at: Text? = nil, due: Text? = nil, text: Text? = nil,
            link: Link? = nil
        ) {
            self.title = title
            self.state = state
            self.office = office
            self.at = at
            self.due = due
            self.text = text
            self.link = link
        }
    }

    /// The steps, the first first.
    package let steps: [Step]

    /// Makes one.
    package init(steps: [Step]) {
        self.steps = steps
    }

    package func render(into html: inout HTML) {
        html.ol(class: "timeline") { html in
            for step in steps {
                html.li(.class("step step-\(step.state.rawValue)"), .aria("current", step.isCurrent ? "step" : nil)) {
                    html in
                    html.span(class: "step-mark") { html in
                        if let icon = step.icon { html.add(icon) }
                    }
                    html.div(class: "step-body") { html in
                        html.p(class: "step-title") { html in
                            html.strong(step.title)
                            html.span(step.stateWord, class: "step-state")
                        }
                        if step.office != nil || step.at != nil {
                            html.p(class: "step-meta") { html in
                                if let office = step.office { html.span(office) }
                                if let at = step.at { html.span(at) }
                            }
                        }
                        if let due = step.due { html.p(due, class: "step-due") }
                        if let text = step.text { html.p(text) }
                        if let link = step.link { html.p { $0.add(link) } }
                    }
                }
            }
        }
    }
}

extension Timeline.Step {
    fileprivate var isCurrent: Bool { [.current, .overdue, .paused].contains(state) }

    fileprivate var icon: Icon? {
        switch state {
        case .done: .check
        case .overdue: .alert
        case .paused: .clock
        case .stopped: .cross
        case .current, .coming: nil
        }
    }

    fileprivate var stateWord: Text {
        switch state {
        case .done: Text(zh: "已完成", en: "Done")
        case .current: Text(zh: "办理中", en: "In progress")
        case .overdue: Text(zh: "已超期", en: "Overdue")
        case .paused: Text(zh: "等您补充", en: "Waiting for you")
        case .coming: Text(zh: "未开始", en: "To come")
        case .stopped: Text(zh: "已终止", en: "Ended")
        }
    }
}
