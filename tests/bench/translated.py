#!/usr/bin/env python3
"""Make and score a benchmark of quotes that translate their source.

make:  translated.py make OUT NAME.en NAME.zh [--reverse] [--absent]
       Each line of NAME.en becomes a quote, all lines of NAME.zh one source (a sentence a line). --reverse: Chinese
       quotes against English. --absent: only every other line is in the source, so that half of the quotes have none.
score: translated.py score OUT RESULTS.jsonl
       RESULTS is what bench-check or dz check --format=jsonl prints.

right: the first place holds the line that the quote translates (or one with the same words), and little else.
nearest: it is that, or the quote is refused and the passage named as the nearest is right.
refused: quotes without a source whose verdict is not-found.
"""
import json
import os
import sys


def make(out, quotes, source, absent):
    os.makedirs(os.path.join(out, "sources"), exist_ok=True)
    english = open(quotes, encoding="utf-8").read().split("\n")
    chinese = open(source, encoding="utf-8").read().split("\n")
    text, truth = "", []
    with open(os.path.join(out, "quotes.jsonl"), "w", encoding="utf-8") as f:
        for i, (quote, line) in enumerate(zip(english, chinese)):
            if not quote.strip() or not line.strip():
                continue
            f.write(json.dumps({"id": str(i), "text": quote.strip()}, ensure_ascii=False) + "\n")
            if absent and i % 2:
                truth.append({"id": str(i), "begin": None, "text": line})
                continue
            truth.append({"id": str(i), "begin": len(text), "end": len(text) + len(line), "text": line})
            text += line + "\n\n"
    with open(os.path.join(out, "sources", "source.txt"), "w", encoding="utf-8", newline="") as f:
        f.write(text)
    with open(os.path.join(out, "truth.jsonl"), "w", encoding="utf-8") as f:
        for record in truth:
            f.write(json.dumps(record, ensure_ascii=False) + "\n")
    print(len(truth), "quotes,", sum(t["begin"] is None for t in truth), "of them absent")


def is_right(match, line):
    common = min(match["end"], line["end"]) - max(match["begin"], line["begin"])
    longest = max(match["end"] - match["begin"], line["end"] - line["begin"])
    return common >= 0.5 * longest or match["text"].strip() == line["text"].strip()


def score(out, results):
    truth = [json.loads(line) for line in open(os.path.join(out, "truth.jsonl"), encoding="utf-8")]
    got = {}
    for line in open(results, encoding="utf-8"):
        record = json.loads(line)
        if record.get("type") == "check":
            got[record["quote"]["id"]] = record
    there = right = absent = refused = said = nearest = 0
    for t in truth:
        record = got.get(t["id"], {})
        first = [m for m in record.get("matches") or [] if m.get("rank", 1) == 1][:1]
        if t["begin"] is None:
            absent += 1
            refused += record.get("verdict") == "not-found"
            continue
        there += 1
        said += bool(first)
        right += bool(first) and is_right(first[0], t)
        near = first[0] if first else record.get("near_miss")
        nearest += bool(near) and is_right(near, t)
    if there:
        print("%d quotes with a source: right place first %.1f %%, some place %.1f %%, right one first or nearest %.1f %%"
              % (there, 100 * right / there, 100 * said / there, 100 * nearest / there))
    if absent:
        print("%d quotes without one: refused %.1f %%" % (absent, 100 * refused / absent))


def main():
    flags = {a for a in sys.argv[1:] if a.startswith("--")}
    words = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(words) == 3 and words[0] == "score":
        score(words[1], words[2])
    elif len(words) == 4 and words[0] == "make":
        english, chinese = words[2:]
        pair = (chinese, english) if "--reverse" in flags else (english, chinese)
        make(words[1], *pair, absent="--absent" in flags)
    else:
        sys.exit(__doc__)


main()
