"""A step of the clerk's year in a real browser at a phone's width, from the letter in the mailbox on: by the keyboard alone, and without a
finding of axe-core. Standard library only.

usage: clerk.py CHROMIUM AXE MAIL STEP ARGUMENT.. FOLDER [COMMAND..]
  MAIL      folder with a maildir for each address
  STEP      letter ADDRESS | plan ADDRESS FILE REASON | pledge ADDRESS | progress ADDRESS | stock PAGE | correct PAGE
            | successor ADDRESS ADDRESS
  FOLDER    where screenshots are left
  COMMAND   by which the office returns the plan
"""

import email
import email.policy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

from browser import Browser, check, hand_in, says

# How long a letter may take to lie in its folder: far longer than it ever does.
HANG_GUARD = 60
TABS_MAX = 300


class Letter:
    def __init__(self, path):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if mail.defects:
            raise SystemExit(f"{path}: {mail.defects}")
        name = re.match(r"<[\w-]+\.(\d{4}-\d\d-\d\d)\.(\S+?)\.(\S+)@", mail["Message-ID"])
        self.day, self.post, self.kind = name.groups()
        self.text = mail.get_body(("plain",)).get_content()
        found = re.search(r"https?://\S+/p/[0-9a-f]+", self.text)
        self.link = found and found.group(0)


def letters(mail, address, post="002-clerk"):
    """Those of a post, the oldest first: a unit's people share the address."""
    found = [Letter(path) for path in pathlib.Path(mail, address, "new").glob("*")]
    return sorted((one for one in found if one.post == post), key=lambda one: (one.day, one.kind))


def awaited(mail, address, is_it):
    """The letter that is on its way."""
    begun = time.monotonic()
    while time.monotonic() - begun < HANG_GUARD:
        for letter in letters(mail, address):
            if is_it(letter):
                return letter
    raise SystemExit("the letter does not come")


class Journey:
    def __init__(self, browser, axe, folder):
        self.browser, self.axe, self.folder = browser, axe, folder

    def open(self, link, lang="zh"):
        self.browser.go(f"{link}?lang={lang}")

    def unfold(self):
        self.browser.value("document.querySelectorAll('details').forEach(one => { one.open = true; }); 0")

    def look(self, name):
        """What is folded is looked at as well."""
        self.unfold()
        check(self.browser, self.axe, name)
        self.browser.shot(os.path.join(self.folder, f"clerk-{name.replace(', ', '-').replace(' ', '-')}.png"))

    def follow(self, part):
        """Follows the link whose address says this."""
        address = lambda: urllib.parse.unquote(self.browser.value("document.activeElement.href || ''"))
        self.browser.tab_to(lambda here: here["tag"] == "A" and part in address(), TABS_MAX)
        self.browser.enter()

    def type(self, name, text):
        self.browser.tab_to(lambda here: here["name"] == name, TABS_MAX)
        self.browser.value("document.activeElement.select(); 0")
        self.browser.call("Input.insertText", text=text)

    def choose_day(self, name, day):
        """The picker of days is the system's, so that its choice is put in."""
        self.browser.tab_to(lambda here: here["name"] == name, TABS_MAX)
        self.browser.value(f"document.activeElement.value = {json.dumps(day)}; 0")

    def tick(self, words):
        """Ticks these boxes, in the order of the page."""
        for word in words:
            self.browser.tab_to(lambda here: here["type"] == "checkbox" and here["value"] == word, TABS_MAX)
            self.browser.key(" ", 32, " ")

    def press(self, text):
        self.browser.tab_to(lambda here: here["tag"] == "BUTTON" and here["text"] == text, TABS_MAX)
        self.browser.enter()

    def refused(self, *words):
        """The fault stands on the page, as a sentence that says these."""
        said = self.browser.value("(document.querySelector('.fault') || {}).innerText || ''")
        if not all(word in said for word in words):
            raise SystemExit(f"refused with “{said}”, without one of {words}")


def letter(at, mail, address):
    """One letter with everything due. It is signed for; 0 and 3 service items are too few and too many; the planting of March is
    entered in April."""
    awaited(mail, address, lambda one: one.day == "2014-04-18")
    days = [one for one in letters(mail, address) if one.day == "2014-04-18"]
    if len(days) != 1:
        raise SystemExit(f"{len(days)} letters of the day: {[one.kind for one in days]}")
    for wanted in ["unit-plan/002", "service-items/002", "活动方案", "服务事项"]:
        if wanted not in days[0].text:
            raise SystemExit(f"the letter does not say {wanted}:\n{days[0].text}")
    at.open(days[0].link)
    says(at.browser, "请签收")
    at.look("own page, zh")
    at.press("签收")
    says(at.browser, "已签收")
    for count in ["3", "0"]:
        at.open(days[0].link)
        at.follow("name=service-items/002")
        at.type("count.0", count)
        at.press("报送")
        at.refused("服务事项")
        says(at.browser, "具体服务事项")
        if count == "3":
            at.look("too many items, zh")
    at.type("count.0", "2")
    at.press("报送")
    says(at.browser, "已报送")

    at.follow("name=planting/002")
    at.look("planting, zh")
    at.type("count.0", "1")
    at.type("count.1", "2")
    at.choose_day("on", "2014-03-12")
    at.press("报送")
    says(at.browser, "已报送")
    at.unfold()
    at.follow("name=planting/002")
    says(at.browser, "已办结")
    says(at.browser, "补报")
    if "逾期" in at.browser.value("document.body.innerText"):
        raise SystemExit("what was entered afterwards is called late")
    at.look("planting entered, zh")
    at.open(days[0].link, "en")
    at.look("own page, en")


def plan(at, mail, address, file, reason, *give_back):
    """The plan goes in, comes back by a letter of its own, and goes in again."""
    at.open(letters(mail, address)[-1].link)
    at.follow("name=unit-plan/002")
    hand_in(at.browser, file)
    says(at.browser, "已报送")
    subprocess.run(give_back, check=True, stdout=subprocess.DEVNULL)
    back = awaited(mail, address, lambda one: reason in one.text)
    at.open(back.link)
    says(at.browser, "被退回，请改正")
    at.look("returned, zh")
    at.follow("name=unit-plan/002")
    says(at.browser, reason)
    # Five working days from Tuesday 22 April.
    says(at.browser, "4月29日")
    at.look("why returned, zh")
    hand_in(at.browser, file)
    says(at.browser, "已报送")
    at.look("handed in again, zh")


SECTIONS = ["带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬新风正气"]


def pledge(at, mail, address):
    """31 of 31 members, five sections; the one that is missing is told at once."""
    at.open(letters(mail, address)[-1].link)
    at.follow("name=member-pledge/002")
    at.type("number.0", "31")
    at.tick(SECTIONS[:4])
    at.press("报送")
    at.refused(SECTIONS[4])
    at.look("section missing, zh")
    # What was filled in stands there still.
    at.tick(SECTIONS[4:])
    at.press("报送")
    says(at.browser, "已报送")
    at.look("pledged, zh")


def progress(at, mail, address):
    """Each thing that was announced is reported on the last working day of the month."""
    item = "service-items-progress.2014-05/002"
    at.open(awaited(mail, address, lambda one: one.day == "2014-05-30" and item in one.text).link)
    at.follow("name=" + item)
    at.look("progress, zh")
    at.type("count.0", "2")
    at.type("finished", "1")
    at.press("报送")
    says(at.browser, "已报送")
    at.look("progress reported, zh")


def stock(at, mail, page):
    """The first row of the charity store's ledger."""
    at.open(page)
    at.follow("ledger?name=love-market/018")
    at.look("ledger, zh")
    at.choose_day("cell.0", "2014-05-20")
    at.type("cell.1", "50")
    at.press("记入台账")
    says(at.browser, "已记入台账")


def correct(at, mail, page):
    """A row that would make the stock -3 is not entered; a correcting row is, and what it corrects stays."""
    at.open(page)
    at.follow("ledger?name=love-market/018")
    at.choose_day("cell.0", "2014-05-20")
    at.type("cell.2", "8")
    at.press("记入台账")
    at.refused("-3")
    at.look("stock below nothing, zh")
    at.type("cell.2", "0")
    at.type("corrects", "46")
    at.press("记入台账")
    says(at.browser, "已记入台账")
    at.follow("ledger?name=love-market/018")
    says(at.browser, "更正第46行")
    says(at.browser, "已由第47行更正")
    at.look("corrected, zh")


def successor(at, mail, gone, come):
    """The old link tells that the post has another holder; the new one has the open items, and the score line by line."""
    at.open(letters(mail, gone)[-1].link)
    says(at.browser, "这个岗位已经换人")
    at.look("left, zh")
    at.open(awaited(mail, come, lambda one: "study.2014-06/002" in one.text).link)
    late = [(one.day, one.kind) for one in letters(mail, gone) if one.day > "2014-06-03"]
    if late:
        raise SystemExit(f"who left is written to still: {late}")
    at.browser.value("document.querySelector('a[href*=\"study.2014-06\"]').href")
    at.look("successor, zh")
    at.follow("score?name=annual/002")
    for wanted in ["按时办结", "还能怎样", "督查扣分"]:
        says(at.browser, wanted)
    at.look("score, zh")
    at.browser.go(at.browser.value("location.href").replace("lang=zh", "lang=en"))
    says(at.browser, "what would still raise it")
    at.look("score, en")


STEPS = {"letter": 1, "plan": 3, "pledge": 1, "progress": 1, "stock": 1, "correct": 1, "successor": 2}


def main(program, axe_file, mail, step, *rest):
    with open(axe_file, encoding="utf-8") as source:
        axe = source.read()
    count = STEPS[step]
    arguments, folder, more = rest[:count], rest[count], rest[count + 1:]
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(program, profile)
        browser.open()
        globals()[step](Journey(browser, axe, folder), mail, *arguments, *more)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
