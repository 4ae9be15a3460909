"""A leader's pages in a real browser at a phone's width: by the keyboard alone, in Chinese and in English, and without a finding of
axe-core. Standard library only.

usage: leader.py CHROMIUM AXE PAGE confirm|record FOLDER
  PAGE    address of the leader's page
  FOLDER  where screenshots are left
"""

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
        {"confirm": confirms, "record": records}[journey](browser, axe, page, folder)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:6])
