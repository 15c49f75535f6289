#!/usr/bin/env python3
"""How far the numbers and dates that dz finds in a sentence agree with those of its translation.

usage: values.py DZ SOURCE TARGET [-v]

The files hold a sentence a line, translations of each other. A value is agreed on where the other side of its line has
one of the same kind and the same normal form. Prints, for each kind and side: how many, and the share agreed on. -v
prints the lines that disagree. Translators leave out and add numbers, so that not all can agree.
"""
import collections
import json
import subprocess
import sys


def values(dz, path, language):
    out = subprocess.run([dz, "segment", "--level=value", "--split=lines", "--lang=" + language, "--format=jsonl", path],
                         stdout=subprocess.PIPE, check=True).stdout.decode()
    with open(path, encoding="utf-8") as file:
        text = file.read()
    line_of, line = [], 0
    for character in text:
        line_of.append(line)
        line += character == "\n"
    found = collections.defaultdict(list)
    for record in map(json.loads, out.splitlines()):
        if record["type"] == "value" and record["kind"] != "name":
            found[line_of[record["begin"]]].append((record["kind"], record["value"], record["text"]))
    return found, text.split("\n")


def main():
    words = [w for w in sys.argv[1:] if w != "-v"]
    if len(words) != 3:
        sys.exit(__doc__)
    language = {path: "zh" if path.endswith(".zh") else "en" for path in words[1:]}
    (first, first_lines), (second, second_lines) = (values(words[0], path, language[path]) for path in words[1:])
    counts = collections.Counter()
    for line in sorted(set(first) | set(second)):
        odd = []
        for side, (own, other) in enumerate(((first, second), (second, first))):
            there = collections.Counter((kind, value) for kind, value, _ in other[line])
            for kind, value, text in own[line]:
                agreed = there[kind, value] > 0
                there[kind, value] -= agreed
                counts[kind, side] += 1
                counts[kind, side, "agreed"] += agreed
                if not agreed:
                    odd.append("%s %s %s=%s" % ("<>"[side], kind, text, value))
        if odd and "-v" in sys.argv:
            print(line + 1, "; ".join(odd), first_lines[line], second_lines[line], sep="\n  ")
    for kind in ("number", "date"):
        for side in (0, 1):
            count = counts[kind, side]
            print("%s %s %d %.1f" % (kind, language[words[1 + side]], count,
                                     100 * counts[kind, side, "agreed"] / max(count, 1)))


main()
