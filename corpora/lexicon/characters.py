#!/usr/bin/env python3
"""Learns which characters the Chinese renderings of an English word have.

usage: characters.py DZ OUT.tsv NAME.zh NAME.en [NAME.zh NAME.en ...]

The pairs of sentences, and the entries of cedict.tsv beside them, are cut into characters and words, and "dz lexicon train"
finds which translates which. What is likely enough to be of use is kept.
"""
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
LEAST = 0.02
MOST = 16


def main():
    if len(sys.argv) < 5 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    dz, out, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory() as work:
        zh, en, learned = (os.path.join(work, name) for name in ("entries.zh", "entries.en", "learned.tsv"))
        with open(os.path.join(HERE, "cedict.tsv"), encoding="utf-8") as table, \
                open(zh, "w", encoding="utf-8") as keys, open(en, "w", encoding="utf-8") as renderings:
            for line in table:
                if not line.startswith("#"):
                    key, rendering, _ = line.split("\t")
                    keys.write(key + "\n")
                    renderings.write(rendering + "\n")
        subprocess.run([dz, "lexicon", "train", "--quiet", "--lexicon=none", "--held-out=0", "-o", learned, *paths, zh,
                        en], check=True)
        words = defaultdict(list)
        with open(learned, encoding="utf-8") as lines:
            for line in lines:
                columns = line.rstrip("\n").split("\t")
                if len(columns) == 4 and len(columns[0]) == 1 and re.fullmatch("[A-Za-z]+", columns[1]):
                    words[columns[1]].append((-float(columns[3]), columns[0]))
    with open(out, "w", encoding="utf-8") as table:
        table.write("# Characters of the renderings of a word, p(character | word); made by characters.py. See README.md.\n")
        for word in sorted(words):
            for chance, character in sorted(words[word])[:MOST]:
                if -chance >= LEAST:
                    table.write("~%s\t%s\t%.3f\n" % (character, word, -chance))


main()
