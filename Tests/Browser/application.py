"""Steps that several journeys take: an application from the notice to the answer, and its withdrawal."""

import re

from person import Failure

SERVICE = "new-pupil-enrolment"


def answers_to(page):
    """An answer to each question of the page: what is already there, else the plainest one."""
    values = {}
    for field in page.locator("main form[action*='/pages/'] input").all():
        name, kind, value = (field.get_attribute(key) for key in ("name", "type", "value"))
        if not name or kind in ("hidden", "checkbox", "file"):
            continue
        if kind == "radio":
            if value in ("no", "later") or name not in values:
                values[name] = value
        elif not value:
            values[name] = "10012345678"
    return values


def answer_questions(person):
    """Answers the questions one after the other, as far as the page that shows everything again."""
    for _ in range(20):
        if "/pages/" not in person.page.url:
            break
        person.send("/pages/", answers_to(person.page))
    person.at("/check$")


def apply_for_child(person, look=None, child=None):
    """From the guide to the answer; gives the number of the case. The child is the first that is offered, or this one."""
    person.open(f"/services/{SERVICE}")
    person.open(f"/apply/{SERVICE}")
    person.send(f"/apply/{SERVICE}")
    person.send("/child$", child or first_child(person))
    person.at("/known$")
    if look:
        look(person)
    person.go("/next$")
    answer_questions(person)
    person.send("/submit$")
    return number_of_case(person)


def first_child(person):
    child = person.page.locator("input[name=child]").first
    if child.count() == 0:
        raise Failure("no child is offered")
    return {"child": child.get_attribute("value")}


def number_of_case(person):
    found = re.search(r"/cases/([0-9A-Z-]+)", person.page.url)
    if not found:
        raise Failure(f"the application was not taken: {person.page.url}")
    return found.group(1)


def withdraw(person, number):
    person.open(f"/cases/{number}")
    person.go("/withdraw$")
    person.send("/withdraw$")
    person.see(person.say("已撤回", "Withdrawn"))
