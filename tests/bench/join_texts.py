#!/usr/bin/env python3
"""Join aligned texts into one long document of which the beads are known.

usage: join_texts.py [--sentences=N] [--seed=N] OUT SHARED

Writes OUT.zh, OUT.en (a sentence a line) and OUT.gold, with about N English sentences (30,000) and more Chinese ones. SHARED is the folder of the measuring data: the sentence pairs of parallel/ come in their order, in chapters
of 100 with a numbered heading; the documents of align/ that were aligned by hand stand between them, once each. Of the pairs:

- Chinese sentences are cut at a comma where both parts have six characters or more;
- one in ten English sentences is put together with the next, where the Chinese of both was left whole;
- one pair in a hundred loses one side, and so does a passage of 30 in every 3,000 pairs.

OUT.parts names the lines of the documents of align/, so that they can be scored alone. Longer texts than there are pairs
go through the pairs again.
"""
import os
import random
import re
import sys

BEAD = re.compile(r"\[(.*?)\]\s*:\s*\[(.*?)\]")
CUT = re.compile(r"(?<=[^，；：]{6}[，；：])(?=[^，；：]{6})")
CHAPTER, LOST_EVERY, LOST = 100, 3000, 30


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def read_beads(path):
    found = (BEAD.match(line) for line in read_lines(path))
    return [tuple(tuple(int(n) for n in side.split(",") if n.strip()) for side in m.groups()) for m in found if m]


class Joined:
    def __init__(self, out):
        self.files = [open(out + ending, "w", encoding="utf-8") for ending in (".zh", ".en", ".gold")]
        self.counts = [0, 0]

    def put(self, zh, en):
        """One bead: its lines on both sides."""
        numbers = []
        for side, lines in enumerate((zh, en)):
            numbers.append(range(self.counts[side], self.counts[side] + len(lines)))
            self.counts[side] += len(lines)
            self.files[side].writelines(line + "\n" for line in lines)
        self.files[2].write("%s:%s\n" % tuple("[%s]" % ",".join(map(str, n)) for n in numbers))

    def put_document(self, base):
        """A document aligned by hand, its beads as they are: they may cross."""
        sides = [read_lines(base + ending) for ending in (".zh", ".en")]
        for zh, en in read_beads(base + ".gold"):
            shifted = ["[%s]" % ",".join(str(n + at) for n in side) for side, at in zip((zh, en), self.counts)]
            self.files[2].write("%s:%s\n" % tuple(shifted))
        begin = list(self.counts)
        for side in (0, 1):
            self.files[side].writelines(line + "\n" for line in sides[side])
            self.counts[side] += len(sides[side])
        return "%s\t%d\t%d\t%d\t%d" % (base, begin[0], self.counts[0], begin[1], self.counts[1])


def read_pairs(shared):
    folder, pairs = os.path.join(shared, "parallel"), []
    for name in ("ntrex", "pud", "un-devset", "measure-only/wmt22-zhen", "measure-only/wmt23-enzh",
                 "measure-only/wmt23-zhen", "tatoeba-anki"):
        zh, en = (read_lines(os.path.join(folder, name + ending)) for ending in (".zh", ".en"))
        pairs += [(z.strip(), e.strip()) for z, e in zip(zh, en) if z.strip() and e.strip()]
    return pairs


def hand_aligned(shared):
    folder = os.path.join(shared, "align")
    return [os.path.join(folder, name, file[:-5]) for name in sorted(os.listdir(folder))
            for file in sorted(os.listdir(os.path.join(folder, name))) if file.endswith(".gold")]


def put_pairs(joined, pairs, choose, number):
    """One or two pairs from the end of the list; `number` is that of the pair in the text."""
    zh, en = pairs.pop()
    if number % LOST_EVERY < LOST and number >= LOST_EVERY:
        joined.put(*(([zh], []) if number // LOST_EVERY % 2 else ([], [en])))
        return 1
    if choose.random() < 0.01:
        joined.put(*(([zh], []) if choose.random() < 0.5 else ([], [en])))
        return 1
    if pairs and choose.random() < 0.1:
        zh2, en2 = pairs.pop()
        joined.put([zh, zh2], [en + " " + en2])
        return 2
    joined.put(CUT.split(zh, maxsplit=4), [en])
    return 1


def main():
    options = dict(arg[2:].split("=", 1) for arg in sys.argv[1:] if arg.startswith("--"))
    names = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(names) != 2:
        sys.exit(__doc__)
    wanted, choose = int(options.get("sentences", 30000)), random.Random(int(options.get("seed", 1)))
    joined, pairs, number, parts = Joined(names[0]), [], 0, []
    documents = hand_aligned(names[1])[::-1] if wanted >= 10000 else []
    every = wanted // (len(documents) + 1)
    while joined.counts[1] < wanted:
        if documents and joined.counts[1] >= every * (len(parts) + 1):
            parts.append(joined.put_document(documents.pop()))
        pairs = pairs or read_pairs(names[1])[::-1]
        if number % CHAPTER == 0:
            joined.put(["第%d章" % (number // CHAPTER + 1)], ["Chapter %d" % (number // CHAPTER + 1)])
        for _ in range(put_pairs(joined, pairs, choose, number)):
            number += 1
    with open(names[0] + ".parts", "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in parts)
    print("%d x %d sentences" % tuple(joined.counts))


main()
