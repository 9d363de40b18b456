"""A parent whose records are complete: three looks and an answer, who looked at the data, and the way back."""

from application import apply_for_child, withdraw


def journey(person):
    person.sign_in(0)
    number = apply_for_child(person, look=lambda person: person.picture("facts", "phone"))
    person.see(person.say("符合入学条件", "is eligible"))
    person.picture("case", "phone")
    person.go("/documents/")
    person.see(number)
    person.picture("document", "phone")
    person.open("/me")
    person.see(number)
    person.open("/me/data-use")
    person.see(number)
    person.picture("data-use", "phone")
    person.open("/me/notices")
    # Somebody else's case is not there, for a citizen who knows its number.
    person.sign_in(1)
    person.open(f"/cases/{number}", status=404)
    person.open(f"/drafts/{number}/known", status=404)
    person.sign_in(0)
    withdraw(person, number)
