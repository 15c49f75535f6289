#!/usr/bin/env python3
"""How often pairs that do not belong together are refused, and pairs that do.

usage: wrong_pairs.py [--dz=DZ] [--pairs=N] [--jobs=N] SHARED

Cuts the parallel texts of SHARED/data into stretches of 5 to 500 sentences and aligns N (200) right pairs of each length,
a stretch with its translation, and N wrong ones, a stretch with the translation of another of the same text. Printed by
length: the share of right pairs that were refused, and of wrong ones that were not.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

SETS = ("ntrex", "pud", "un-devset")
LENGTHS = (5, 10, 20, 50, 100, 200, 500)


def read_pairs(shared, name):
    sides = []
    for ending in (".zh", ".en"):
        with open(os.path.join(shared, "data", "parallel", name + ending), encoding="utf-8") as file:
            sides.append([line.rstrip("\n") for line in file])
    return list(zip(*sides))


def cases(texts, length, count, choose):
    """(right?, Chinese lines, English lines)"""
    names = [name for name in SETS if len(texts[name]) >= 4 * length]
    for n in range(2 * count):
        text = texts[names[n % len(names)]]
        at = choose.randrange(len(text) - length + 1)
        there = at
        while n >= count and abs(there - at) < length:
            there = choose.randrange(len(text) - length + 1)
        yield n < count, [zh for zh, _ in text[at : at + length]], [en for _, en in text[there : there + length]]


def refused(dz, jobs, folder, pairs):
    names = []
    for n, (_, zh, en) in enumerate(pairs):
        names.append([os.path.join(folder, "%d.%s" % (n, ending)) for ending in ("zh", "en")])
        for path, lines in zip(names[-1], (zh, en)):
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
    listed = os.path.join(folder, "list")
    with open(listed, "w", encoding="utf-8") as file:
        file.writelines("%s\t%s\t%d\n" % (zh, en, n) for n, (zh, en) in enumerate(names))
    run = subprocess.run([dz, "align", "-q", "--split=lines", "--format=jsonl", "--jobs=" + jobs, "--pairs=" + listed],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", check=False)
    records = (json.loads(line) for line in run.stdout.splitlines() if line.startswith('{"type":"error"'))
    return {int(record["document"]) for record in records}


def main():
    options = dict(arg[2:].split("=", 1) for arg in sys.argv[1:] if arg.startswith("--"))
    names = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(names) != 1:
        sys.exit(__doc__)
    choose, count = random.Random(1), int(options.get("pairs", 200))
    texts = {name: read_pairs(names[0], name) for name in SETS}
    print("sentences  right refused  wrong aligned")
    for length in LENGTHS:
        with tempfile.TemporaryDirectory() as folder:
            pairs = list(cases(texts, length, count, choose))
            out = refused(options.get("dz", "dz"), options.get("jobs", "2"), folder, pairs)
        right = sum(good for good, _, _ in pairs)
        false = sum(good for n, (good, _, _) in enumerate(pairs) if n in out)
        missed = sum(not good for n, (good, _, _) in enumerate(pairs) if n not in out)
        print("%9d  %5.1f %% of %d  %5.1f %% of %d" % (length, 100 * false / right, right,
                                                      100 * missed / (len(pairs) - right), len(pairs) - right))


main()
