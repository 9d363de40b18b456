"""The city's hotline sends orders down: they come by file, are merged, dispatched, signed for, answered, checked and called
back; a leader puts one under supervision. Each by the people whose work it is."""

import csv
import datetime
import io
import time

from person import Failure

SETTINGS = [("phone", "off"), ("desktop", "on")]
OPERATOR = "rexian01"
OFFICE = "lianluo-shichang"
HELPER = "lianluo-chengguan"
CALLER = "huifang01"
LEADER = "xianzhang"
LEADER_IN_CHARGE = "fenguan01"
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
REGISTER = "hotline-orders.order"
HEADER = ["工单编号", "来电时间", "办结时限", "诉求类型", "诉求分类", "工单标题", "诉求内容", "来电人", "来电号码", "事发地址", "所属乡镇",
          "紧急程度", "来源渠道", "市级状态", "录音编号"]


def table(numbers, called):
    """The city's file with two calls about one thing, the first at a moment, the second an hour later."""
    due = (called + datetime.timedelta(days=20)).strftime("%Y-%m-%d 18:00:00")
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEADER)
    for place, number in enumerate(numbers):
        rows.writerow([
            number, (called + datetime.timedelta(hours=place)).strftime("%Y-%m-%d %H:%M:%S"), due, "投诉", "市场监管/食品安全",
            ["凉菜变质", "还是那家的凉菜"][place], "在菜市场门口买的凉菜变质了，吃了肚子疼，请查一查。", "孔某", f"1990000{int(number[-4:]):04}",
            f"城关镇菜市场{number[-6:-1]}号凉菜店", "城关镇", "一般", "电话", "办理中", f"R{number}"])
    return {"name": "12345工单.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode("utf-8-sig")}


def journey(person):
    serial = int(time.time() * 10) % 10_000_000
    first, second = f"BR{serial:07}1", f"BR{serial:07}2"
    called = datetime.datetime.now(BEIJING) - datetime.timedelta(hours=2)
    person.sign_in_staff(OPERATOR)
    import_orders(person, [first, second], called)
    dispatch(person, first, second)
    together(person)
    answer(person, first)
    check_and_call(person, first)
    figures(person, first, called)
    supervise(person, first)
    others(person, first)


def address(number):
    return f"/desk/orders/hotline/{number}"


def import_orders(person, numbers, called):
    person.open("/desk/orders")
    person.follow(person.say("导入市里的表", "Import the city's file"))
    person.go(f"/desk/imports/new/{REGISTER}$")
    person.send("/desk/imports/new/", {"file": table(numbers, called)})
    person.see(person.say("全部 2 行没有问题", "All 2 rows are good"))
    person.send("/desk/imports/[0-9]+$")
    for _ in range(60):
        if person.context.request.get(person.walk.base + address(numbers[1])).status == 200:
            return
        person.page.wait_for_timeout(500)
    raise Failure("the imported orders did not come")


def dispatch(person, first, second):
    person.open(address(second))
    person.see(person.say("先看是不是重复", "Is it one with another?"))
    person.see(first)
    person.see("录音编号")
    person.picture("order-dispatch", "desktop")
    find(person, second)
    # Merging without saying with which is refused where it stands.
    person.send(r"/tasks/\d+$", {"result": "merge"}, status=422)
    person.send(r"/tasks/\d+$", {"result": "merge", "into": first})
    person.open(address(second))
    person.see(person.say("已并单", "Merged"))
    person.open(address(first))
    # A department's matter is not a town's.
    person.send(r"/tasks/\d+$", {"result": "dispatch", "department": "town-101"}, status=422)
    person.see("G1")
    person.send(r"/tasks/\d+$", {"result": "dispatch", "department": "market", "assist_first": "urban-management"})
    person.at("/desk$")


def find(person, number):
    """A whole number opens its order; its beginning lists what there is; what nobody has is said so."""
    person.open(f"/desk/orders?number={number}")
    person.at(address(number))
    person.open(f"/desk/orders?number={number[:-1]}")
    person.see(number)
    person.open("/desk/orders?number=NO-SUCH-ORDER")
    person.see(person.say("没有找到这个编号的工单", "No order of this number was found"))
    person.open(address(number))


def together(person):
    """Equal tasks in one act: chosen in the inbox, looked through, and then left."""
    person.sign_in_staff(OPERATOR)
    person.open("/desk?step=order:dispatch")
    boxes = person.page.locator("input[name=task]")
    if boxes.count() < 2:
        raise Failure("the office has no two tasks of one step")
    for place in range(2):
        boxes.nth(place).check(force=True)
    person.press(person.say("选中的一起办", "Do the chosen ones together"))
    person.at("/desk/together")
    person.send("/desk/together$", {"result": "return"}, status=422)
    person.send("/desk/together$", {"result": "return", "reason": "不是本县的事"})
    person.see(person.say("看一遍", "Look through"))
    person.picture("inbox-together", "desktop")
    person.open("/desk?step=order:dispatch")
    person.unfold(person.say("我存的视图", "My saved views"))
    person.send("/desk/views$", {"name": "等派单"})
    person.at("/desk")
    person.unfold(person.say("我存的视图", "My saved views"))
    person.send("/forget$")


def answer(person, number):
    person.sign_in_staff(OFFICE)
    person.open(address(number))
    person.send(r"/tasks/\d+$", {"result": "object"}, status=422)
    person.send(r"/tasks/\d+$", {"result": "accept"})
    person.open(address(number))
    person.unfold(person.say("申请延期", "Ask for more time"))
    person.send("/offers/ask-more-time$", {"reason": "要等检验报告"})
    rest(person, number)
    copy(person, number)
    written = {"contact": "none", "solved": "yes", "basis": "《食品安全法》", "reply": "已到现场检查，抽样送检，责令整改；有问题打 0990-1230016。"}
    person.send(r"/tasks/\d+$", written, status=422)
    person.see(person.say("先联系来电人再答复", "Contact the caller first"))
    person.sign_in_staff(LEADER_IN_CHARGE)
    person.open(address(number))
    person.send(r"/tasks/\d+$", {"result": "approve", "reason": "同意"})
    person.sign_in_staff(HELPER)
    person.open(address(number))
    person.send(r"/tasks/\d+$", {"situation": "门口占道摊位已清理"})
    person.sign_in_staff(OFFICE)
    person.open(address(number))
    person.send(r"/tasks/\d+$", {**written, "contact": "reached"})


def rest(person, number):
    """It rests until a day, is found among what rests, and somebody goes on with it earlier."""
    title = person.say("先挂起，过几天再办", "Put it on hold for some days")
    person.open(address(number))
    person.unfold(title)
    days = person.page.locator("[name=until] option")
    day = days.nth(days.count() - 1).get_attribute("value")
    person.send("/acts/suspend$", {"until": day, "reason": ""}, status=422)
    person.open(address(number))
    person.unfold(title)
    person.picture("order-rest", "phone")
    person.send("/acts/suspend$", {"until": day, "reason": "等检验结果"})
    person.at("/desk$")
    person.open("/desk?view=resting")
    person.see(number)
    person.picture("inbox-resting", "desktop")
    person.open(address(number))
    person.see(person.say("挂起了", "is on hold"))
    person.send("/acts/resume$")


def copy(person, number):
    """Somebody of another office is let know; whoever has it is urged by who dispatches."""
    person.open(address(number))
    person.unfold(person.say("抄送给别人知道", "Let somebody know"))
    to = person.page.locator("#copy-colleague option").last.get_attribute("value")
    person.send("/acts/copy$", {"colleague": to, "reason": "请留意检验结果"})
    person.sign_in_staff(OPERATOR)
    person.open(address(number))
    person.unfold(person.say("催办“办理并答复”", "Urge “Handle it and answer”"))
    person.send("/acts/urge$", {"reason": "市里今天来催"})
    person.sign_in_staff(OFFICE)
    person.open("/desk")
    person.see(person.say("催办1次", "urged 1×"))
    person.open(address(number))


def check_and_call(person, number):
    person.sign_in_staff(OPERATOR)
    person.open(address(number))
    person.see("0990-1230016")
    person.send(r"/tasks/\d+$", {"result": "back"}, status=422)
    person.send(r"/tasks/\d+$", {"result": "pass"})
    person.sign_in_staff(CALLER)
    person.open(address(number))
    if person.page.locator("[name=satisfied]").count() == 0:
        raise Failure("the call-back has no form")
    person.send(r"/tasks/\d+$", {"reached": "yes", "solved": "no", "satisfied": "dissatisfied", "result": "close"}, status=422)
    person.send(r"/tasks/\d+$", {"reached": "yes", "solved": "yes", "satisfied": "satisfied", "result": "close"})


def figures(person, number, called):
    person.sign_in_staff(OPERATOR)
    person.open("/desk/orders?view=closed")
    person.see(number)
    person.download("/desk/orders/replies$")
    person.open(address(number))
    person.go(f"{address(number)}/process$")
    # A call shortly before midnight of a month's last day stands in that month's figures.
    person.open(f"/desk/orders/bulletin?period={called:%Y-%m}")
    person.see(person.say("按期结案率", "Ended in time"))
    person.picture("order-bulletin", "desktop")
    person.go("figure=received")
    person.see(number)


def supervise(person, number):
    person.sign_in_staff(LEADER)
    person.open(address(number))
    person.go("/desk/orders/supervise")
    day = datetime.datetime.now(BEIJING).date()
    past = {"due_on-year": str(day.year - 1), "due_on-month": "1", "due_on-day": "1"}
    person.send("/desk/orders/supervise$", {"content": "严查", **past}, status=422)
    day += datetime.timedelta(days=5)
    person.send("/desk/orders/supervise$", {
        "due_on-year": str(day.year), "due_on-month": str(day.month), "due_on-day": str(day.day)})
    person.at("/desk/orders/supervision/DB")
    made = person.page.url.rsplit("/", 1)[1]
    person.see("严查")
    person.sign_in_staff(OFFICE)
    person.open(f"/desk/orders/supervision/{made}")
    person.send(r"/tasks/\d+$", {"solved": "yes", "reply": "已立案查处，处罚决定书已送达。"})
    person.sign_in_staff(LEADER)
    person.open(f"/desk/orders/supervision/{made}")
    person.send(r"/tasks/\d+$", {"result": "close"})
    person.open("/desk/orders?kind=supervision&view=closed")
    person.see(made)
    person.open(address(number))
    person.see(made)
    # Whatever a leader looks at can be put under supervision, such as figures.
    person.open("/desk/orders/bulletin")
    person.follow(person.say("就这件事批示督办", "Put this under supervision"))
    person.see(person.say("关于一网协同里的一页", "About a page of the desk"))


def others(person, number):
    """An office that has nothing to do with it sees none of it; a school's office has no orders at all."""
    person.sign_in_staff("lianluo-shuili")
    person.open(address(number), status=404)
    person.sign_in_staff("songjiao01")
    person.open(address(number), status=403)
