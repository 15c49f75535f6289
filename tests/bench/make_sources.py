#!/usr/bin/env python3
"""Makes a large set of sources, and quotes to look for in them, out of a few megabytes of text.

usage: make_sources.py OUT MEGABYTES TEXT... [--absent=TEXT]... [--seed=N] [--quotes=N]

TEXT is UTF-8, or records with "text" (.jsonl); a name that ends in .zh or .zh.jsonl is Chinese. Writes OUT/sources/, files
of a few to many kilobytes, half of the bytes in each language, and OUT/quotes.jsonl {"id", "lang", "kind", "text"}, N of each
kind: verbatim, altered (a word, or a figure), short (two to four words or Han, as they stand), absent (sentences of the
--absent texts) and absent-short.

A sentence stands in the sources once as it is; from then on with a third of its words replaced by others of the
language, or as the halves of two sentences. So most runs of words are new, as in real text, while words keep their
frequencies; a quote's own words stand in many other places."""
import json
import os
import random
import re
import sys

HAN = "\u4e00-\u9fff"


def read_text(path):
    with open(path, encoding="utf-8") as file:
        if path.endswith(".jsonl"):
            return "\n".join(json.loads(line)["text"] for line in file)
        return file.read()


def is_chinese(path):
    return path.endswith((".zh", ".zh.jsonl"))


def sentences_of(text, chinese):
    pattern = r"[^。！？\n]{8,200}[。！？]" if chinese else r"[A-Z\"“][^\n.!?]{20,400}[.!?](?=\s|$)"
    return [m.group().strip() for m in re.finditer(pattern, text)]


def words_of(sentence, chinese):
    return re.findall(rf"[{HAN}]{{1,2}}|[^{HAN}]" if chinese else r"[A-Za-z']+|[^A-Za-z']+", sentence)


class Language:
    def __init__(self, rng, chinese, paths, absent):
        self.rng, self.chinese = rng, chinese
        self.sentences = [s for path in paths for s in sentences_of(read_text(path), chinese)]
        self.absent = [s for path in absent for s in sentences_of(read_text(path), chinese)]
        rng.shuffle(self.sentences)
        rng.shuffle(self.absent)
        word = re.compile(rf"[{HAN}]{{2}}" if chinese else r"[a-z]{3,}")
        self.split = [words_of(s, chinese) for s in self.sentences]
        self.words = [w for parts in self.split for w in parts if word.fullmatch(w)]
        self.is_word = word.fullmatch
        self.next = 0

    def replace(self, parts, share):
        return "".join(self.rng.choice(self.words) if self.is_word(w) and self.rng.random() < share else w for w in parts)

    def sentence(self):
        self.next += 1
        if self.next <= len(self.sentences):
            return self.sentences[self.next - 1]
        one, other = self.rng.choice(self.split), self.rng.choice(self.split)
        if self.rng.random() < 0.3:
            one = one[: len(one) // 2] + other[len(other) // 2:]
        return self.replace(one, 0.33)

    def document(self, size):
        lines, length = [], 0
        while length < size:
            line = ("" if self.chinese else " ").join(self.sentence() for _ in range(self.rng.randint(1, 6)))
            lines.append(line)
            length += len(line.encode("utf-8")) + 1
        return "\n".join(lines) + "\n"

    def altered(self, sentence):
        digits = list(re.finditer(r"\d", sentence))
        if digits and self.rng.random() < 0.5:
            at = self.rng.choice(digits).start()
            return sentence[:at] + str((int(sentence[at]) + 3) % 10) + sentence[at + 1:]
        parts = words_of(sentence, self.chinese)
        places = [i for i, w in enumerate(parts) if self.is_word(w)]
        if not places:
            return None
        parts[self.rng.choice(places)] = self.rng.choice(self.words)
        return "".join(parts)

    def short(self, sentence):
        if self.chinese:
            runs = re.findall(rf"[{HAN}]{{6,}}", sentence)
            if not runs:
                return None
            run, length = self.rng.choice(runs), self.rng.randint(2, 4)
            at = self.rng.randint(0, len(run) - length)
            return run[at:at + length]
        words, length = sentence.split(), self.rng.randint(2, 3)
        if len(words) < 6:
            return None
        at = self.rng.randint(1, len(words) - length - 1)
        return " ".join(words[at:at + length])


def main():
    flags = [a for a in sys.argv[1:] if a.startswith("--")]
    names = [a for a in sys.argv[1:] if not a.startswith("--")]
    value = lambda name, default: next((f.split("=", 1)[1] for f in flags if f.startswith("--%s=" % name)), default)
    if len(names) < 3:
        sys.exit(__doc__)
    out, megabytes, paths = names[0], float(names[1]), names[2:]
    absent = [f.split("=", 1)[1] for f in flags if f.startswith("--absent=")]
    rng, per_kind = random.Random(int(value("seed", "6"))), int(value("quotes", "200"))
    os.makedirs(os.path.join(out, "sources"), exist_ok=True)
    quotes = []
    for chinese in (False, True):
        language = Language(rng, chinese, [p for p in paths if is_chinese(p) == chinese],
                            [p for p in absent if is_chinese(p) == chinese])
        left, number, pool = megabytes * 5e5, 0, []
        while left > 0:
            text = language.document(min(left, rng.choice((2000, 8000, 20000, 60000))))
            name = "%s-%05d.txt" % ("zh" if chinese else "en", number)
            with open(os.path.join(out, "sources", name), "w", encoding="utf-8") as file:
                file.write(text)
            left -= len(text.encode("utf-8"))
            number += 1
            if rng.random() < 1000 / (megabytes * 25):
                pool += sentences_of(text, chinese)[:40]
        rng.shuffle(pool)
        kinds = {"verbatim": pool, "altered": map(language.altered, pool), "short": map(language.short, pool),
                 "absent": language.absent, "absent-short": map(language.short, language.absent)}
        for kind, texts in kinds.items():
            made = [t for t in texts if t][:per_kind]
            quotes += [("zh" if chinese else "en", kind, t) for t in made]
    rng.shuffle(quotes)
    with open(os.path.join(out, "quotes.jsonl"), "w", encoding="utf-8") as file:
        for i, (lang, kind, text) in enumerate(quotes):
            file.write(json.dumps({"id": "%s-%s-%d" % (lang, kind, i), "lang": lang, "kind": kind, "text": text},
                                  ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
