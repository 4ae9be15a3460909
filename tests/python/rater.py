"""A rater's page in a real browser at a phone's width: by the keyboard alone, in Chinese and in English, and without a finding of
axe-core. Standard library only.

usage: rater.py CHROMIUM AXE PAGE FOLDER
  PAGE    address of the page of a post that has a ballot open
  FOLDER  where screenshots are left
"""

import os
import sys
import tempfile

from browser import Browser, check, says


def typed(browser, text):
    for letter in text:
        browser.key(letter, ord(letter.upper()), letter)


def main(program, axe_file, page, folder):
    with open(axe_file, encoding="utf-8") as source:
        axe = source.read()
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(program, profile)
        browser.open()
        shot = lambda name: browser.shot(os.path.join(folder, f"rater-{name}.png"))

        browser.go(page + "?lang=zh")
        says(browser, "请评议")
        check(browser, axe, "own page, zh")
        shot("home-zh")
        browser.tab_to(lambda here: here["tag"] == "A" and "领导点评" in here["text"])
        browser.enter()
        says(browser, "提交评议")
        check(browser, axe, "ballot, zh")
        shot("ballot-zh")
        ballot = browser.value("location.href")
        browser.go(ballot.replace("lang=zh", "lang=en"))
        says(browser, "Send the ballot")
        check(browser, axe, "ballot, en")
        shot("ballot-en")
        browser.tab_to(lambda here: here["type"] == "number")
        typed(browser, "90")
        browser.tab_to(lambda here: here["tag"] == "TEXTAREA")
        typed(browser, "good")
        browser.tab_to(lambda here: here["tag"] == "BUTTON")
        browser.enter()
        says(browser, "Your ballot is in")
        check(browser, axe, "own page, en")
        shot("home-en")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:5])
