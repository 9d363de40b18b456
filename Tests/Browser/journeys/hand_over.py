"""Somebody is away: the office that runs the system hands their tasks to a colleague, and prints the sheet."""


def journey(person):
    person.sign_in_staff("songjiao01")
    away(person)
    person.open("/desk")
    person.go("^/desk/cases/")
    if person.page.locator("form[action$='/acts/take']").count():
        person.send("/acts/take$")
    person.sign_in_staff("guanli01")
    person.open("/admin/incidents")
    person.see(person.say("没有故障", "Nothing stands still"))
    person.open("/admin/incidents/1", status=404)
    person.open("/admin/people")
    person.page.locator("main a", has_text="林晓禾").first.wait_for()
    address = person.page.locator("main a", has_text="林晓禾").first.get_attribute("href")
    person.go(f"{address}$")
    person.send("/hand-over$", status=422)
    person.open(address)
    person.send("/hand-over$", {"reason": "away"})
    person.at("/admin/hand-overs/")
    person.see("林晓禾")
    person.sign_in_staff("songjiao01")


def away(person):
    """Says who stands in, sees it, and comes back early."""
    person.open("/desk")
    person.go("^/desk/absence$")
    person.send("/desk/absence$", {"through": "2020-01-01", "colleague": 1}, status=422)
    person.open("/desk/absence")
    if person.page.locator("form[action$='/end']").count() == 0:
        person.send("/desk/absence$", {"colleague": 1, "through": "2027-01-31"})
        person.at("/desk/absence$")
    person.see(person.say("由谁代理", "Who stands in"))
    person.picture("absence", "phone")
    person.send("/end$")
    person.at("/desk/absence$")
