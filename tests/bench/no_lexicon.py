#!/usr/bin/env python3
"""What alignment reaches for a pair of languages that no table is there for.

usage: no_lexicon.py [--dz=DZ] SHARED

Aligns the sets of SHARED/data/align, and texts joined out of them and the parallel ones (join_texts.py), a sentence a line,
with `--lexicon=none`: once as they are, when Chinese is cut into characters; and once with each Chinese word (as `dz segment
--level=word` cuts them) written as a word of letters that say nothing, as a stand-in for a language that parts its words by
spaces and is written in other ways than English. Numbers stay. Prints a row of strict F1 for each text: as it is with the
shipped table, without it, and as words without it.
"""
import hashlib
import os
import re
import subprocess
import sys
import tempfile

SETS = ("mac-dev", "mag", "ldc-champollion")
SIZES = (1000, 10000, 30000)
HERE = os.path.dirname(os.path.abspath(__file__))
BEAD = re.compile(r"\[(.*?)\]\s*:\s*\[(.*?)\]")
HAN = re.compile("[\u3400-\u9fff]+")


def letters(word):
    """Three letters a character, the same for the same word."""
    digest = hashlib.sha256(word.encode("utf-8")).digest() * len(word)
    return "".join("abcdefghijklmnopqrstuvwxyz"[byte % 26] for byte in digest[: 3 * len(word)])


def read_beads(path):
    with open(path, encoding="utf-8") as lines:
        return {match.groups() for match in map(BEAD.match, lines) if match}


def as_words(dz, path, out):
    cut = subprocess.run([dz, "segment", "-q", "--level=word", "--split=lines", "--lang=zh", path], check=True,
                         stdout=subprocess.PIPE, encoding="utf-8").stdout
    with open(out, "w", encoding="utf-8") as file:
        file.write(HAN.sub(lambda match: letters(match.group()), cut))


def align(dz, zh, en, *options):
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run([dz, "align", "-q", "--force", "--split=lines", "--format=beads", "-o", out.name, *options, zh, en],
                       check=True, stderr=subprocess.DEVNULL)
        return read_beads(out.name)


def count(gold, out):
    """(right ones, found ones, those with both sides that there are), as eval/align.py has it"""
    full = {bead for bead in gold if bead[0] and bead[1]}
    return len(out & gold), len(out), len(out & full), len(full)


def f1(counts):
    right, found, right_full, full = (sum(column) for column in zip(*counts))
    precision, recall = right / max(1, found), right_full / max(1, full)
    return 2 * precision * recall / max(1e-9, precision + recall)


def measure(dz, bases):
    columns = ([], [], [])
    for base in bases:
        with tempfile.NamedTemporaryFile(suffix=".txt") as words:
            as_words(dz, base + ".zh", words.name)
            gold = read_beads(base + ".gold")
            for column, zh, options in zip(columns, (base + ".zh", base + ".zh", words.name),
                                           ((), ("--lexicon=none",), ("--lexicon=none",))):
                column.append(count(gold, align(dz, zh, base + ".en", *options)))
    return [f1(column) for column in columns]


def main():
    options = dict(arg[2:].split("=", 1) for arg in sys.argv[1:] if arg.startswith("--"))
    names = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(names) != 1:
        sys.exit(__doc__)
    dz, data = options.get("dz", "dz"), os.path.join(names[0], "data")
    for name in SETS:
        folder = os.path.join(data, "align", name)
        bases = [os.path.join(folder, file[:-5]) for file in sorted(os.listdir(folder)) if file.endswith(".gold")]
        print("| %s | %.3f | %.3f | %.3f |" % (name, *measure(dz, bases)), flush=True)
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            base = os.path.join(folder, "joined")
            subprocess.run(["python3", os.path.join(HERE, "join_texts.py"), "--sentences=%d" % size, base, data], check=True,
                           stdout=subprocess.DEVNULL)
            print("| joined, %d English sentences | %.3f | %.3f | %.3f |" % (size, *measure(dz, [base])), flush=True)


main()
