"""Somebody opens a restaurant: one form, the window, four desks side by side, a visit by two, a sign-off that is sent
back, and everything handed over at once."""

from application import number_of_case
from person import Failure

SERVICE = "restaurant-opening"
OWNER = 3
SETTINGS = [("phone", "on"), ("desktop", "off")]
PICTURE = {"name": "图.png", "mimeType": "image/png", "buffer": bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db00000000049454e44ae426082")}


def journey(person):
    number = apply(person)
    correct(person, number)
    desks(person, number)
    sign(person, number)
    hand_over(person, number)


def apply(person):
    person.sign_in(OWNER)
    person.open(f"/services/{SERVICE}")
    person.picture("restaurant-guide", "phone")
    person.open(f"/apply/{SERVICE}")
    person.send(f"/apply/{SERVICE}$")
    person.at("/known$")
    person.go("/next$")
    person.send("/pages/phone$", {"contact_phone": "10012345678"})
    person.send("/pages/shop$", {"shop_name": "", "business_kind": "fast", "staff": "3"}, status=422)
    person.send("/pages/shop$", {"shop_name": "松禾县李记面馆", "business_kind": "fast", "staff": "3"})
    person.send("/pages/premises$", {
        "shop_address": "城关镇人民路12号一楼", "area": "200", "floor": "ground", "premises_right": "rented"})
    person.send("/pages/fire$", {"fire_way": "inspection"})
    person.send("/pages/food$", {"food_scope": "hot"})
    person.send("/pages/signboard$", {"signboard": "yes"})
    person.send("/pages/sign$", {"sign_text": "李记面馆", "sign_width": "300", "sign_height": "90"})
    person.send("/pages/papers$", {"premises_files": PICTURE})
    person.send("/pages/delivery$", {"delivery_way": "mail"}, status=422)
    person.send("/pages/delivery$", {"delivery_way": "counter"})
    person.at("/check$")
    person.picture("restaurant-check", "phone")
    person.send("/submit$")
    number = number_of_case(person)
    person.see(person.say("正在办理", "Being handled"))
    person.see(person.say("各部门办到哪一步", "How far each department is"))
    person.open(f"/cases/{number}/print")
    person.see(number)
    return number


def work(person, account, number, *steps):
    """One of the desks does its steps."""
    person.sign_in_staff(account)
    for values, status in steps:
        person.open(f"/desk/cases/{number}")
        person.send(r"/tasks/\d+$", values, status=status)


def correct(person, number):
    """The window says once what is missing; the clock stands still until it is there."""
    work(person, "chuang01", number, ({"result": "correct"}, 422))
    person.see(person.say("勾选缺的材料，或者写明要补什么", "Tick what is missing, or say it"))
    work(person, "chuang01", number, ({"result": "correct", "lacking": "kitchen-layout", "words": "手画的也行"}, None))
    person.sign_in(OWNER)
    person.open(f"/cases/{number}")
    person.see(person.say("等您补正", "Waits for you"))
    person.picture("restaurant-correction", "phone")
    person.go("/upload[?]material=kitchen-layout")
    person.send("/upload$", {"file": PICTURE})
    person.at(f"/cases/{number}$")
    person.see(person.say("等您补正", "Waits for you"))
    person.send("/evidence$")
    person.see(person.say("正在办理", "Being handled"))
    person.sign_in_staff("chuang01")
    inbox = watch(person, number)
    person.open(f"/desk/cases/{number}")
    person.send(r"/tasks/\d+$", {"result": "accept"})
    if inbox:
        # Done in one tab, it leaves the list in the other by itself.
        inbox.get_by_text(number).first.wait_for(state="detached", timeout=20_000)
        inbox.close()


def watch(person, number):
    """The inbox in a second tab, where there are scripts."""
    if person.scripts != "on":
        return None
    tab = person.context.new_page()
    tab.goto(person.walk.base + "/desk")
    if tab.get_by_text(number).count() == 0:
        raise Failure("the matter is not in the inbox")
    tab.wait_for_timeout(1500)
    return tab


def colleagues(person):
    """The first two whom the form offers."""
    values = [each.get_attribute("value") for each in person.page.locator("input[name=first]").all()]
    if len(values) < 2:
        raise Failure("there are no two inspectors to choose")
    return values[:2]


def visit(person, number, lead, other):
    person.sign_in_staff(lead)
    person.open(f"/desk/cases/{number}")
    first, second = colleagues(person)
    day = {"day-year": "2027", "day-month": "3", "day-day": "1"}
    person.send(r"/tasks/\d+$", {"first": first, "second": first, **day}, status=422)
    person.see(person.say("现场核查要两个人，不能选同一个", "A visit takes two; choose another person"))
    person.send(r"/tasks/\d+$", {"first": first, "second": second, **day})
    # Who of the two was chosen first writes the record.
    accounts = [lead, other]
    for account in accounts:
        person.sign_in_staff(account)
        person.open(f"/desk/cases/{number}")
        if person.page.locator('main form[action*="/tasks/"] [name=grounds]').count():
            person.send(r"/tasks/\d+$", {"result": "pass", "words": "看了厨房、大堂和出口，符合。"})
            accounts.remove(account)
            break
    else:
        raise Failure("neither of the two has the record to write")
    work(person, accounts[0], number, ({"result": "agree"}, None))


def desks(person, number):
    person.sign_in_staff("dengji01")
    person.open("/desk")
    person.open(f"/desk/cases/{number}")
    person.see(person.say("本部门要看的", "What concerns your department"))
    person.picture("restaurant-desk", "desktop")
    person.send(r"/tasks/\d+$", {"result": "refuse"}, status=422)
    person.unfold(person.say("抄送给别人知道", "Let somebody know"))
    reader = person.page.locator("#copy-colleague option").filter(has_text="尚立言").get_attribute("value")
    person.send("/acts/copy$", {"colleague": reader, "reason": "店名和一家老店相近，会签时请留意"})
    person.open(f"/desk/cases/{number}")
    person.send(r"/tasks/\d+$", {"result": "pass", "words": "名称和场所符合规定"})
    visit(person, number, "shipin01", "shipin02")
    visit(person, number, "xiaofang01", "xiaofang02")
    work(person, "zhaopai01", number, ({"result": "pass", "words": "尺寸符合规定"}, None))


def sign(person, number):
    person.sign_in_staff("huiqian-shichang")
    person.open("/desk?view=copies")
    person.see("会签时请留意")
    person.picture("inbox-copies", "desktop")
    work(person, "huiqian-shichang", number, ({"result": "agree"}, None))
    person.sign_in_staff("huiqian-chengguan")
    person.open(f"/desk/cases/{number}")
    person.picture("restaurant-sign-off", "desktop")
    person.go("/process$")
    person.picture("restaurant-process", "desktop")
    person.open(f"/desk/cases/{number}")
    person.unfold(person.say("交给别人、征求意见或退回", "Hand it on, ask somebody, send it back"))
    word = person.say("招牌", "Signboard")
    steps = person.page.locator("[name=step] option").filter(has_text=word)
    if steps.count() == 0:
        raise Failure("the review of the signboard is no step to send back to")
    target = steps.first.get_attribute("value")
    person.send("/acts$", {"act": "send-back", "step": target, "reason": "招牌挡住了消防标志，请再看"})
    work(person, "zhaopai01", number, ({"result": "pass", "words": "已让申请人移位，再看符合"}, None))
    for account in ["huiqian-shichang", "huiqian-xiaofang", "huiqian-chengguan"]:
        work(person, account, number, ({"result": "agree"}, None))


def hand_over(person, number):
    person.sign_in(OWNER)
    person.open(f"/cases/{number}")
    person.see(person.say("都办成了", "All granted"))
    person.picture("restaurant-granted", "phone")
    work(person, "chuang01", number, (
        {"result": "counter", "papers": "4"}, 422), ({"result": "counter", "papers": "4", "words": "本人领取"}, None))
    # An office that takes no part does not see it.
    person.sign_in_staff("songjiao01")
    person.open(f"/desk/cases/{number}", status=404)
    person.open(f"/desk/cases?service={SERVICE}")
    person.see_not(number)
    person.sign_in_staff("chuang01")
    person.open(f"/desk/cases?service={SERVICE}")
    person.see(number)
    person.sign_in(OWNER)
    person.open(f"/cases/{number}")
    person.see(person.say("送达回证", "Receipt of delivery"))
