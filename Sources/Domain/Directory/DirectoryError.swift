package import Diagnostics

/// Why a sign-in or an act of the directory was refused. Says nothing that would help somebody who guesses.
package struct DirectoryError: Error, Sendable, Hashable {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// The account or the password is wrong; which of the two is not told.
        case wrongCredentials = "sign-in.wrong"
        /// Too many wrong passwords.
        case locked = "sign-in.locked"
        /// The account was switched off.
        case inactive = "sign-in.inactive"
        /// The activation code is wrong, used or too old.
        case wrongActivationCode = "activation.wrong"
        /// The identity source could not be reached or answered wrongly.
        case providerUnavailable = "identity.unavailable"
        /// The identity source does not know the ticket.
        case ticketRefused = "identity.ticket-refused"
        /// The person's identity was not checked well enough for this.
        case assuranceTooLow = "identity.assurance"
        /// The identity number has a wrong check digit or date.
        case malformedIdentity = "identity.malformed"
    }

    package let code: Code

    package init(_ code: Code) { self.code = code }

    /// What happened, why, and what to do.
    package var message: Text {
        switch code {
        case .wrongCredentials:
            Text(
                zh: "账号或密码不对。请检查大小写；连续输错五次会锁定十五分钟。",
                en: "The account or the password is wrong. Five wrong tries lock the account for fifteen minutes.")
        case .locked:
            Text(
                zh: "输错次数太多，账号已锁定十五分钟。请稍后再试，或找本单位管理员。",
                en:
                    "Too many wrong tries: the account is locked for fifteen minutes. Try later, or ask your administrator."
            )
        case .inactive:
            Text(zh: "这个账号已停用，请找本单位管理员。", en: "This account is switched off; ask your administrator.")
        case .wrongActivationCode:
            Text(
                zh: "激活码不对，或者已经用过、过期。请核对身份证号和激活码，必要时到窗口重新领取。",
                en: "The activation code is wrong, used or expired. Check both numbers, or get a new code at a counter."
            )
        case .providerUnavailable:
            Text(
                zh: "暂时连不上省统一身份认证。请过几分钟再试，也可以用窗口发的激活码登录。",
                en:
                    "The provincial sign-in cannot be reached. Try again in a few minutes, or use a code from a counter."
            )
        case .ticketRefused:
            Text(
                zh: "省统一身份认证没有认可这次登录。请从省平台重新进入。",
                en: "The provincial sign-in did not accept this visit. Please enter again from the provincial app.")
        case .assuranceTooLow:
            Text(
                zh: "您的账号还没有实名认证。请先在省平台完成实名，或带身份证到窗口激活。",
                en: "Your account is not verified yet. Verify it in the provincial app, or bring your ID to a counter.")
        case .malformedIdentity:
            Text(
                zh: "身份证号不对：位数、日期或最后一位校验码不符，请对照证件再输一遍。",
                en: "The identity number is wrong: its length, date or last check character does not fit.")
        }
    }
}
