#!/usr/bin/env python3
"""Makes two versions of a text of which the edits are known, for measuring how much a diff marks.

usage: make_edits.py OUT MEGABYTES TEXT... [--share=0.01] [--moves=0] [--seed=N] [--words=COMMAND]

TEXT is as for make_sources.py; all in one language. Writes OUT.a.txt, OUT.b.txt and OUT.json {"edits", "characters"}: how many
words were edited, and how many characters of words are in what was taken out and put in. Of the edited words, a share of
all, three fifths are replaced by others of the text, a fifth are left out, and a fifth have another put before them.
--moves: how many lines are moved elsewhere, whole; they count as edits of no characters.

Chinese is cut into words by COMMAND, which gives each line of its standard input back with its words parted by spaces
("dz segment --level=word --split=lines --engine=icu -"); without one every two characters are a word."""
import json
import random
import re
import subprocess
import sys

from make_sources import Language, is_chinese, words_of


def cut_by(command, lines):
    """Lines as lists of words and of what stands between them."""
    done = subprocess.run(command.split(), input="\n".join(lines), stdout=subprocess.PIPE, check=True, encoding="utf-8")
    for line, cut in zip(lines, done.stdout.split("\n")):
        parts, at = [], 0
        for word in cut.split():
            begin = line.index(word, at)
            parts += [line[at:begin], word] if begin > at else [word]
            at = begin + len(word)
        yield parts + [line[at:]]


class Editor:
    def __init__(self, rng, language, share):
        self.rng, self.language, self.share = rng, language, share
        self.edits = self.characters = 0

    def word_before(self):
        return self.rng.choice(self.language.words)

    def edit(self, word):
        self.edits += 1
        dice, gap = self.rng.random(), "" if self.language.chinese else " "
        other = self.word_before()
        while other == word.lower():
            other = self.word_before()
        if dice < 0.2:
            self.characters += len(word)
            return ""
        if dice < 0.4:
            self.characters += len(other)
            return other + gap + word
        self.characters += len(word) + len(other)
        return other

    def line(self, parts):
        is_word = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z']+").fullmatch
        return "".join(self.edit(p) if is_word(p) and self.rng.random() < self.share else p for p in parts)


def main():
    flags = [a for a in sys.argv[1:] if a.startswith("--")]
    names = [a for a in sys.argv[1:] if not a.startswith("--")]
    value = lambda name, default: next((f.split("=", 1)[1] for f in flags if f.startswith("--%s=" % name)), default)
    if len(names) < 3:
        sys.exit(__doc__)
    out, size, paths = names[0], int(float(names[1]) * 1e6), names[2:]
    rng = random.Random(int(value("seed", "6")))
    language = Language(rng, is_chinese(paths[0]), paths, [])
    first = language.document(size).rstrip("\n").split("\n")
    cut = value("words", None)
    split = cut_by(cut, first) if cut else (words_of(line, language.chinese) for line in first)
    editor = Editor(rng, language, float(value("share", "0.01")))
    second = [editor.line(parts) for parts in split]
    for _ in range(int(value("moves", "0"))):
        second.insert(rng.randrange(len(second)), second.pop(rng.randrange(len(second))))
    for name, lines in (("a", first), ("b", second)):
        with open("%s.%s.txt" % (out, name), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    with open(out + ".json", "w", encoding="utf-8") as file:
        json.dump({"edits": editor.edits, "characters": editor.characters}, file)


if __name__ == "__main__":
    main()
