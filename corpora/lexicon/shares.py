#!/usr/bin/env python3
"""Learns how often each word has a translation that the lexicon knows, where it stands in one of two sentences that
translate each other.

usage: shares.py BUILD OUT.tsv NAME.zh NAME.en [NAME.zh NAME.en ...]

The pairs of sentences are cut into five parts. For each a lexicon is trained on the other four, with characters.py too (a
table that has seen a sentence explains it too well), and BUILD/tests/bench/bench-across says how much likelier each word of the part is, given its
translation, than by chance: r. Of a word that is translated with probability s the sentences have 1 - s + s r as
likelihood; s is found by EM, beside five imaginary occurrences of words as common. BUILD needs "ninja bench-across".
"""
import os
import re
import subprocess
import sys
import tempfile
import zlib
from collections import Counter, defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = [os.path.join(HERE, name) for name in ("cedict.tsv", "names.tsv", "statements.tsv")]
PARTS = 5
PRIOR = 5
ROUNDS = 15
MOST = 2000  # occurrences of a word: more of them teach nothing new


def read_pairs(paths):
    pairs = []
    for zh, en in zip(paths[::2], paths[1::2]):
        with open(zh, encoding="utf-8") as first, open(en, encoding="utf-8") as second:
            pairs += [(a.rstrip("\n"), b.rstrip("\n")) for a, b in zip(first, second)]
    return pairs


def part_of(pair):
    """By the English words, so that the same sentence stands in one part."""
    return zlib.crc32(" ".join(re.findall(r"\w+", pair[1].lower())).encode()) % PARTS


def write_lines(path, lines):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in lines)


def observe(build, pairs, part, work):
    """The words of a part as bench-across sees them, in both directions."""
    dz = os.path.join(build, "tools", "dz")
    path = {name: os.path.join(work, name) for name in ("prior", "learned", "characters", "lexicon", "zh", "en", "own.zh", "own.en")}
    others = [pair for pair in pairs if part_of(pair) != part]
    own = [pair for pair in pairs if part_of(pair) == part]
    for side, name in enumerate(("zh", "en")):
        write_lines(path[name], (pair[side] for pair in others))
        write_lines(path["own." + name], (pair[side] for pair in own))
    for words in ([dz, "lexicon", "build", *TABLES, "-o", path["prior"]],
                  [dz, "lexicon", "train", "--quiet", "--lexicon=" + path["prior"], "--held-out=0", "-o",
                   path["learned"], path["zh"], path["en"]],
                  ["python3", os.path.join(HERE, "characters.py"), dz, path["characters"], path["zh"], path["en"]],
                  [dz, "lexicon", "build", *TABLES, path["learned"], path["characters"], "-o", path["lexicon"]]):
        subprocess.run(words, check=True)
    for quotes, source in (("own.en", "own.zh"), ("own.zh", "own.en")):
        said = subprocess.run([os.path.join(build, "tests", "bench", "bench-across"), "words", path["lexicon"],
                               path[quotes], path[source]], check=True, stdout=subprocess.PIPE).stdout
        yield from (line.split("\t") for line in said.decode("utf-8", "replace").split("\n") if line)


def maximize(ratios, prior, weight):
    share = prior
    for _ in range(ROUNDS):
        expected = sum(share * r / (1 - share + share * r) for r in ratios)
        share = (expected + weight * prior) / (len(ratios) + weight)
    return share


def learn(rows):
    classes, words, spellings = defaultdict(list), defaultdict(list), defaultdict(Counter)
    for language, form, spelling, ratio, info, known, name, value in rows:
        kind = ("value",) if value == "1" else (language, known, name, min(9, int(float(info))))
        classes[kind].append(float(ratio))
        if value == "0" and (language == "zh" or re.fullmatch("[a-z]+", spelling.lower())):
            words[language, form].append((kind, float(ratio)))
            spellings[language, form][form if language == "zh" else spelling.lower()] += 1
    shares = {kind: maximize(ratios[:50 * MOST], 0.5, 1) for kind, ratios in classes.items()}
    for kind in sorted(shares, key=str):
        print("%-30s %7d words: %.3f" % (" ".join(map(str, kind)), len(classes[kind]), shares[kind]))
    for (language, form), seen in sorted(words.items()):
        prior = sum(shares[kind] for kind, _ in seen) / len(seen)
        spelling = min(spellings[language, form].items(), key=lambda item: (-item[1], item[0]))[0]
        yield language, spelling, maximize([ratio for _, ratio in seen[:MOST]], prior, PRIOR)


def main():
    if len(sys.argv) < 5 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    build, out, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    pairs = read_pairs(paths)
    with tempfile.TemporaryDirectory() as work:
        rows = [row for part in range(PARTS) for row in observe(build, pairs, part, work) if len(row) == 8]
    lines = ["# How often a word is translated; from %d pairs of sentences by shares.py. See README.md." % len(pairs)]
    for language, word, share in learn(rows):
        lines.append("%s\t=\t%.3f" % (word, share) if language == "zh" else "=\t%s\t%.3f" % (word, share))
    write_lines(out, lines)


main()
