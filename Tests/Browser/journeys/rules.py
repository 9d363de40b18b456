"""A rule is changed: drafted by the bureau's leader, rehearsed, put in force by the publisher, and withdrawn again."""

import re

from person import Failure

DRAFTER = "songjiao04"
PUBLISHER = "guize01"
REVIEWER = "songjiao01"
MARKET = "shichang02"
GOVERNMENT = "fenguan02"
SETTINGS = [("phone", "off"), ("desktop", "on")]
SERVICE = "new-pupil-enrolment"
ROW = re.compile(rb'(<rule id="R-VIL-1">.*?<outputEntry><text>)"eligible"', re.S)
POLICY = re.compile(rb'(<decisionTable id="table-village_answer" hitPolicy=)"OUTPUT ORDER"')


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
    person.see(person.say("个例子里有", "examples come out otherwise than written"))
    person.unfold(person.say("结果不一样的例子", "Examples that come out otherwise"))
    rehearse(person, change)
    hand_on(person, change)
    second_person(person, change)
    withdraw(person, change)
    give_up(person, rule)
    settings(person, rule)
    edit(person)
    elsewhere(person)
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
    person.open("/desk")
    person.see(person.say("规则变更等您办", "of a rule waits for you"))
    person.open("/desk/rules")
    person.see(person.say("等您发布", "For you to publish"))
    person.go(f"/desk/rule-changes/{change}$")
    person.see("松教发〔2026〕12号")
    person.see(person.say("个例子里有", "examples come out otherwise than written"))
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
    person.unfold(person.say("不改了，放弃这项变更", "Give this change up"))
    person.press(person.say("放弃", "Give it up"))
    person.at(f"/desk/rules/{SERVICE}$")


def settings(person, rule):
    """How rows of a table apply is changed: said in words, on the change's page and the table's; no file changes where one is."""
    person.open(f"/desk/rules/{SERVICE}")
    changed = POLICY.sub(rb'\1"RULE ORDER"', rule)
    person.send(f"/desk/rules/{SERVICE}$", {"file": file("适用方式.dmn", changed)})
    person.at("/desk/rule-changes/[0-9]+$")
    change = person.page.url.split("/")[-1]
    for words in [person.say("适用方式", "How rows apply"), person.say("按行的先后排列", "in the order of rows")]:
        person.see(words)
    person.go(f"/desk/rule-changes/{change}/tables/3$")
    person.see(person.say("适用方式", "How rows apply"))
    person.see_not(person.say("这张表一样", "This table is the same"))
    person.back()
    person.send(f"/desk/rule-changes/{change}/file$", {"file": file("说明.dmn", "<说明/>".encode())}, status=422)
    links = [link.get_attribute("href") for link in person.page.locator('a[href^="/preferences"]').all()]
    if not links or any(not link.endswith(f"/desk/rule-changes/{change}") for link in links):
        raise Failure(f"language and size lead away from the page: {links}")
    person.unfold(person.say("不改了，放弃这项变更", "Give this change up"))
    person.press(person.say("放弃", "Give it up"))


def elsewhere(person):
    """Another department's leader drafts its own rules; where there are none, the page says why."""
    person.sign_in_staff(MARKET)
    person.open("/desk/rules")
    person.go("/desk/rules/restaurant-opening$")
    person.see(person.say("在网页上改", "Change it here"))
    person.sign_in_staff(GOVERNMENT)
    person.open("/desk/rules")
    person.see(person.say("没有您能改的规则", "There is no rule that you could change"))


def cell(person, row, column):
    return person.page.locator(f'[name="r{row}.{column}"]')


def edit(person):
    """A table is edited on its page, by buttons alone or with the keyboard, kept, and sent as a workbook, too."""
    person.sign_in_staff(DRAFTER)
    person.open(f"/desk/rules/{SERVICE}")
    person.download(f"/desk/rules/{SERVICE}/workbook$")
    person.send(f"/desk/rules/{SERVICE}/draft$")
    change = person.page.url.split("/")[-1]
    table = f"/desk/rule-changes/{change}/tables/3$"
    person.go(table)
    person.see(person.say("这张表一样", "This table is the same"))
    person.picture("rule-table", "desktop")
    if cell(person, 0, 3).input_value() != '"eligible"':
        raise Failure("the table does not begin with its first result")
    if person.scripts == "on":
        by_keyboard(person)
    else:
        by_buttons(person)
    person.press(person.say("保存", "Keep"))
    person.see(person.say("已保存", "Kept"))
    if cell(person, 0, 3).input_value() != '"ineligible"' or cell(person, 1, "id").input_value() != "R-VIL-11":
        raise Failure("what was written was not kept")
    person.open(f"/desk/rule-changes/{change}")
    person.see(person.say("改了哪些", "What changes"))
    name, book = person.download(f"/desk/rule-changes/{change}/workbook$")
    sheet = {"name": name, "mimeType": "application/vnd.ms-excel", "buffer": book}
    person.send(f"/desk/rule-changes/{change}/file$", {"file": sheet})
    person.at(f"/desk/rule-changes/{change}$")
    person.send(f"/desk/rule-changes/{change}/file$", {"file": {**sheet, "buffer": book[:400]}}, status=422)
    person.see(person.say("读不了", "cannot be read"))
    person.open(f"/desk/rule-changes/{change}")
    person.unfold(person.say("不改了，放弃这项变更", "Give this change up"))
    person.press(person.say("放弃", "Give it up"))


def by_buttons(person):
    cell(person, 0, 3).fill(person.say("不符合", '"ineligible"'))
    person.press(person.say("在下面加一行：第 1 行", "Add a row below: row 1"))
    cell(person, 1, 0).fill("(((")
    person.press(person.say("保存", "Keep"), status=422)
    person.see(person.say("还没有保存", "It is not kept yet"))
    fill_new_row(person)


def fill_new_row(person):
    for column, value in enumerate(['"no"', '"none"', '"no"']):
        cell(person, 1, column).fill("-")
    cell(person, 1, 3).fill('"not-applicable"')
    cell(person, 1, 0).fill('"no"')


def says(person, zh, en):
    person.page.locator("#cells-status", has_text=person.say(zh, en)).wait_for()


def by_keyboard(person):
    page = person.page
    keys = page.keyboard
    cell(person, 0, 3).click()
    cell(person, 0, 3).fill(person.say("不符合", '"ineligible"'))
    keys.press("Enter")
    if page.evaluate("document.activeElement.name") != "r1.3":
        raise Failure("Enter does not lead to the row below")
    says(person, "个例子和写明的不同", "examples otherwise than written")
    if cell(person, 0, 3).input_value() != '"ineligible"':
        raise Failure("words do not become what they stand for")
    keys.press("ArrowUp")
    keys.press("ArrowLeft")
    if page.evaluate("document.activeElement.name") != "r0.2":
        raise Failure("arrows do not lead from cell to cell")
    cell(person, 2, 0).fill("(((")
    keys.press("Tab")
    says(person, "处要改", "to be mended")
    person.arrived()
    keys.press("Control+z")
    says(person, "可以保存 ·", "Can be kept ·")
    if cell(person, 2, 0).input_value() == "(((":
        raise Failure("what was written is not undone")
    keys.press("Control+z")
    says(person, "例子都和写明的一样", "all examples as written")
    keys.press("Control+y")
    says(person, "个例子和写明的不同", "examples otherwise than written")
    cell(person, 0, 0).click()
    keys.press("Control+Enter")
    page.locator('[name="rows"][value="11"]').wait_for(state="attached")
    if page.evaluate("document.activeElement.name") != "r1.0":
        raise Failure("the new row is not where one writes on")
    paste = """text => {
        const data = new DataTransfer();
        data.setData('text/plain', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
    }"""
    page.evaluate(paste, '"no"\t-\t-\t"not-applicable"\n')
    if [cell(person, 1, column).input_value() for column in range(4)] != ['"no"', "-", "-", '"not-applicable"']:
        raise Failure("a block from a spreadsheet does not fill the cells")
    says(person, "可以保存 ·", "Can be kept ·")
    keys.press("Alt+ArrowDown")
    page.locator("#row-3 .cells-mark").wait_for()
    keys.press("Alt+ArrowUp")
    page.locator("#row-2 .cells-mark").wait_for()
    # Where the last row is taken out, one is still in the table and can take that back.
    page.locator("button[value='remove:10']").click()
    page.locator('[name="rows"][value="10"]').wait_for(state="attached")
    page.wait_for_function("document.activeElement.closest('[data-cells]') !== null")
    keys.press("Control+z")
    page.locator('[name="rows"][value="11"]').wait_for(state="attached")
    says(person, "可以保存 ·", "Can be kept ·")
