#!/usr/bin/env python3
"""Checks that a page is what a browser and a screen reader need: check_page.py PAGE.html...

Elements are closed in order, ids are unique, every link inside the page has a place to go to, nothing is fetched from
elsewhere, and there are a language, a title, one <h1> and one <main>. Prints a line a page."""
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "col", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.faults, self.seen = [], set(), [], [], {}

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.seen[tag] = self.seen.get(tag, 0) + 1
        if "id" in values:
            if values["id"] in self.ids:
                self.faults.append("id %s is there twice" % values["id"])
            self.ids.add(values["id"])
        if tag == "a" and values.get("href", "").startswith("#"):
            self.links.append(values["href"][1:])
        elif values.get("href") or values.get("src"):
            self.faults.append("fetches %s" % (values.get("href") or values.get("src")))
        if tag == "html" and not values.get("lang"):
            self.faults.append("no language")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append("</%s> at line %d closes %s" % (tag, self.getpos()[0], self.open[-1:] or "nothing"))
        if tag in self.open:
            while self.open.pop() != tag:
                pass


def check(path):
    page = Page()
    text = open(path, encoding="utf-8").read()
    page.feed(text)
    faults = page.faults
    faults += ["%s is never closed" % tag for tag in page.open]
    faults += ["nothing has the id %s" % link for link in page.links if link not in page.ids]
    for tag in ("title", "h1", "main"):
        if page.seen.get(tag) != 1:
            faults.append("%d <%s>" % (page.seen.get(tag, 0), tag))
    if re.search(r"url\(|@import|http-equiv", text):
        faults.append("fetches something")
    return faults


for path in sys.argv[1:]:
    faults = check(path)
    print("%s: %s" % (path, "; ".join(faults[:5]) if faults else "good"))
