#!/usr/bin/env python3
"""How well `dz align --find-pairs` pairs the files of two folders.

usage: find_pairs.py [--dz=DZ] [--left-out=SHARE] [--seed=N] SHARED

Cuts the texts of SHARED/data that are aligned (align/: at beads that were aligned by hand; parallel/: at lines) into
documents of 3 to 40 beads, leaves a tenth of them out of each folder, gives all files names that say nothing, and compares
the pairs that are found with those that are there. The neighbours of a document are of the same novel, sitting or
magazine, and so are the documents without partner: harder than most folders. Prints a row of a table for each set and
length: the texts, the pairs that are there, of the pairs called sure the share that is right (precision) and that of all
there are (recall), the same recall with the unsure ones, and the processor time for a thousand texts. The settings were
chosen on the first six sets; those of measure-only were not looked at before, and `all` is all of them in one folder.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

SETS = ("align/mac-dev", "align/mag", "align/ldc-champollion", "parallel/ntrex", "parallel/pud", "parallel/un-devset",
        "parallel/measure-only/wmt22-zhen", "parallel/measure-only/wmt23-zhen", "parallel/measure-only/wmt23-enzh")
LENGTHS = (3, 10, 40)
BEAD = re.compile(r"\[(.*?)\]\s*:\s*\[(.*?)\]")


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def read_gold(base):
    """[(Chinese lines, English lines)] of a text's beads, in order."""
    sides = [read_lines(base + ".zh"), read_lines(base + ".en")]
    for match in filter(None, map(BEAD.match, read_lines(base + ".gold"))):
        numbers = ([int(n) for n in group.split(",") if n.strip()] for group in match.groups())
        yield tuple([side[n] for n in which] for side, which in zip(sides, numbers))


def read_texts(folder, name):
    path = os.path.join(folder, "data", name)
    if not os.path.isdir(path):
        return [[([zh], [en]) for zh, en in zip(read_lines(path + ".zh"), read_lines(path + ".en"))]]
    return [list(read_gold(os.path.join(path, file[:-5]))) for file in sorted(os.listdir(path)) if file.endswith(".gold")]


def cut(texts, length):
    """Documents: (Chinese lines, English lines)."""
    for beads in texts:
        for at in range(0, len(beads) - length // 2, length):
            zh, en = ([line for bead in beads[at : at + length] for line in bead[side]] for side in (0, 1))
            if zh and en:
                yield zh, en


def write_folder(folder, documents, side, choose):
    """{path: number of the document}"""
    os.makedirs(folder)
    names = list(range(len(documents)))
    choose.shuffle(names)
    paths = {}
    for name, (number, document) in zip(names, documents):
        path = os.path.join(folder, "%05d.txt" % name)
        paths[path] = number
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in document[side])
    return paths


def measure(dz, documents, left_out, choose):
    sides = [[(n, d) for n, d in enumerate(documents) if choose.random() >= left_out] for _ in range(2)]
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        folders = [os.path.join(folder, name) for name in ("one", "other")]
        for side in (0, 1):
            paths.update(write_folder(folders[side], sides[side], side, choose))
        before = os.times()
        out = subprocess.run([dz, "align", "-q", "--find-pairs", "--list", "--format=jsonl", *folders], check=True,
                             stdout=subprocess.PIPE, encoding="utf-8").stdout
        after = os.times()
    pairs = [record for record in map(json.loads, out.splitlines()) if record["type"] == "pair"]
    there = len({n for n, _ in sides[0]} & {n for n, _ in sides[1]})
    right = [paths[pair["source"]] == paths[pair["target"]] for pair in pairs]
    sure = [good for good, pair in zip(right, pairs) if pair["sure"]]
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return (len(sides[0]), len(sides[1]), there, sum(sure) / max(1, len(sure)), sum(sure) / max(1, there),
            sum(right) / max(1, there), 1000 * seconds / len(paths))


def main():
    options = dict(arg[2:].split("=", 1) for arg in sys.argv[1:] if arg.startswith("--"))
    names = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(names) != 1:
        sys.exit(__doc__)
    texts = {name: read_texts(names[0], name) for name in SETS}
    texts["all"] = [text for name in SETS for text in texts[name]]
    for length in LENGTHS:
        for name, here in texts.items():
            choose = random.Random(int(options.get("seed", 1)))
            row = measure(options.get("dz", "dz"), list(cut(here, length)), float(options.get("left-out", 0.1)), choose)
            print("| %s | %d | %d x %d | %d | %.3f | %.3f | %.3f | %.2f s |" % (os.path.basename(name), length, *row), flush=True)


main()
