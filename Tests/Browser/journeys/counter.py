"""A clerk at the counter enters for somebody who has no phone, gives out a code, and finds a case by its number."""

from application import answer_questions, first_child, number_of_case

CLERK = "chuang01"
GRANDFATHER = 19
SETTINGS = [("phone", "off"), ("desktop", "on")]


def journey(person):
    person.open("/sign-in")
    card = person.page.locator('form[action="/sign-in/demo"]').nth(GRANDFATHER)
    guardian = card.locator("[name=person]").get_attribute("value")
    name = card.locator("strong").inner_text()

    person.sign_in_staff(CLERK)
    person.open("/desk/counter")
    person.send("/desk/counter$", {"id_number": guardian[:-1] + ("0" if guardian[-1] != "0" else "1"), "name": name, "service": "new-pupil-enrolment"}, status=422)
    person.open("/desk/counter")
    person.send("/desk/counter$", {"service": "new-pupil-enrolment", "id_number": guardian, "name": name, "proof": "presence"})
    person.send("/child$", first_child(person))
    person.go("/next$")
    answer_questions(person)
    person.send("/submit$")
    number = number_of_case(person)
    person.open("/desk/counter")
    person.send("/desk/counter/find", {"number": number})
    person.see(number)
    person.open("/desk/activation")
    person.send("/desk/activation$", {"id_number": guardian, "name": name}, status=422)
    person.send("/desk/activation$", {"id_number": guardian, "name": name, "checked": "yes"})
    person.open(f"/cases/{number}/withdraw")
    person.send("/withdraw$")
