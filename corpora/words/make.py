#!/usr/bin/env python3
"""Makes the lists that the table of Chinese words is compiled from.

usage: make.py DICT.TXT CEDICT_TS.U8 FOLDER

DICT.TXT is jieba's dictionary (word, count, part of speech; Expat licence), CEDICT_TS.U8 is CC-CEDICT (CC BY-SA 4.0).
FOLDER gets three files: jieba.tsv and cedict.tsv (word TAB count), each derived from the one source alone as far as words
and counts go, and characters.tsv (see write_characters), derived from jieba's dictionary.

Words are cut the way the Chinese treebanks of Universal Dependencies do it, finer than dictionaries: a long word that
is put together of words goes to pieces (电视|台, 复旦|大学), and its count to them. What is no sum of its parts stays whole:
names, transliterations, idioms.
"""
import collections
import math
import os
import re
import sys

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]+")
CEDICT_ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")

# jieba's parts of speech: names of Chinese people and of others, and idioms.
PERSON = "nr"
FOREIGN = ("nrt",)
NAMES = ("nr", "nrfg", "nrt")
IDIOM = "i"
# Of places (a name of one piece stays whole: 马来西亚, but 南阳|县), and of units of measure (平方公里).
PLACE = "ns"
UNIT = "q"
PLACE_KINDS = set("国省市县区州府郡镇乡村旗盟路街门山峰岭河江湖海洋岛洲湾港道寺地带脉")

# A part of a longer word must be a word of at least this count.
LEAST_PART = 10
# A character ends (or begins) so many words of three characters whose other two are a word: then it is an affix.
LEAST_AFFIX = 10
# Words that are rarer are left out, and so are personal names that are rarer than this: the model of names finds them.
LEAST_COUNT = 3
LEAST_PERSON = 5
# The count of a word that only CC-CEDICT has.
CEDICT_COUNT = 3
LONGEST = 8

# Numerals and determiners, which are words before a measure word; and what looks like it but is one word, because
# nothing is counted.
DETERMINERS = set("一二三四五六七八九十百千万亿两几数这那每各某该此本首多同另")
MEASURES = set("个种位家名支座栋处套场棵句层届类条件项部代次间所面年月日天岁元")
NOT_COUNTED = set("一些 一样 一起 一定 一般 一切 一面 一点 几乎 这里 这样 一次 一同 一边 每次 首次 首届 同样 一直 一带 本人 本身 同年 同日 同月 万年 百年 千年 百家 百姓 万岁 千岁".split())
# What 这 and 那 make a word with, for it counts nothing: 这些.
PLURAL = "些"
# Verbs with a preposition or an aspect particle behind them (位于, 成为, 来自) are two words, but these have grown together.
PARTICLES = set("于为着了自")
GROWN_TOGETHER = set("认为 以为 关于 对于 由于 等于 至于 终于 便于 善于 勇于 敢于".split())
# States by one character, before what they are written short with: 英|军, 法|语.
STATES = set("中美英法德俄日韩苏")
OF_STATES = set("军语文")
# Adverbs of degree make one word with an adjective of one character (最大, 较低), these adverbs one with 是 (也是).
DEGREES = "更较最很"
BEFORE_TO_BE = "也都则亦就仍又"
# Such a pair is about so many times as frequent as two words that meet by chance.
ATTRACTION = 4


def read_jieba(path):
    words = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            if HAN.fullmatch(word) and len(word) <= LONGEST:
                words[word] = (int(count), tag)
    return words


def read_cedict(path):
    """The simplified words; those of them whose romanisation begins with a capital; those with no other capital, which
    are no sum of names and kinds (Ma3 lai2 xi1 ya4, but Tai4 ping2 Yang2); the idioms."""
    words, capitals, wholes, idioms = {}, set(), set(), set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = CEDICT_ENTRY.match(line)
            if not entry or not HAN.fullmatch(entry.group(2)) or len(entry.group(2)) > LONGEST:
                continue
            words[entry.group(2)] = (CEDICT_COUNT, "x")
            if entry.group(3)[0].isupper():
                capitals.add(entry.group(2))
                if not re.search(" [A-Z]", entry.group(3)):
                    wholes.add(entry.group(2))
            if "idiom" in entry.group(4):
                idioms.add(entry.group(2))
    return words, capitals, wholes, idioms


class Parts:
    """Says what a word is put together of."""

    def __init__(self, words, wholes, idioms):
        self.words = words
        self.wholes = wholes
        self.idioms = idioms
        self.measures = MEASURES | {word for word, (_, tag) in words.items() if len(word) == 1 and tag == UNIT}
        self.measures -= {PLURAL}
        self.find_affixes()

    def stands(self, part):
        return part in self.words and self.words[part][0] >= LEAST_PART and self.words[part][1] not in NAMES

    def find_affixes(self):
        ends, begins = collections.Counter(), collections.Counter()
        for word, (_, tag) in self.words.items():
            if len(word) == 3 and tag not in NAMES + (IDIOM, "ns"):
                ends[word[2]] += self.stands(word[:2])
                begins[word[0]] += self.stands(word[1:])
        self.suffixes = {affix for affix, count in ends.items() if count >= LEAST_AFFIX}
        self.prefixes = {affix for affix, count in begins.items() if count >= LEAST_AFFIX}

    def of(self, word):
        """The parts of a word; None where it is one word."""
        tag = self.words[word][1]
        if tag in NAMES or len(word) < 2 or (len(word) == 4 and (tag == IDIOM or word in self.idioms)):
            return None
        if tag == UNIT and word[0] not in DETERMINERS:
            return None
        if tag == PLACE and word in self.wholes and word[-1] not in PLACE_KINDS:
            return None
        return {2: self.of_two, 3: self.of_three}.get(len(word), self.of_more)(word, tag)

    def of_two(self, word, tag):
        if word[0] in DETERMINERS and word[1] in self.measures:
            if word not in NOT_COUNTED and tag in ("m", "r", "mq", "x", "t", "n"):
                return tuple(word)
        if word[1] in PARTICLES and tag[0] == "v" and word not in GROWN_TOGETHER:
            return tuple(word)
        if word[0] in STATES and word[1] in OF_STATES:
            return tuple(word)
        return None

    def of_three(self, word, tag):
        ways = []
        if self.stands(word[:2]) and word[2] in self.suffixes:
            ways.append((self.words[word[:2]][0], (word[:2], word[2])))
        if self.stands(word[1:]) and word[0] in self.prefixes:
            ways.append((self.words[word[1:]][0] / 2, (word[0], word[1:])))
        return max(ways)[1] if ways else None

    def of_more(self, word, tag):
        """The cheapest way through words, with affixes at the ends."""
        if len(word) == 4 and self.stands(word[:2]) and self.stands(word[2:]):
            return word[:2], word[2:]
        ways = {0: (0, ())}
        for begin in range(len(word)):
            for length in range(1, 5):
                part, end = word[begin:begin + length], begin + length
                if begin not in ways or end > len(word) or length == len(word):
                    continue
                if length == 1 and not (begin and part in self.suffixes or end < len(word) and part in self.prefixes):
                    continue
                if length > 1 and not self.stands(part):
                    continue
                price = 20 - math.log(self.words[part][0] + 1) + 3 * (length == 1)
                if end not in ways or ways[begin][0] + price < ways[end][0]:
                    ways[end] = (ways[begin][0] + price, ways[begin][1] + (part,))
        return ways[len(word)][1] if len(word) in ways else None


def take_apart(words, parts):
    """Counts of words once those that are put together gave theirs to their parts."""
    counts = collections.Counter({word: count for word, (count, _) in words.items()})
    for word in sorted(words, key=lambda word: (-len(word), word)):
        pieces = parts.of(word)
        if pieces:
            count = counts.pop(word)
            for piece in pieces:
                counts[piece] += count
    return counts


def add_pairs(counts, words):
    """Words that the dictionary lacks because grammar makes them: 最大, 也是."""
    total = sum(counts.values())
    adjectives = sorted(word for word, (_, tag) in words.items() if len(word) == 1 and tag in ("a", "ad"))
    pairs = [(degree, adjective) for degree in DEGREES for adjective in adjectives]
    pairs += [(adverb, "是") for adverb in BEFORE_TO_BE]
    for first, second in pairs:
        if first + second not in counts:
            counts[first + second] = ATTRACTION * counts[first] * counts[second] // total + 1


def write_characters(path, words, capitals, counts):
    """What characters do in words that no list has. A line: character, then how many names it begins, goes on in, and
    ends of those in other languages; how often it is a surname; how often a given name alone, its first character,
    its last."""
    uses = collections.defaultdict(lambda: [0] * 7)
    for word in words:
        tag = words[word][1]
        if (tag in FOREIGN or word in capitals and word in counts and len(word) > 2) and len(word) > 1:
            uses[word[0]][0] += 1
            uses[word[-1]][2] += 1
            for middle in word[1:-1]:
                uses[middle][1] += 1
        if tag == PERSON and len(word) in (2, 3):
            uses[word[0]][3] += 1
            for place, given in zip((4,) if len(word) == 2 else (5, 6), word[1:]):
                uses[given][place] += 1
    with open(path, "w", encoding="utf-8") as out:
        for character in sorted(uses):
            print(character, *uses[character], sep="\t", file=out)


def write_words(path, counts, wanted):
    with open(path, "w", encoding="utf-8") as out:
        for word in sorted(filter(wanted, counts), key=lambda word: (-counts[word], word)):
            print(word, counts[word], sep="\t", file=out)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    jieba = read_jieba(sys.argv[1])
    cedict, capitals, wholes, idioms = read_cedict(sys.argv[2])
    both = {**cedict, **jieba}
    counts = take_apart(both, Parts(both, wholes, idioms))
    add_pairs(counts, jieba)

    def is_frequent(word):
        rare_name = jieba.get(word, (0, ""))[1] == PERSON and counts[word] < LEAST_PERSON and len(word) > 2
        return (word in jieba or word not in cedict) and counts[word] >= LEAST_COUNT and not rare_name

    write_words(os.path.join(sys.argv[3], "jieba.tsv"), counts, is_frequent)
    write_words(os.path.join(sys.argv[3], "cedict.tsv"), counts, lambda word: word in cedict and word not in jieba)
    write_characters(os.path.join(sys.argv[3], "characters.tsv"), both, capitals, counts)


main()
