"""A data steward brings a table into a register: looks how it is understood, takes the good rows, corrects the others."""

import csv
import io
import re
import zipfile

from person import Failure

STEWARD = "gongan01"
OTHER_STEWARD = "ziran01"
REGISTER = "base.residence_permit"
TITLE = "松禾县居住证签发情况（2026 年 8 月）"
HEADER = ["居住证号", "持证人公民身份号码", "地址", "所在村（社区）", "有效期起", "有效期止", "经办人"]
WHERE = ["松禾县城关镇建设路15号", "990121101005"]


def identity(birth, serial):
    """An invented identity number with its check digit after GB 11643."""
    body = f"990121{birth}{serial:03}"
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def mistyped(number):
    """The same number with a check digit that does not fit."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")


# The rows stay in the register: a second run finds them unchanged. Nobody in the demonstration has these numbers.
GOOD = ["JZ-2026-90001", identity("19310203", 901), *WHERE, "2026-08-03", "2027-08-02", "郑明川"]
WRONG_NUMBER = ["JZ-2026-90002", identity("19310204", 902), *WHERE, "2026-08-04", "2027-08-03", "郑明川"]
WRONG_DATE = ["JZ-2026-90003", identity("19310205", 903), *WHERE, "2026-08-05", "2027-08-04", "郑明川"]


def table(rows, encoding="utf-8-sig"):
    """A table as the bytes of a file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def file(name, body, kind="text/csv"):
    return {"name": name, "mimeType": kind, "buffer": body}


def journey(person):
    person.sign_in_staff(STEWARD)
    person.follow(person.say("导入数据", "Import data"))
    person.at("/desk/imports$")
    refused_files(person)
    rows = import_good_rows(person)
    send_corrected(person, rows)
    person.open("/desk/imports")
    person.see("居住证8月.csv")
    others_see_nothing(person)


def choose_register(person):
    person.open("/desk/imports")
    person.go(f"/desk/imports/new/{REGISTER}$")


def refused_files(person):
    """No file, a file of another kind, a letter instead of a table."""
    choose_register(person)
    person.send("/desk/imports/new/", status=422)
    if person.page.locator(".error-summary").count() != 1:
        raise Failure("no file chosen brings no summary of errors")
    person.see(person.say("请选择文件", "Choose a file"))
    scan = file("扫描件.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "application/pdf")
    person.send("/desk/imports/new/", {"file": scan}, status=422)
    person.see(person.say("只收 Excel 工作簿", "Only Excel workbooks"))
    letter = file("说明.csv", "各位同事：\n本月没有新签发的居住证。\n".encode())
    person.send("/desk/imports/new/", {"file": letter}, status=422)
    person.see(person.say("找不到表头", "No header was found"))
    person.send("/desk/imports/[0-9]+$")
    person.at("/desk/imports$")


def import_good_rows(person):
    """A list as an office keeps it: a title line, a column of its own, two mistakes. Gives the rows handed back."""
    wrong_number = [WRONG_NUMBER[0], mistyped(WRONG_NUMBER[1]), *WRONG_NUMBER[2:]]
    wrong_date = [*WRONG_DATE[:4], "2026-02-30", *WRONG_DATE[5:]]
    choose_register(person)
    body = table([[TITLE], HEADER, GOOD, wrong_number, wrong_date], "gb18030")
    person.send("/desk/imports/new/", {"file": file("居住证8月.csv", body)})
    person.see("居住证8月.csv")
    person.see(person.say("表头在第 2 行", "The header is row 2"))
    understood(person, {"居住证号": "permit_no", "持证人公民身份号码": "holder_id_number", "有效期起": "valid_from", "经办人": "-"})
    person.see(person.say("3 行里有 2 行不对", "2 of 3 rows are bad"))
    person.see(person.say("校验不通过", "fails its check"))
    person.see(person.say("不是有效的日期", "not a date"))
    person.picture("import-check", "desktop")
    person.choose(person.say("导入对的行", "The good rows"))
    person.press(person.say("再看一遍", "Check again"))
    person.see(person.say("3 行里有 2 行不对", "2 of 3 rows are bad"))
    person.send("/desk/imports/[0-9]+$")
    counts = finished(person)
    # The first run adds the good row, the next ones find it.
    if (counts[0], counts[1] + counts[3], counts[4]) != (3, 1, 2):
        raise Failure(f"of three rows one good and two bad were to be counted, not {counts}")
    return handed_back(person)


def understood(person, columns):
    """Each column is taken for the field that it should be taken for."""
    for heading, field in columns.items():
        value = person.page.get_by_label(heading, exact=True).input_value()
        if value != field:
            raise Failure(f"the column {heading} is taken for {value}")


def finished(person):
    """Waits until the import has ended: with scripts the page goes on by itself, without them it is loaded again."""
    if person.scripts == "on":
        person.page.wait_for_function("() => !document.querySelector('[data-poll]')", timeout=30_000)
        person.arrived()
    else:
        for _ in range(30):
            if person.page.locator("[data-poll]").count() == 0:
                break
            person.page.wait_for_timeout(500)
            person.follow(person.say("刷新进度", "Refresh"))
    person.see(person.say("已导入", "Imported"))
    return [int(value) for value in person.page.locator("main dl dd").all_inner_texts() if re.fullmatch("[0-9]+", value)]


def handed_back(person):
    """The rows handed back, as a workbook and as a text: with their reasons."""
    name, body = person.download("/rejected/xlsx$")
    with zipfile.ZipFile(io.BytesIO(body)) as workbook:
        words = "".join(workbook.read(part).decode() for part in workbook.namelist() if part.endswith(".xml"))
    for word in ("原因", "reason", "校验不通过", "不是有效的日期", WRONG_DATE[0]):
        if word not in words:
            raise Failure(f"{name} does not say “{word}”")
    name, body = person.download("/rejected/csv$")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    if "原因" not in rows[0]:
        raise Failure(f"{name} has no column with the reason: {rows[0]}")
    reason = rows[0].index("原因")
    if len(rows) != 3 or "校验不通过" not in rows[1][reason] or "不是有效的日期" not in rows[2][reason]:
        raise Failure(f"{name} does not hold the two bad rows with their reasons: {rows}")
    return rows


def send_corrected(person, rows):
    """The page says that this very file may be sent again once the rows are corrected: so it is."""
    rows[1][1], rows[2][4] = WRONG_NUMBER[1], WRONG_DATE[4]
    person.go(f"/desk/imports/new/{REGISTER}$")
    person.send("/desk/imports/new/", {"file": file("居住证8月-改正.csv", table(rows))})
    person.see(person.say("全部 2 行没有问题", "All 2 rows are good"))
    person.send("/desk/imports/[0-9]+$")
    counts = finished(person)
    if (counts[0], counts[1] + counts[3], counts[4]) != (2, 2, 0):
        raise Failure(f"two good rows were to be counted, not {counts}")


def others_see_nothing(person):
    """Another department's steward sees neither the import nor the register."""
    number = person.page.locator("main a[href^='/desk/imports/']").filter(has_text="居住证8月.csv").first.get_attribute("href")
    person.sign_in_staff(OTHER_STEWARD)
    person.open(number, status=404)
    person.open(f"/desk/imports/new/{REGISTER}", status=403)
