#!/usr/bin/env python3
"""Make the marked passages of attribution/ from their sources.

usage: make.py           write en|zh.dev|held.gold.jsonl
       make.py --check   exit 1 if a file in the tree is not what its source gives

A source file has passages parted by a line that begins with "#" (the note). In the text, {s1 ...} is the source of
attribution 1, {q1 ...} its cue, {c1 ...} a piece of its content; {s1,2 ...} belongs to both; marks nest. Below the text,
"@2 source=1" gives attribution 2 the source of 1, "@2 about=1" what it answers or denies, "@2 speaker=NAME" whom its
source was resolved to. An attribution without content is not recorded. Its type follows from its quotation marks, and it
stands inside (via) the smallest attribution whose content has its cue and its content.
"""
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MARK = re.compile(r"\{([scq])([0-9,]+) ?|\}")
PARTS = {"s": "source", "q": "cue", "c": "content"}
OPENING = "“「\""
CLOSING = "”」\""


def take_marks(marked):
    """The text without its marks, and {number: {part: [[begin, end]]}}."""
    text, found, stack, at = "", {}, [], 0
    for mark in MARK.finditer(marked):
        text += marked[at:mark.start()]
        at = mark.end()
        if mark.group(1):
            stack.append((mark.group(1), mark.group(2), len(text)))
            continue
        part, numbers, begin = stack.pop()
        for number in numbers.split(","):
            entry = found.setdefault(int(number), {"source": [], "cue": [], "content": []})
            entry[PARTS[part]].append([begin, len(text)])
    if stack:
        raise ValueError("a mark is not closed: " + marked)
    for entry in found.values():
        for spans in entry.values():
            spans.sort()
    return text + marked[at:], found


def covers(outer, inner):
    return any(b <= inner[0] and inner[1] <= e for b, e in outer)


def size(spans):
    return sum(e - b for b, e in spans)


def type_of(text, content):
    words = [text[b:e].rstrip(".,;。，；") for b, e in content]
    if all(w[:1] in OPENING for w in words) and words[-1][-1:] in CLOSING:
        return "direct"
    if all(w[:1] in OPENING for w in words) and not any(c in w for w in words for c in CLOSING):
        return "direct"
    return "mixed" if any(c in w for w in words for c in OPENING + CLOSING) else "indirect"


def parent_of(number, found):
    """The smallest attribution that this one stands inside; one of two with the same content contains the other's cue."""
    own = found[number]
    outer = [n for n, o in found.items() if n != number and o["content"]
             and all(covers(o["content"], span) for span in own["content"])
             and (all(covers(o["content"], span) for span in own["cue"])
                  or (o["content"] == own["content"] and n < number))]
    return min(outer, key=lambda n: size(found[n]["content"]), default=None)


def make_record(name, note, marked, settings):
    text, found = take_marks(marked)
    for number, key, value in settings:
        if key == "source":
            found[number]["source"] = found[int(value)]["source"]
    found = {n: found[n] for n in sorted(found) if found[n]["content"]}
    attributions = []
    for number, entry in found.items():
        extra = {key: value for n, key, value in settings if n == number and key != "source"}
        parent = parent_of(number, found)
        attributions.append({
            "id": "a%d" % number, **entry, "type": type_of(text, entry["content"]),
            "via": "a%d" % parent if parent else None,
            "about": "a" + extra["about"] if "about" in extra else None,
            "speaker": extra.get("speaker"), "note": note})
    return {"id": name, "text": text, "attributions": attributions}


def read_source(path):
    for number, passage in enumerate(re.split(r"^#", path.read_text(encoding="utf-8"), flags=re.M)[1:], 1):
        note, _, body = passage.partition("\n")
        lines = body.strip().split("\n")
        settings = [(int(n), key, value) for line in lines if line.startswith("@")
                    for n in re.findall(r"^@(\d+)", line) for key, value in re.findall(r"(\w+)=(.*)", line)]
        marked = "\n".join(line for line in lines if not line.startswith("@")).strip()
        name = "%s-%d" % (path.stem.replace(".", "-"), number)
        yield make_record(name, note.strip(), marked, settings)


def main():
    check, good = "--check" in sys.argv, True
    for path in sorted((HERE / "source").glob("*.txt")):
        made = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in read_source(path))
        target = HERE / (path.stem + ".gold.jsonl")
        if not check:
            target.write_text(made, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != made:
            print("%s is not what %s gives: run make.py" % (target.name, path.name))
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
