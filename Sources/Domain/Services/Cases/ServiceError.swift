package import Diagnostics

/// Why an act on a case was refused.
package struct ServiceError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is no such case, or it is not this viewer's. The two look the same.
        case noSuchCase = "case.not-found"
        /// An application for this person exists already.
        case alreadyApplied = "case.already-applied"
        /// The case was submitted, or moved on, in the meantime.
        case movedOn = "case.moved-on"
        /// Questions are still open.
        case incomplete = "case.incomplete"
        /// The identity number has a wrong check digit.
        case malformedIdentity = "case.identity-malformed"
        /// The service is not open today.
        case closed = "service.closed"
        /// The act is not offered for this case.
        case notOffered = "case.not-offered"
        /// No free time is left at this place on this day.
        case noFreeSlot = "appointment.full"
        /// The school chosen by hand has no free place.
        case noPlaceLeft = "place.none-left"
        /// A place has to be chosen and none was.
        case placeMissing = "place.missing"
        /// The file is not what it says, too large, or of another type.
        case fileRefused = "file.refused"
        /// The published package cannot run.
        case packageBroken = "package.broken"
        /// The agent may not act for this person.
        case notEntitled = "case.not-entitled"
        /// The time limit cannot be lengthened: it is over, was lengthened before, or the law does not allow it.
        case extensionRefused = "clock.extension-refused"
        /// The key of a request was used for another matter before.
        case keyReused = "case.key-reused"
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }

    package var message: Text {
        switch code {
        case .noSuchCase:
            Text(
                zh: "没有找到这个办件。请核对编号；如果是家人办的，请用办理人的账号查看。",
                en:
                    "No such application was found. Check the number; if a family member applied, sign in as that person."
            )
        case .alreadyApplied:
            Text(
                zh: "这个孩子今年已经有人报过名，不能重复提交。如果不是您家人报的，请带户口簿到教育体育局核对。",
                en:
                    "This child is already registered this year. If that was not your family, bring the booklet to the education bureau."
            )
        case .movedOn:
            Text(
                zh: "这个办件刚刚有了变化。请刷新页面，看看现在到了哪一步。",
                en: "This application has just moved on. Reload the page to see where it stands.")
        case .incomplete:
            Text(
                zh: "还有问题没有回答完。请从“继续填写”回到没填的那一页。",
                en: "Some questions are still open. Use “continue” to get back to the first of them.")
        case .malformedIdentity:
            Text(
                zh: "身份证号不对：位数、日期或最后一位校验码不符，请对照户口簿再输一遍。",
                en:
                    "The identity number is wrong: length, date or check character does not fit. Compare it with the booklet."
            )
        case .closed:
            Text(
                zh: "现在不在办理时间内，办事指南上有开放的日期。", en: "The service is not open today; the guide has the dates.")
        case .notOffered:
            Text(zh: "这一步现在不能办。请看办件页面上列出的办法。", en: "This cannot be done now; the case page lists what can.")
        case .noFreeSlot:
            Text(zh: "这个时间已经约满，请换一个时间。", en: "This time is fully booked; please choose another.")
        case .placeMissing:
            Text(zh: "请选一所还有学位的学校，再确定。", en: "Choose a school that has places left, then confirm.")
        case .noPlaceLeft:
            Text(
                zh: "这所学校没有空余学位，班额不能再增加。请换一所学校。",
                en: "This school has no free place and its classes may not grow. Choose another school.")
        case .fileRefused:
            Text(
                zh: "这个文件收不了：只收 PDF、JPG、PNG，而且内容要和类型一致、大小不超过限制。请重新拍照或另存后再传。",
                en:
                    "The file cannot be taken: PDF, JPG or PNG only, whose content fits its type and size. Take the photo again or save it anew."
            )
        case .packageBroken:
            Text(
                zh: "这个事项的规则有错，暂时不能办理，信息员已经收到告警。",
                en:
                    "The rules of this service have an error; nothing can be done now and the IT office has been alerted."
            )
        case .extensionRefused:
            Text(
                zh: "这个时限不能再延长：延长要在到期前提出，而且只能一次。请在期限内办结，或说明超期原因。",
                en:
                    "This time limit cannot be extended: it has to be asked for before the end, and only once. Finish in time, or say why it is late."
            )
        case .keyReused:
            Text(
                zh: "这个请求编号已经用来开始过另一件事。请换一个新的编号。",
                en: "This request's key has begun another matter before. Use a new key.")
        case .notEntitled:
            Text(
                zh: "系统里没有您可以为这个人办事的记录。请带户口簿和身份证到窗口登记，或请本人办理。",
                en:
                    "There is no record that you may act for this person. Register it at a counter, or let the person apply."
            )
        }
    }
}
