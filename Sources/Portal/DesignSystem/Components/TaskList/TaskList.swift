package import Diagnostics
package import HTMLBuilder

/// The tasks of a long matter, each with its state.
package struct TaskList: Component {
    /// One task.
    package struct Task: Sendable {
        /// What is to be done; begins with a verb.
        package let title: Text
        /// One sentence about it.
        package let hint: Text?
        /// Where it is done; `nil` while it cannot be begun.
        package let href: String?
        /// Its state.
        package let status: StatusTag

        /// Makes one.
        package init(title: Text, hint: Text? = nil, href: String?, status: StatusTag) {
            self.title = title
            self.hint = hint
            self.href = href
            self.status = status
        }
    }

    /// The tasks in their order.
    package let tasks: [Task]

    /// What its identifiers begin with; lists on one page need different ones.
    package let id: String

    /// Makes one.
    package init(tasks: [Task], id: String = "task") {
        self.tasks = tasks
        self.id = id
    }

    package func render(into html: inout HTML) {
        html.ul(class: "tasks") { html in
            for (index, task) in tasks.enumerated() {
                let status = "\(id)-\(index + 1)-status"
                html.li { html in
                    html.div { html in
                        if let href = task.href {
                            html.a(task.title, class: "link", .href(href), .aria("describedby", status))
                        } else {
                            html.span(task.title)
                        }
                        if let hint = task.hint { html.p(hint, class: "hint") }
                    }
                    html.span(.id(status)) { $0.add(task.status) }
                }
            }
        }
    }
}
