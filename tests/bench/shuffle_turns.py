#!/usr/bin/env python3
"""How well reordered and shortened transcripts are aligned.

usage: shuffle_turns.py [--dz=DZ] [--seeds=N] [--drop=SHARE] FOLDER

FOLDER holds NAME.zh, NAME.en (a sentence a line) and NAME.gold (beads). Each pair is made into a transcript whose turns
are runs of gold beads, a question (one bead) and an answer (two to five) in turn. It is aligned as it is; then with the
English questions and answers (each pair of turns together) in another order and a share of them left out. Printed: strict
F1 of both, and the share of dropped sentences and turns that gaps name as left out, with the wrongly named for comparison.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

BEAD = re.compile(r"\[(.*?)\]\s*:\s*\[(.*?)\]")
LABELS = {"zh": ("问：", "答："), "en": ("Q: ", "A: ")}


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.strip() for line in lines]


def read_beads(path):
    beads = []
    for line in read_lines(path):
        match = BEAD.match(line)
        if match:
            beads.append(tuple(tuple(int(n) for n in side.split(",") if n.strip()) for side in match.groups()))
    return beads


def cut_exchanges(beads, choose):
    """Runs of beads: [question, answer] each; beads without one side stay in the answers."""
    exchanges, at = [], 0
    while at < len(beads):
        end = min(len(beads), at + 1 + choose.randint(2, 5))
        if len(beads) - end < 3:
            end = len(beads)
        question, answer = beads[at : at + 1], beads[at + 1 : end]
        if answer and all(any(bead[side] for bead in part) for part in (question, answer) for side in (0, 1)):
            exchanges.append((question, answer))
        at = end
    return exchanges


def transcript(exchanges, side, lines, language):
    """The text of one side, and (begin, end, number) of each line in it."""
    text, places = "", []
    for exchange in exchanges:
        for part, label in zip(exchange, LABELS[language]):
            text += label
            for number in sorted(n for bead in part for n in bead[side]):
                places.append((len(text), len(text) + len(lines[number]), number))
                text += lines[number] + (" " if language == "en" else "")
            text = text.rstrip() + "\n\n"
    return text, places


def align(dz, folder, texts):
    paths = []
    for language in ("zh", "en"):
        paths.append(os.path.join(folder, "text.%s.txt" % language))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(texts[language])
    run = subprocess.run([dz, "align", "-q", "--format=jsonl"] + paths, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def lines_of(spans, places):
    """The lines that spans touch: the text may be cut into sentences in another way than the lines were."""
    return {("%d" % number) for span in spans for begin, end, number in places
            if min(end, span["end"]) - max(begin, span["begin"]) > 0.3 * (span["end"] - span["begin"])
            or min(end, span["end"]) - max(begin, span["begin"]) > 0.5 * (end - begin)}


def merge_beads(pairs):
    """Beads that hold parts of one line become one."""
    merged = []
    for zh, en in pairs:
        touching = [bead for bead in merged if bead[0] & zh or bead[1] & en]
        for bead in touching:
            merged.remove(bead)
            zh, en = zh | bead[0], en | bead[1]
        merged.append((zh, en))
    return {tuple(tuple(sorted(int(n) for n in side)) for side in bead) for bead in merged}


def run_case(dz, folder, zh, en, exchanges, kept):
    """[beads proposed, right, gold beads, found, lines left out, named, turns left out, named whole, lines named wrongly]"""
    zh_text, zh_places = transcript(exchanges, 0, zh, "zh")
    en_text, en_places = transcript(kept, 1, en, "en")
    pairs, named = [], set()
    for record in align(dz, folder, {"zh": zh_text, "en": en_text}):
        if record["type"] == "bead":
            sides = [lines_of(record["source_spans"], zh_places), lines_of(record["target_spans"], en_places)]
            if sides[0] or sides[1]:
                pairs.append(sides)
            if sides[0] and not sides[1]:
                named.update(int(n) for n in sides[0])
    beads = merge_beads(pairs)
    gold, turns, turns_named, out = set(), 0, 0, set()
    for exchange in exchanges:
        for part in exchange:
            numbers = {n for bead in part for n in bead[0]}
            if exchange in kept:
                gold.update(part)
                continue
            gold.update(((n,), ()) for n in numbers)
            out |= numbers
            turns += 1
            turns_named += numbers <= named
    full = {bead for bead in gold if bead[0] and bead[1]}
    empty = {n for bead in gold if not bead[1] for n in bead[0]}
    return [len(beads), len(beads & gold), len(full), len(beads & full), len(out), len(out & named), turns, turns_named,
            len(named - empty)]


def f1(sums):
    precision, recall = sums[1] / max(1, sums[0]), sums[3] / max(1, sums[2])
    return 2 * precision * recall / max(1e-9, precision + recall)


def main():
    options = dict(arg[2:].split("=", 1) for arg in sys.argv[1:] if arg.startswith("--"))
    folders = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(folders) != 1:
        sys.exit(__doc__)
    dz, drop = options.get("dz", "dz"), float(options.get("drop", 0.1))
    plain, mixed = [0] * 9, [0] * 9
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(n[:-5] for n in os.listdir(folders[0]) if n.endswith(".gold")):
            zh, en = (read_lines(os.path.join(folders[0], name + ending)) for ending in (".zh", ".en"))
            beads = read_beads(os.path.join(folders[0], name + ".gold"))
            for seed in range(int(options.get("seeds", 2))):
                choose = random.Random(seed)
                exchanges = cut_exchanges(beads, choose)
                if len(exchanges) < 3:
                    continue
                dropped = set(choose.sample(range(len(exchanges)), max(1, round(drop * len(exchanges)))))
                kept = [exchange for n, exchange in enumerate(exchanges) if n not in dropped]
                plain = [a + b for a, b in zip(plain, run_case(dz, folder, zh, en, exchanges, exchanges))]
                choose.shuffle(kept)
                mixed = [a + b for a, b in zip(mixed, run_case(dz, folder, zh, en, exchanges, kept))]
    print("in order, whole:      strict F1 %.4f" % f1(plain))
    print("shuffled and dropped: strict F1 %.4f" % f1(mixed))
    print("left out: %d of %d sentences named (%.3f), %d of %d turns whole (%.3f); %d sentences named wrongly"
          % (mixed[5], mixed[4], mixed[5] / max(1, mixed[4]), mixed[7], mixed[6], mixed[7] / max(1, mixed[6]), mixed[8]))


if __name__ == "__main__":
    main()
