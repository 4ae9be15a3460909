"""A leader's pages in a real browser at a phone's width: by the keyboard alone, in Chinese and in English, and without a finding of
axe-core. Standard library only.

usage: leader.py CHROMIUM AXE PAGE confirm|move|record|away FOLDER
  PAGE    address of the leader's page
  FOLDER  where screenshots are left
"""

import json
import os
import sys
import tempfile

from browser import Browser, check, says

# A leader's page begins with what all units of the leader have to do.
TABS_MAX = 500


def opened(browser):
    """What is folded is looked at as well."""
    browser.value("document.querySelectorAll('details').forEach(one => { one.open = true; }); 0")


def visit(browser, village):
    browser.tab_to(lambda here: here["tag"] == "A" and village in here["text"], TABS_MAX)
    browser.enter()


def looked_at(browser, axe, folder, name):
    opened(browser)
    check(browser, axe, name)
    browser.shot(os.path.join(folder, f"leader-{name.replace(', ', '-').replace(' ', '-')}.png"))


def in_english(browser):
    here = browser.value("location.href")
    browser.go(here.replace("lang=zh", "lang=en"))


def confirms(browser, axe, page, folder):
    browser.go(page + "?lang=zh")
    says(browser, "我的走访")
    looked_at(browser, axe, folder, "own page, zh")
    visit(browser, "柳湾村")
    says(browser, "我去，确认")
    looked_at(browser, axe, folder, "visit, zh")
    in_english(browser)
    says(browser, "I will go: confirm")
    looked_at(browser, axe, folder, "visit, en")
    browser.tab_to(lambda here: here["tag"] == "BUTTON" and here["text"] == "I will go: confirm")
    browser.enter()
    says(browser, "My visits")
    says(browser, "confirmed")
    looked_at(browser, axe, folder, "own page, en")


def pressed(browser, text):
    browser.tab_to(lambda here: here["tag"] == "BUTTON" and here["text"] == text, TABS_MAX)
    browser.enter()


def slot_taken(browser, at):
    """Chooses one of the slots that fit by the keyboard: the tab key leads to the group, arrows go on in it. What was chosen."""
    browser.tab_to(lambda here: here["type"] == "radio" and here["name"] == "to", TABS_MAX)
    browser.key(" ", 32, " ")
    for _ in range(at):
        browser.key("ArrowDown", 40)
    return browser.value("document.querySelector('input[name=to]:checked').value")


def handed_over(browser):
    """Whether anybody takes the visit over; of the others the page says why they cannot. The list of a choice is the system's, so
    that its answer is put in."""
    others = browser.value("[...document.querySelectorAll('select[name=to] option')].slice(1).map(one => one.value)")
    if not others:
        raise SystemExit("there is nobody to hand it to")
    for post in others:
        browser.tab_to(lambda here: here["tag"] == "SELECT" and here["name"] == "to", TABS_MAX)
        browser.value(f"document.activeElement.value = {json.dumps(post)}; 0")
        pressed(browser, "Hand over")
        if not browser.value("document.querySelector('.fault') !== null"):
            says(browser, "Somebody else makes the visit.")
            return True
    return False


def moves(browser, axe, page, folder):
    """One visit to another of the three slots that fit, and then to somebody else."""
    for at in (2, 1, 0):
        browser.go(page + "?lang=zh")
        visit(browser, "柳湾村")
        first = at == 2
        slots = browser.value("document.querySelectorAll('input[name=to]').length")
        if slots != 3:
            raise SystemExit(f"{slots} slots to choose from")
        to = slot_taken(browser, at)
        if first:
            looked_at(browser, axe, folder, "slot chosen, zh")
        pressed(browser, "改期")
        says(browser, "走访已改期")
        says(browser, to)
        visit(browser, "柳湾村")
        in_english(browser)
        if first:
            looked_at(browser, axe, folder, "moved visit, en")
        if handed_over(browser):
            break
    else:
        raise SystemExit("nobody takes it over on any of three days")
    looked_at(browser, axe, folder, "handed over, en")
    browser.go(page + "?lang=zh")
    looked_at(browser, axe, folder, "handed over, zh")


def is_away(browser, axe, page, folder):
    for lang, heading in [("zh", "排不上走访的地方"), ("en", "No visit could be planned")]:
        browser.go(f"{page}?lang={lang}")
        says(browser, heading)
        looked_at(browser, axe, folder, f"no visit planned, {lang}")


def records(browser, axe, page, folder):
    browser.go(page + "?lang=zh")
    says(browser, "我的走访")
    looked_at(browser, axe, folder, "visits to record, zh")
    visit(browser, "柳湾村")
    says(browser, "走访记录")
    looked_at(browser, axe, folder, "record, zh")
    in_english(browser)
    says(browser, "Record of the visit")
    looked_at(browser, axe, folder, "record, en")


def main(program, axe_file, page, journey, folder):
    with open(axe_file, encoding="utf-8") as source:
        axe = source.read()
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(program, profile)
        browser.open()
        {"confirm": confirms, "move": moves, "record": records, "away": is_away}[journey](browser, axe, page, folder)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:6])
