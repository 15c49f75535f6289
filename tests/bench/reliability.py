#!/usr/bin/env python3
"""How far the scores of beads hold.

usage: reliability.py GOLD OUT [GOLD OUT]...

GOLD holds NAME.gold, OUT the NAME.align that bench-align wrote, a score behind each bead. Prints, by score: beads, their mean
score, the share of them that is right (both sides as in gold; a bead with one side empty where gold has it so).
"""
import os
import re
import sys

LINE = re.compile(r"\[(.*?)\]\s*:\s*\[(.*?)\](?:\s+([\d.]+))?")
BOUNDS = (0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


def read(path):
    with open(path, encoding="utf-8") as lines:
        for match in filter(None, map(LINE.match, lines)):
            yield tuple(tuple(int(n) for n in match.group(side).split(",") if n.strip()) for side in (1, 2)), match.group(3)


def main():
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    scored = []
    for gold, out in zip(sys.argv[1::2], sys.argv[2::2]):
        for name in sorted(n[:-5] for n in os.listdir(gold) if n.endswith(".gold")):
            right = {bead for bead, _ in read(os.path.join(gold, name + ".gold"))}
            scored += [(float(score), bead in right) for bead, score in read(os.path.join(out, name + ".align"))]
    for low, high in zip(BOUNDS, BOUNDS[1:]):
        here = [(score, good) for score, good in scored if low <= score < high]
        if here:
            print("| %.2f to %.2f | %d | %.3f | %.3f |" % (low, min(1, high), len(here), sum(s for s, _ in here) / len(here),
                                                           sum(g for _, g in here) / len(here)))


main()
