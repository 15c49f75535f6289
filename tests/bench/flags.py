#!/usr/bin/env python3
"""How often the translation checks speak where a person found nothing to say, and how often where a fault was planted.

usage: flags.py [--dz=DZ] [--list=KIND] FOLDER...

FOLDER holds NAME.zh, NAME.en (a sentence a line) and NAME.gold (beads). The gold beads are given as anchors, so that only
the checks are measured. False alarms: the share of beads with both sides that get a flag, in texts that are as they were
(some of them are found omissions of the translator's, not alarms that are false; for terms they are other renderings).
Hits: in a copy of each text a tenth of the beads that can bear a fault get one on the English side: another number,
another month, a negation taken out or put in, a name for another name of the text, a clause left out, another rendering of
a term that is rendered in one way otherwise. Printed: the share of them that get the flag of their kind, and any flag.
--list=KIND prints the faults of a kind that were missed.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict

from shuffle_turns import read_beads, read_lines

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KINDS = ["number", "date", "negation", "name", "clause", "term"]
MONTHS = "January February March April May June July August September October November December".split()
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?![a-z]| [A-Z]|-)")


def beads_of(folder, name):
    """Gold beads that an alignment can hold: numbers going up, each sentence once."""
    beads, seen = [], set()
    for bead in read_beads(os.path.join(folder, name + ".gold")):
        bead = tuple(tuple(sorted(set(side))) for side in bead)
        marks = {(side, n) for side in (0, 1) for n in bead[side]}
        if marks and not marks & seen:
            beads.append(bead)
            seen |= marks
    return beads


def load_renderings():
    """Chinese words with their renderings of one word each, out of the table's dictionary."""
    renderings = defaultdict(list)
    with open(os.path.join(ROOT, "corpora", "lexicon", "cedict.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            cells = line.rstrip("\n").split("\t")
            renderings[cells[0]] += [word.strip() for word in cells[1].split(";") if re.fullmatch(r"[a-z]{4,}", word.strip())]
    return {word: words for word, words in renderings.items() if len(words) > 1 and 2 <= len(word) <= 4}


class Text:
    def __init__(self, folder, name):
        self.zh, self.en = (read_lines(os.path.join(folder, "%s.%s" % (name, lang))) for lang in ("zh", "en"))
        self.beads = beads_of(folder, name)
        self.names = sorted({match for line in self.en for match in NAME.findall(line)})

    def chinese(self, bead):
        return "".join(self.zh[n] for n in bead[0])


def other_number(choose, text, bead, line, data):
    runs = [m for m in re.finditer(r"(?<![\d.,])\d{2,}(?![\d.,]*\d)", line) if m.group() in text.chinese(bead)]
    if not runs:
        return None
    run = choose.choice(runs)
    value = run.group()
    place = choose.randrange(len(value))
    digit = choose.choice([d for d in "123456789" if d != value[place]])
    return line[:run.start()] + value[:place] + digit + value[place + 1:] + line[run.end():]


def other_month(choose, text, bead, line, data):
    months = [m for m in re.finditer(r"\b(%s)\b (?=\d)" % "|".join(MONTHS), line)]
    if not months or "月" not in text.chinese(bead):
        return None
    month = choose.choice(months)
    return line[:month.start()] + choose.choice([m for m in MONTHS if m != month.group(1)]) + line[month.end(1):]


def other_negation(choose, text, bead, line, data):
    denied = re.search(r" not\b|n't\b", line)
    signs = re.search(r"[不没未无非勿]", text.chinese(bead))
    if denied and signs:
        return line[:denied.start()] + line[denied.end():]
    verb = re.search(r"\b(is|are|was|were|will|would|has|have|can|should|must)\b(?! not)", line)
    if verb and not denied and not signs and not re.search(r"\b(no|never|without|nor)\b", line):
        return line[:verb.end()] + " not" + line[verb.end():]
    return None


def other_name(choose, text, bead, line, data):
    names = list(NAME.finditer(line))
    others = [name for name in text.names if name not in line]
    if not names or not others:
        return None
    name = choose.choice(names)
    return line[:name.start()] + choose.choice(others) + line[name.end():]


def no_clause(choose, text, bead, line, data):
    parts = re.split(r"(?<=[,;]) ", line)
    long = [n for n, part in enumerate(parts) if len(part.split()) >= 6]
    if len(parts) < 2 or not long:
        return None
    gone = choose.choice(long)
    return " ".join(part for n, part in enumerate(parts) if n != gone).rstrip(",;") + ("" if gone < len(parts) - 1 else ".")


def other_term(choose, text, bead, line, data):
    for term, usual in data["terms"].items():
        if term in text.chinese(bead) and text.chinese(bead).count(term) == 1:
            found = re.search(r"\b%s\b" % usual, line)
            others = [word for word in data["renderings"][term] if word[:4] != usual[:4]]
            if found and others and len(re.findall(usual[:4], line)) == 1:
                return line[:found.start()] + choose.choice(others) + line[found.end():]
    return None


def find_terms(text, renderings):
    """Chinese words that the text renders in one way, five times or more."""
    terms = {}
    for term, words in renderings.items():
        uses = [bead for bead in text.beads if bead[0] and bead[1] and term in text.chinese(bead)]
        if len(uses) < 5:
            continue
        english = [" ".join(text.en[n] for n in bead[1]) for bead in uses]
        for word in words:
            if sum(word in line for line in english) >= 0.9 * len(uses):
                terms[term] = word
                break
    return terms


FAULTS = {"number": other_number, "date": other_month, "negation": other_negation, "name": other_name,
          "clause": no_clause, "term": other_term}


def check(dz, text, english, work):
    """The flags of each bead, by its sentences."""
    paths = [os.path.join(work, name) for name in ("zh", "en", "gold.beads")]
    lines = (text.zh, english, ["[%s]:[%s]" % tuple(",".join(map(str, side)) for side in bead) for bead in text.beads])
    for path, part in zip(paths, lines):
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(line + "\n" for line in part)
    out = subprocess.run([dz, "align", "-q", "--split=lines", "--checks", "--format=jsonl", "--anchors=" + paths[2], *paths[:2]],
                         check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    records = [json.loads(line) for line in out.splitlines()]
    return {(tuple(r["source"]), tuple(r["target"])): r["flags"] for r in records if r["type"] == "bead"}


def plant(kind, text, data, before):
    """The English with faults of a kind, and the beads that have one."""
    choose = random.Random(kind)
    english, faulty = list(text.en), {}
    beads = [bead for bead in text.beads if bead[0] and bead[1] and kind not in before.get(bead, ())]
    choose.shuffle(beads)
    able = 0
    for bead in beads:
        for n in bead[1]:
            line = FAULTS[kind](choose, text, bead, text.en[n], data)
            if line is not None and line != text.en[n]:
                able += 1
                if able % 10 == 1:
                    english[n] = line
                    faulty[bead] = line
                break
    return english, faulty


def main():
    options = {"dz": os.path.join(ROOT, "build", "tools", "dz"), "list": ""}
    folders = []
    for word in sys.argv[1:]:
        if word.startswith("--"):
            name, _, value = word[2:].partition("=")
            if name not in options:
                sys.exit(__doc__)
            options[name] = value
        else:
            folders.append(word)
    if not folders:
        sys.exit(__doc__)
    renderings = load_renderings()
    work = tempfile.mkdtemp(prefix="flags-")
    for folder in folders:
        beads, alarms, planted, hits, noticed = 0, Counter(), Counter(), Counter(), Counter()
        for name in sorted(f[:-5] for f in os.listdir(folder) if f.endswith(".gold")):
            text = Text(folder, name)
            data = {"renderings": renderings, "terms": find_terms(text, renderings)}
            before = check(options["dz"], text, text.en, work)
            full = [bead for bead in text.beads if bead[0] and bead[1]]
            beads += len(full)
            for bead in full:
                alarms.update(before.get(bead, ()))
                alarms["any but term"] += any(flag != "term" for flag in before.get(bead, ()))
            for kind in KINDS:
                english, faulty = plant(kind, text, data, before)
                if not faulty:
                    continue
                flags = check(options["dz"], text, english, work)
                planted[kind] += len(faulty)
                hits[kind] += sum(kind in flags.get(bead, ()) for bead in faulty)
                noticed[kind] += sum(bool(flags.get(bead)) for bead in faulty)
                for bead, line in faulty.items():
                    if options["list"] == kind and kind not in flags.get(bead, ()):
                        print(text.chinese(bead), "|", line)
        label = os.path.basename(folder.rstrip("/"))
        for kind in KINDS:
            print("%s %s: alarms %.2f %% of %d beads, hits %d of %d (%s), any flag %d" %
                  (label, kind, 100 * alarms[kind] / beads, beads, hits[kind], planted[kind],
                   "%.0f %%" % (100 * hits[kind] / planted[kind]) if planted[kind] else "-", noticed[kind]))
        print("%s: %.2f %% of beads have a flag other than term" % (label, 100 * alarms["any but term"] / beads))


if __name__ == "__main__":
    main()
