"""Reads a preview's page as a strict reader would, prints its skeleton, and stops at the first fault.

Faults: tags that do not nest, ids that come twice, links to nowhere, anything that is loaded or runs, a script that the
page's own policy does not name, a table without named columns.
"""

import base64
import hashlib
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "br"}
SVG_LEAF = {"rect"}
KEPT = {"header", "nav", "main", "section", "footer", "h1", "h2", "h3", "caption", "summary"}


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.skeleton, self.scripts = [], set(), [], [], []
        self.policy = self.text = ""
        self.rows = []
        self.tables = []

    def fault(self, what):
        sys.exit(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        for name, value in attributes.items():
            if name.startswith("on") or name in {"src", "action", "formaction", "background", "poster", "srcset"}:
                self.fault(f"{tag} has {name}={value}")
            if name == "style" and "url" in value:
                self.fault(f"a style loads {value}")
        if tag in {"link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}:
            self.fault(f"{tag} does not belong here")
        if "id" in attributes:
            if attributes["id"] in self.ids:
                self.fault(f"id {attributes['id']} comes twice")
            self.ids.add(attributes["id"])
        if "href" in attributes:
            if not attributes["href"].startswith("#"):
                self.fault(f"a link leads out: {attributes['href']}")
            self.links.append(attributes["href"][1:])
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag == "html":
            self.skeleton.append(f"html {attributes.get('lang')}")
        if tag == "table":
            self.tables.append(0)
        if tag == "th":
            if attributes.get("scope") not in {"col", "row"}:
                self.fault("a head without scope")
            self.tables[-1] += attributes["scope"] == "col"
        if tag == "tr":
            self.rows.append([])
        self.text = "" if tag in KEPT | {"script", "td", "th", "title"} else self.text
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> closes {self.open[-1:]}")
        self.open.pop()
        text = " ".join(self.text.split())
        if tag == "script":
            self.scripts.append(self.text)
        if tag in {"td", "th"}:
            self.rows[-1].append(text)
        if tag == "table" and self.tables[-1] == 0:
            self.fault("a table without named columns")
        if tag in KEPT and tag not in {"section", "main", "header", "nav", "footer"}:
            self.skeleton.append(f"{'  ' * (tag != 'h1')}{tag} {text}")

    def handle_data(self, data):
        self.text += data


def main():
    text = sys.stdin.read()
    if not text.startswith("<!DOCTYPE html>"):
        sys.exit("no doctype")
    reader = Reader()
    reader.feed(text)
    reader.close()
    if reader.open:
        sys.exit(f"never closed: {reader.open}")
    lost = [link for link in reader.links if link not in reader.ids]
    if lost:
        sys.exit(f"links to nowhere: {lost[:5]}")
    if len(reader.scripts) != 1:
        sys.exit(f"{len(reader.scripts)} scripts")
    digest = base64.b64encode(hashlib.sha256(reader.scripts[0].encode()).digest()).decode()
    if f"script-src 'sha256-{digest}'" not in reader.policy or not reader.policy.startswith("default-src 'none'"):
        sys.exit(f"the policy does not name the script: sha256-{digest}")
    if re.search(r"@import|url\(|expression\(", text):
        sys.exit("the style loads something")
    if sys.argv[1:] == ["rows"]:
        print("\n".join("|".join(row) for row in reader.rows))
    else:
        print("\n".join(reader.skeleton))


main()
