#!/usr/bin/env python3
"""Write the sample briefings and their gold alignment from source/.

usage: make.py           write briefings/ and aligned/
       make.py --check   write nothing; exit 1 where the tree is not what would be written

A file of source/ holds one briefing in both languages, in the order of the Chinese:

    # a comment
    @header zh             the lines up to the next @ are the header of the Chinese text
    @header en
    @order en 0 1 4 2 3    the order of the turns in English, where it is another one
    @turn 1 | 问： | Q:     a turn begins: its number, and its label on either side (none: no label)
    @heading               the next bead is a heading
    @para                  a new paragraph begins

    zh: a Chinese sentence           lines without an empty line between them are one bead,
    en: its English sentence         a sentence a line; a side may have none
    en: and another one

From it come briefings/NAME.zh.txt and .en.txt, as such texts look on the web; aligned/NAME.zh and .en, a sentence
a line without labels and headers; and aligned/NAME.gold, a bead a line: `[0,1]:[0]`, Chinese sentence numbers first.
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIDES = ("zh", "en")
JOIN = {"zh": "", "en": " "}  # what stands between two sentences of a paragraph
TURN = re.compile(r"@turn (\d+)(?: \| (.+) \| (.+))?$")
SENTENCE = re.compile(r"(zh|en): (.+)$")


class SourceError(Exception):
    """A line of source/ that does not fit the format."""


class Turn:
    """One speaker's turn: its labels, and its paragraphs as lists of beads."""

    def __init__(self, number, labels):
        self.number = number
        self.labels = labels
        self.paragraphs = [[]]

    def beads(self):
        return [bead for paragraph in self.paragraphs for bead in paragraph]


class Briefing:
    """What a file of source/ says."""

    def __init__(self, path):
        self.name = path.stem
        self.headers = {side: [] for side in SIDES}
        self.turns = []
        self.order = {side: None for side in SIDES}
        self.open_header = None
        self.bead = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                self.read_line(line.rstrip())
            except SourceError as error:
                sys.exit("make.py: %s:%d: %s" % (path, number, error))
        for side in SIDES:
            self.check_order(side)

    def read_line(self, line):
        if line.startswith("#"):
            return
        if line.startswith("@"):
            self.read_command(line)
        elif not line:
            self.bead = None
        elif self.open_header:
            self.headers[self.open_header].append(line)
        else:
            self.read_sentence(line)

    def read_command(self, line):
        words = line.split()
        self.open_header = self.bead = None
        if words[0] == "@header" and words[1] in SIDES:
            self.open_header = words[1]
        elif words[0] == "@order" and words[1] in SIDES:
            self.order[words[1]] = [int(word) for word in words[2:]]
        elif TURN.match(line):
            number, zh, en = TURN.match(line).groups()
            self.turns.append(Turn(int(number), {"zh": zh or "", "en": en or ""}))
        elif line in ("@para", "@heading") and self.turns:
            if self.turns[-1].paragraphs[-1]:
                self.turns[-1].paragraphs.append([])
        else:
            raise SourceError("unknown command: " + line)

    def read_sentence(self, line):
        match = SENTENCE.match(line)
        if not match or not self.turns:
            raise SourceError("a sentence begins with `zh: ` or `en: ` and stands in a turn")
        if self.bead is None:
            self.bead = {side: [] for side in SIDES}
            self.turns[-1].paragraphs[-1].append(self.bead)
        self.bead[match.group(1)].append(match.group(2))

    def check_order(self, side):
        numbers = [turn.number for turn in self.turns]
        if self.order[side] is None:
            self.order[side] = numbers
        if sorted(self.order[side]) != sorted(numbers) or len(set(numbers)) != len(numbers):
            sys.exit("make.py: %s: @order %s does not name every turn once" % (self.name, side))

    def ordered_turns(self, side):
        by_number = {turn.number: turn for turn in self.turns}
        return [by_number[number] for number in self.order[side]]

    def text(self, side):
        """The briefing as it would stand on a page: header, turns with labels, paragraphs."""
        parts = ["\n".join(self.headers[side])]
        for turn in self.ordered_turns(side):
            label = turn.labels[side]
            for paragraph in turn.paragraphs:
                sentences = [sentence for bead in paragraph for sentence in bead[side]]
                if sentences:
                    parts.append((label + JOIN[side] if label else "") + JOIN[side].join(sentences))
                    label = ""
        return "\n\n".join(parts) + "\n"

    def sentences(self, side):
        return [sentence for turn in self.ordered_turns(side) for bead in turn.beads() for sentence in bead[side]]

    def gold(self):
        """Beads in the order of the Chinese, with the numbers of the sentences on both sides."""
        numbers = {side: {} for side in SIDES}
        for side in SIDES:
            count = 0
            for turn in self.ordered_turns(side):
                for bead in turn.beads():
                    numbers[side][id(bead)] = list(range(count, count + len(bead[side])))
                    count += len(bead[side])
        lists = [[numbers[side][id(bead)] for side in SIDES] for turn in self.turns for bead in turn.beads()]
        return "".join("[%s]:[%s]\n" % tuple(",".join(map(str, side)) for side in bead) for bead in lists)

    def files(self):
        """Every file that is made, by its path under this folder."""
        made = {"aligned/%s.gold" % self.name: self.gold()}
        for side in SIDES:
            made["briefings/%s.%s.txt" % (self.name, side)] = self.text(side)
            made["aligned/%s.%s" % (self.name, side)] = "".join(s + "\n" for s in self.sentences(side))
        return made


def squeeze(text):
    return re.sub(r"\s+", "", text)


def bare_text(briefing, side, text):
    """The text of a briefing without its header, the labels of its turns and all white space."""
    labels = {squeeze(turn.labels[side]) for turn in briefing.turns} - {""}
    body = text.split("\n\n", 1)[1]
    lines = [squeeze(line) for line in body.splitlines()]
    for i, line in enumerate(lines):
        for label in sorted(labels, key=len, reverse=True):
            if line.startswith(label):
                lines[i] = line[len(label):]
                break
    return "".join(lines)


def check(briefing):
    """What is wrong with the files of a briefing as they stand in the tree."""
    wrong = []
    for name, content in briefing.files().items():
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            wrong.append("%s is not what make.py writes: run make.py" % name)
    if wrong:
        return wrong
    for side in SIDES:
        text = (HERE / ("briefings/%s.%s.txt" % (briefing.name, side))).read_text(encoding="utf-8")
        aligned = (HERE / ("aligned/%s.%s" % (briefing.name, side))).read_text(encoding="utf-8")
        if bare_text(briefing, side, text) != squeeze(aligned):
            wrong.append("the sentences of aligned/%s.%s are not the text of the briefing" % (briefing.name, side))
    return wrong


def main():
    briefings = [Briefing(path) for path in sorted((HERE / "source").glob("*.txt"))]
    if sys.argv[1:] == ["--check"]:
        wrong = [message for briefing in briefings for message in check(briefing)]
        print("\n".join(wrong) or "%d briefings are as their sources say" % len(briefings))
        sys.exit(1 if wrong else 0)
    if sys.argv[1:]:
        sys.exit(__doc__)
    for briefing in briefings:
        for name, content in briefing.files().items():
            path = HERE / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        counts = [len(briefing.sentences(side)) for side in SIDES]
        print("%s: %d Chinese and %d English sentences, %d beads"
              % (briefing.name, counts[0], counts[1], briefing.gold().count("\n")))


if __name__ == "__main__":
    main()
