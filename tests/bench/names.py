#!/usr/bin/env python3
"""How well foreign names in Chinese are found, and matched by sound with their Latin spelling.

usage: names.py DZ NAME-PAIRS CHINESE... [-v]

The Chinese texts (a sentence a line) say of some names how they are spelled: 唐纳德·特朗普（Donald Trump）. Each such
place whose Chinese has a dot between its parts is gold: the name ends at the bracket. Prints how many of them dz finds
as names with that end, and for the names found: the share whose similarity with its own spelling reaches each threshold
(recall), the share of all other spellings in the sets that do so too (false), and the precision that follows where a
name is looked for among its own and nine others; then how often its own spelling is the most similar one of all.
NAME-PAIRS is the program tests/bench/name-pairs of the build. -v prints the names that are missed.
"""
import json
import re
import subprocess
import sys

GOLD = re.compile(r"([\u4e00-\u9fff]{1,8}(?:[·•‧・．][\u4e00-\u9fff]{1,8})+)\s*[（(]\s*([A-ZÀ-Þ][\w'’.\- À-ÿ]{2,40}?)\s*[)）]")
THRESHOLDS = (0.6, 0.65, 0.7, 0.75, 0.8)


def found_names(dz, path):
    out = subprocess.run([dz, "segment", "--level=value", "--split=lines", "--lang=zh", "--format=jsonl", path],
                         stdout=subprocess.PIPE, check=True).stdout.decode()
    return {record["end"]: record["text"] for record in map(json.loads, out.splitlines())
            if record["type"] == "value" and record["kind"] == "name"}


def similarities(program, pairs):
    lines = "".join("%s\t%s\n" % pair for pair in pairs)
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    return [float(line.split("\t")[0]) for line in out.splitlines()]


def main():
    words = [w for w in sys.argv[1:] if w != "-v"]
    verbose = "-v" in sys.argv
    if len(words) < 3:
        sys.exit(__doc__)
    gold = {}
    total = 0
    for path in words[2:]:
        names = found_names(words[0], path)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for match in GOLD.finditer(text):
            total += 1
            name = names.get(match.end(1))
            if name:
                gold[name] = match.group(2)
            elif verbose:
                print("not found: %s (%s)" % match.groups())
    own = list(gold.items())
    scores = similarities(words[1], own)
    spellings = sorted(set(gold.values()))
    others = [(name, spelling) for name, right in own for spelling in spellings if spelling != right]
    other_scores = similarities(words[1], others)
    print("names %d found %d %.1f" % (total, len(own), 100 * len(own) / max(total, 1)))
    for threshold in THRESHOLDS:
        recall = sum(score >= threshold for score in scores) / len(scores)
        false = sum(score >= threshold for score in other_scores) / len(other_scores)
        print("threshold %.2f recall %.1f false %.2f precision %.1f"
              % (threshold, 100 * recall, 100 * false, 100 * recall / max(recall + 9 * false, 1e-9)))
    best = {}
    for (name, _), score in zip(others, other_scores):
        best[name] = max(best.get(name, 0), score)
    first = sum(score > best[name] for (name, _), score in zip(own, scores))
    print("first %d %.1f" % (first, 100 * first / len(own)))
    if verbose:
        for (name, spelling), score in sorted(zip(own, scores), key=lambda item: item[1]):
            print("%.2f %s %s" % (score, name, spelling))


main()
