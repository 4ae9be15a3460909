"""The clerk's journey in a real browser at a phone's width: by the keyboard alone, in Chinese and in English, and without a finding
of axe-core for WCAG 2.2 AA.

Speaks the DevTools protocol over the browser's own pipe. Standard library only.
usage: browser.py CHROMIUM AXE PAGE FILE FOLDER RETURN...
  PAGE    address of the clerk's page
  FILE    the file that is handed in
  FOLDER  where screenshots are left
  RETURN  command line by which the office returns what was handed in
"""

import base64
import json
import os
import subprocess
import sys
import tempfile

WIDTH, HEIGHT = 390, 844
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TABS_MAX = 80


class Browser:
    def __init__(self, program, profile):
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()

        def fds():
            # The browser reads from 3 and writes to 4.
            high_read, high_write = os.dup(to_read), os.dup(from_write)
            os.dup2(high_read, 3)
            os.dup2(high_write, 4)

        line = [program, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-dev-shm-usage", "--hide-scrollbars", f"--user-data-dir={profile}", "about:blank"]
        self.log = tempfile.TemporaryFile()
        self.child = subprocess.Popen(line, preexec_fn=fds, pass_fds=(3, 4, to_read, from_write), stdout=self.log, stderr=self.log)
        os.close(to_read)
        os.close(from_write)
        self.write, self.read = os.fdopen(to_write, "wb", 0), os.fdopen(from_read, "rb", 0)
        self.buffer, self.count, self.events, self.session = b"", 0, [], None

    def message(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.read.fileno(), 1 << 16)
            if not piece:
                self.log.seek(0)
                raise SystemExit("the browser ended: " + self.log.read().decode(errors="replace")[-2000:])
            self.buffer += piece
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **params):
        self.count += 1
        asked = {"id": self.count, "method": method, "params": params}
        if self.session:
            asked["sessionId"] = self.session
        self.write.write(json.dumps(asked).encode() + b"\0")
        while True:
            said = self.message()
            if said.get("id") == self.count:
                if "error" in said:
                    raise SystemExit(f"{method}: {said['error']}")
                return said["result"]
            self.events.append(said)

    def wait(self, event):
        while True:
            for at, said in enumerate(self.events):
                if said.get("method") == event:
                    del self.events[at]
                    return said
            self.events.append(self.message())

    def open(self):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "DOM"]:
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=2, mobile=True)

    def go(self, address):
        self.events = [said for said in self.events if said.get("method") != "Page.loadEventFired"]
        self.call("Page.navigate", url=address)
        self.wait("Page.loadEventFired")

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{expression[:80]}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def key(self, key, code, text=None):
        more = {"text": text} if text else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)

    def tab_to(self, wanted, most=TABS_MAX):
        """Goes on by the tab key until what is wanted has the focus."""
        for _ in range(most):
            self.key("Tab", 9)
            here = self.value("(() => { const e = document.activeElement; const r = e.getBoundingClientRect();"
                              " const s = getComputedStyle(e); return {tag: e.tagName, type: e.type || '', name: e.name || '', value: e.value || '',"
                              " text: (e.innerText || '').trim(), seen: s.outlineStyle !== 'none' || e.tagName === 'BODY'}; })()")
            if not here["seen"]:
                raise SystemExit(f"nobody sees that this has the focus: {here}")
            if wanted(here):
                return here
        raise SystemExit("the keyboard does not lead there")

    def enter(self):
        self.events = [said for said in self.events if said.get("method") != "Page.loadEventFired"]
        self.key("Enter", 13, "\r")
        self.wait("Page.loadEventFired")

    def shot(self, path):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        self.session = None
        self.call("Browser.close")
        self.child.wait()


def check(browser, axe, where):
    """No finding of axe-core, nothing wider than the screen."""
    browser.value(axe + "; 0")
    found = browser.value(f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))")
    if found:
        raise SystemExit(f"{where}: " + "\n".join(found))
    wide = browser.value("document.documentElement.scrollWidth")
    if wide > WIDTH:
        raise SystemExit(f"{where}: {wide} pixels wide on a screen of {WIDTH}")
    print(f"{where}: no finding")


def says(browser, text):
    shown = browser.value("document.body.innerText")
    if text not in shown:
        raise SystemExit(f"the page does not say {text}:\n{shown}")


def hand_in(browser, file):
    """Fills the form by the keyboard; the file dialog is the system's, so that its choice is put in."""
    browser.tab_to(lambda here: here["type"] == "file")
    root = browser.call("DOM.getDocument")["root"]["nodeId"]
    node = browser.call("DOM.querySelector", nodeId=root, selector="input[type=file]")["nodeId"]
    browser.call("DOM.setFileInputFiles", files=[file], nodeId=node)
    boxes = browser.value("document.querySelectorAll('input[name=covers]').length")
    for _ in range(boxes):
        browser.tab_to(lambda here: here["type"] == "checkbox")
        browser.key(" ", 32, " ")
    browser.tab_to(lambda here: here["tag"] == "BUTTON")
    browser.enter()


def main(program, axe_file, page, file, folder, give_back):
    with open(axe_file, encoding="utf-8") as source:
        axe = source.read()
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(program, profile)
        browser.open()
        shot = lambda name: browser.shot(os.path.join(folder, name + ".png"))

        browser.go(page + "?lang=zh")
        says(browser, "请签收")
        check(browser, axe, "own page, zh")
        shot("home-zh")
        browser.tab_to(lambda here: here["text"] == "签收")
        browser.enter()
        says(browser, "已签收")

        browser.tab_to(lambda here: here["tag"] == "A" and here["text"].startswith("本单位活动方案"))
        browser.enter()
        says(browser, "报送")
        check(browser, axe, "item, zh")
        shot("item-zh")
        hand_in(browser, file)
        says(browser, "已报送")

        subprocess.run(give_back, check=True, stdout=subprocess.DEVNULL)
        browser.go(page + "?lang=zh")
        browser.tab_to(lambda here: here["tag"] == "A" and here["text"].startswith("本单位活动方案"))
        browser.enter()
        says(browser, "退回原因")
        check(browser, axe, "returned item, zh")
        shot("returned-zh")

        english = browser.value("location.href").replace("lang=zh", "lang=en")
        browser.go(english)
        says(browser, "Why it was returned")
        check(browser, axe, "returned item, en")
        shot("returned-en")
        hand_in(browser, file)
        says(browser, "Handed in.")
        check(browser, axe, "own page, en")
        shot("home-en")
        browser.tab_to(lambda here: here["tag"] == "A" and "台账" in here["text"] or here["text"] == "中文")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:6], sys.argv[6:])
