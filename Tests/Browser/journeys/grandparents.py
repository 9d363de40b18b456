"""A grandfather hands in, the registers name the parents only: a parent far away confirms on the phone."""

import re

from application import apply_for_child, withdraw

GRANDFATHER = "监护登记里没有爷爷|the grandfather is not recorded"
PARENT = "等这位家长确认|asked to confirm"


def journey(person):
    grandchild = person.sign_in_as(GRANDFATHER)
    # No register names the grandfather, so that the child is typed: its number stands on the demonstration's card.
    typed = re.search(r"孩子 (\S+)，身份证号 (\w{18})|Child (\S+), identity number (\w{18})", grandchild)
    name, id_number = [part for part in typed.groups() if part]
    number = apply_for_child(person, child={"id_number": id_number, "name": name})
    person.see(person.say("没查到不等于不符合", "Not found does not mean no"))
    person.sign_in_as(PARENT)
    person.open("/me")
    person.see(person.say("请您确认孩子的入学登记", "Please confirm your child's registration"))
    person.see(number)
    person.picture("confirm", "phone")
    person.send("/me/consents/")
    person.see_not(person.say("请您确认孩子的入学登记", "Please confirm your child's registration"))
    person.open("/me/notices")
    person.sign_in_as(GRANDFATHER)
    person.open(f"/cases/{number}")
    person.see(person.say("符合入学条件", "is eligible"))
    withdraw(person, number)
