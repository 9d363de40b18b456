"""The county's leader: the figures, and the cases behind one of them. A leader may read no desk."""

import re

from person import Failure

LEADER = "xianzhang"


def journey(person):
    person.sign_in_staff(LEADER)
    person.at("/cockpit")
    person.picture("cockpit", "desktop")
    figure = int(re.search(r"[0-9]+", person.text(".figure-tile .figure").replace(",", "")).group())
    person.go("/cockpit/cases")
    behind = int(person.page.locator("#total").get_attribute("data-total"))
    if behind != figure:
        raise Failure(f"the figure says {figure}, behind it are {behind} cases")
    person.open("/cockpit")
    person.go("/cockpit/times/")
    person.picture("times", "desktop")
    person.see(person.say("一般用时", "usually takes"))
    person.go("days=30")
    person.open("/cockpit/times/nothing", status=404)
    person.open("/desk/cases", status=403)
