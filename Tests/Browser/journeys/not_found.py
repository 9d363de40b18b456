"""A parent whose home nobody has on record: the doors, the correction, the visit; then the steward and the reviewer."""

from application import apply_for_child, withdraw
from person import Failure

NO_HOME_ON_RECORD = 2


def journey(person):
    person.sign_in(NO_HOME_ON_RECORD)
    number = apply_for_child(person)
    person.see(person.say("没查到不等于不符合", "Not found does not mean no"))
    ask_correction(person, number)
    hand_in_paper(person, number)
    person.open(f"/cases/{number}")
    person.go("/visit$")
    person.send("/visit$", {"slot": ""}, status=422)
    person.send("/visit$", {"slot": 1})
    person.at("/print$")
    person.see(number)
    answer_correction(person)
    review(person, number)
    person.sign_in(NO_HOME_ON_RECORD)
    person.open(f"/cases/{number}")
    person.see(person.say("时限", "Time limits"))
    person.picture("time-limit", "phone")
    person.open("/me/notices")
    withdraw(person, number)


def ask_correction(person, number):
    person.go("/correct[?]")
    person.send("/correct$", {"statement": " "}, status=422)
    person.send("/correct$", {"statement": "老房子登记在爷爷名下，门牌是三组 12 号。"})
    person.at(f"/cases/{number}$")


def hand_in_paper(person, number):
    person.go("/upload[?]")
    person.send("/upload$", status=422)
    page = {"name": "statement.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"}
    person.send("/upload$", {"file": page})
    person.at(f"/cases/{number}$")


def answer_correction(person):
    for account in ("nongye01", "ziran01", "gongan01"):
        person.sign_in_staff(account)
        person.open("/desk/corrections")
        if person.page.locator("main a[href^='/desk/corrections/']").count():
            person.go("^/desk/corrections/.")
            person.send("/desk/corrections/", {"outcome": "upheld", "reply": " "}, status=422)
            person.send("/desk/corrections/", {"outcome": "upheld", "reply": "查过档案，没有这处房屋的登记；请带证明到窗口。"})
            person.at("/desk/corrections$")
            return
    raise Failure("the correction reached no department")


def review(person, number):
    person.sign_in_staff("songjiao01")
    person.at("/desk")
    person.picture("desk", "desktop")
    person.open("/desk/cases")
    person.open("/desk/cases?outcome=unknown")
    person.go(f"/desk/cases/{number}$")
    person.picture("desk-case", "desktop")
    person.go("/documents/")
    person.see(number)
    person.open("/desk/allotment")
    more_time(person, number)
    ask_colleague(person, number)
    person.open(f"/desk/cases/{number}")
    person.send("/tasks/[0-9]+$", {"result": "on-site"})
    person.at("/desk$")
    for view in ("soon", "office", "done"):
        person.open(f"/desk?view={view}")
    person.see(number)
    hand_around(person, number)


def more_time(person, number):
    """The reviewer asks for more time, once and with a reason; the head of the bureau approves."""
    person.open(f"/desk/cases/{number}")
    person.unfold(person.say("申请延长期限", "Ask for more time"))
    person.send("/offers/ask-more-time$", {"reason": " "}, status=422)
    person.open(f"/desk/cases/{number}")
    person.unfold(person.say("申请延长期限", "Ask for more time"))
    person.send("/offers/ask-more-time$", {"reason": "村里的老房子要实地看，这周去不了。"})
    person.at(f"/desk/cases/{number}$")
    person.sign_in_staff("songjiao04")
    person.at("/desk")
    person.go(f"/desk/cases/{number}$")
    person.picture("more-time", "desktop")
    person.send("/tasks/[0-9]+$", {"result": "approved"})
    person.at("/desk$")
    person.sign_in_staff("songjiao01")
    person.open(f"/desk/cases/{number}")
    person.go(f"/desk/cases/{number}/rules$")
    person.see(person.say("适用", "applies"))
    person.picture("rules", "desktop")
    person.picture("rules", "phone")
    person.open(f"/desk/cases/{number}")
    person.go(f"/desk/cases/{number}/process$")
    person.picture("process", "desktop")
    person.see(person.say("现在在", "Now at"))
    person.open(f"/desk/cases/{number}")
    person.unfold(person.say("为什么是这个时间", "Why then"))
    person.see(person.say("经批准延长", "extended by"))
    person.unfold(person.say("申请延长期限", "Ask for more time"))
    person.send("/offers/ask-more-time$", {"reason": "还想再延长一次。"}, status=409)


def ask_colleague(person, number):
    """One reviewer asks another, who answers; meanwhile the case waits."""
    person.open(f"/desk/cases/{number}")
    values = {"act": "add-before", "reason": "这处老房子您去看过吗？"}
    act(person, {**values, "reason": " "}, status=422)
    person.open(f"/desk/cases/{number}")
    act(person, values)
    person.at(f"/desk/cases/{number}$")
    person.see(person.say("在等江若水的意见", "Waiting for 江若水"))
    person.sign_in_staff("songjiao03")
    person.go(f"/desk/cases/{number}$")
    person.see("这处老房子您去看过吗？")
    person.send("/opinion$", {"agree": "yes", "opinion": "去年登记时看过，确实住人。"})
    person.at("/desk$")
    person.sign_in_staff("songjiao01")
    person.open(f"/desk/cases/{number}")
    person.see("去年登记时看过，确实住人。")


def act(person, values, status=None):
    """What few need is folded away."""
    if values["act"] != "send-back":
        option = person.page.locator("select[name=colleague] option", has_text="江若水").first.get_attribute("value")
        values = {**values, "colleague": option}
    person.unfold(person.say("交给别人、征求意见或退回", "Hand it on, ask somebody, send it back"))
    person.send("/acts$", values, status)


def hand_around(person, number):
    """Sent back to be checked again, handed on, and done by the colleague."""
    person.open(f"/desk/cases/{number}")
    act(person, {"act": "send-back", "step": 1, "reason": "材料其实齐了，再核对一次。"})
    person.at(f"/desk/cases/{number}$")
    act(person, {"act": "hand-on", "reason": "今天外出核查。"})
    person.at("/desk$")
    person.sign_in_staff("songjiao03")
    person.go(f"/desk/cases/{number}$")
    person.see("今天外出核查。")
    person.send("/tasks/[0-9]+$", {"result": "on-site"})
