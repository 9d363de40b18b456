"""Somebody who only looks: the home page, the search, a theme, the guide; wrong addresses and wrong entries."""

from person import Failure


def journey(person):
    person.open("/")
    person.picture("home", "phone")
    with person.page.expect_navigation():
        person.page.locator("form[action='/search'] input[name=q]").fill(person.say("上学", "school"))
        person.page.keyboard.press("Enter")
    person.arrived()
    person.go("/services/new-pupil-enrolment$")
    person.picture("guide", "phone")
    person.open("/search?q=xyzzy")
    person.see(person.say("没有找到", "Nothing found"))
    person.open("/")
    person.go("/themes/")
    person.open("/services/nothing-of-this-name", status=404)
    # A page that needs a name leads to the sign-in.
    person.open("/me")
    person.at("/sign-in")
    person.send("/sign-in/code", {"id_number": "990121202012109701", "code": "ABCD2345"}, status=422)
    if person.page.locator(".error-summary").count() != 1:
        raise Failure("a wrong check digit brings no summary of errors")
    person.open("/staff/sign-in")
    person.send("/staff/sign-in$", {"account": "nobody", "password": "not-the-password"}, status=422)
    # Large type and the other language also with the phone's scripts on.
    person.prefer("en", "large")
    person.open("/")
    person.open("/services/new-pupil-enrolment")
