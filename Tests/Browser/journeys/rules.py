"""A rule is changed: drafted by the bureau's leader, rehearsed, put in force by the publisher, and withdrawn again."""

import re

from person import Failure

DRAFTER = "songjiao04"
PUBLISHER = "guize01"
REVIEWER = "songjiao01"
SETTINGS = [("phone", "off"), ("desktop", "on")]
SERVICE = "new-pupil-enrolment"
ROW = re.compile(rb'(<rule id="R-VIL-1">.*?<outputEntry><text>)"eligible"', re.S)


def file(name, body):
    return {"name": name, "mimeType": "application/xml", "buffer": body}


def journey(person):
    person.sign_in_staff(DRAFTER)
    person.open("/desk/rules")
    person.go(f"/desk/rules/{SERVICE}$")
    person.picture("rule", "desktop")
    name, rule = person.download(f"/desk/rules/{SERVICE}/file$")
    if not name.endswith(".dmn") or b"R-VIL-1" not in rule:
        raise Failure(f"{name} is not the rule")
    refused_files(person, rule)
    stricter = ROW.sub(rb'\1"ineligible"', rule)
    person.send(f"/desk/rules/{SERVICE}$", {"file": file("新规则.dmn", stricter)})
    person.at("/desk/rule-changes/[0-9]+$")
    change = person.page.url.split("/")[-1]
    person.see(person.say("改了哪些", "What changes"))
    if person.page.locator("main del").count() == 0 or person.page.locator("main ins").count() == 0:
        raise Failure("the changed cell is not shown before and after")
    rehearse(person, change)
    hand_on(person, change)
    second_person(person, change)
    withdraw(person, change)
    give_up(person, rule)
    person.sign_in_staff(REVIEWER)
    person.open("/desk/rules", status=403)
    person.open(f"/desk/rule-changes/{change}", status=403)


def refused_files(person, rule):
    """No file, no rules, the rule in force itself."""
    here = f"/desk/rules/{SERVICE}$"
    person.send(here, status=422)
    person.send(here, {"file": file("说明.dmn", "<说明/>".encode())}, status=422)
    person.see(person.say("文件里的问题", "What is wrong in the file"))
    person.send(here, {"file": file("规则.dmn", rule)}, status=422)
    person.see(person.say("和现行规则一样", "is the rule in force"))


def rehearse(person, change):
    """The cases of the last year are decided again."""
    here = f"/desk/rule-changes/{change}#rehearsal$"
    person.send(here, {"first": "2026-13-01"}, status=422)
    person.send(here, {"first": "2026-01-01"})
    person.see(person.say("结果不同的办件", "Cases decided otherwise"))
    person.picture("rehearsal", "desktop")
    texts = person.page.locator(".figure-tile .figure").all_inner_texts()
    figures = [int(re.search("[0-9]+", words.replace(",", "")).group()) for words in texts]
    if not 0 < figures[1] <= figures[0]:
        raise Failure(f"of {figures[0]} cases {figures[1]} differ")
    person.unfold(person.say("结果不同的办件", "Cases decided otherwise"))
    _, listed = person.download(f"/desk/rule-changes/{change}/differences$")
    if len(listed.decode().splitlines()) != figures[1] + 1:
        raise Failure("the list has not as many cases as the figure says")
    person.go("/desk/cases/[0-9A-Z-]+$")
    person.back()


def hand_on(person, change):
    person.download(f"/desk/rule-changes/{change}/file$")
    here = f"/desk/rule-changes/{change}$"
    today = person.page.locator('[name="last"]').input_value()
    person.send(here, {"note": "村里的房子另行核实", "number": "12号", "effective": today}, status=422)
    person.see(person.say("文号不对", "no document number"))
    day = person.page.evaluate("() => new Intl.DateTimeFormat('sv', {timeZone: 'Asia/Shanghai'}).format(new Date())")
    person.send(here, {"note": "村里的房子另行核实", "number": "松教发[2026]12号", "effective": day})
    person.see(person.say("待发布", "Waits for publication"))


def second_person(person, change):
    person.sign_in_staff(PUBLISHER)
    person.open("/desk/rules")
    person.go(f"/desk/rule-changes/{change}$")
    person.see("松教发〔2026〕12号")
    person.press(person.say("核对无误，发布", "It is right: publish"))
    person.see(person.say("已发布", "Published"))
    person.open(f"/desk/rules/{SERVICE}")
    person.see("松教发〔2026〕12号")


def withdraw(person, change):
    person.open(f"/desk/rule-changes/{change}")
    person.unfold(person.say("这条规则错了", "This rule is wrong"))
    person.fill(person.say("错在哪里", "What is wrong"), "把有证明的也拒了")
    person.press(person.say("撤销这条规则", "Withdraw it"))
    person.see(person.say("已撤销", "Withdrawn"))
    person.see(person.say("按它办过的件", "Cases it was applied to"))
    person.press(person.say("重新列一遍", "List them again"))


def give_up(person, rule):
    """A draft whose file is replaced, and which is given up."""
    person.sign_in_staff(DRAFTER)
    person.open(f"/desk/rules/{SERVICE}")
    person.send(f"/desk/rules/{SERVICE}$", {"file": file("新规则.dmn", ROW.sub(rb'\1"ineligible"', rule))})
    person.send("/desk/rule-changes/[0-9]+/file$", {"file": file("又一版.dmn", ROW.sub(rb'\1"unknown"', rule))})
    person.press(person.say("放弃这项变更", "Give this change up"))
    person.at(f"/desk/rules/{SERVICE}$")
