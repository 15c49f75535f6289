#!/usr/bin/env python3
"""Makes the tables of text that the lexicon is compiled from.

usage: make.py cedict CEDICT_TS.U8 > cedict.tsv
       make.py names > names.tsv

`cedict` reads CC-CEDICT (CC BY-SA 4.0) and writes `Chinese TAB rendering; rendering ... TAB 1`: simplified keys, the
renderings in the dictionary's order, common ones first. What explains instead of translating is left out:
classifiers, notes in brackets, pronunciations, cross references, and long definitions. `names` asks ICU (CLDR's data,
Unicode licence) for countries, languages and currencies in both languages.
"""
import ctypes
import ctypes.util
import re
import sys

ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af〇]")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
CROSS_REFERENCE = re.compile(
    r"(CL:|(old |erhua |Japanese |archaic |popular |nonstandard |euphemistic )*variant of|see\b|see also|also written|"
    r"same as|also pr\.|Taiwan pr\.|pr\. |abbr\. (for|of)|used in|equivalent (to|of):|also called|unofficial variant|"
    r"old form of|simplified form|traditional form|radical in|Kangxi radical|component in|\(bound form\)$)")
# Openings that say what kind of word it is, not what it means.
OPENING = re.compile(r"(surname|(fig|lit|coll|orig|esp|usu)\.|to be |to get |to |a |an |the |one's )\s*", re.I)
FUNCTION_WORDS = set("""a an and are as at be been being by etc for from in is it its of on one one's oneself or sb sb's
    sth somebody someone something that the to was were with""".split())
WORD = re.compile(r"[A-Za-z0-9\u00c0-\u017f][A-Za-z0-9\u00c0-\u017f']*")
MOST_WORDS = 6
MOST_RENDERINGS = 12
LONGEST_KEY = 12


def clean(rendering):
    """A rendering without what opens it and without words that translate nothing; "" where nothing is left."""
    rendering = rendering.strip()
    if CROSS_REFERENCE.match(rendering):
        return ""
    while OPENING.match(rendering):
        rendering = OPENING.sub("", rendering, count=1)
    words = [word for word in WORD.findall(rendering) if not word.isdigit()]
    words = [word for word in words if word.lower() not in FUNCTION_WORDS] or words
    return " ".join(words) if len(words) <= MOST_WORDS else ""


def renderings(definition):
    """The translations in one definition of an entry, brackets and labels taken away."""
    while BRACKETS.search(definition):
        definition = BRACKETS.sub(" ", definition)
    if CROSS_REFERENCE.match(definition.strip()):
        return []
    definition = re.sub(r"[^\s\x00-\x7f\u00c0-\u017f]+", " ", definition)
    return [found for found in map(clean, re.split(r"[;,/:]", definition)) if found]


def read_cedict(lines):
    """Simplified key -> its renderings, each once. Surnames come last: they hide what the word means elsewhere."""
    table = {}
    for line in lines:
        entry = ENTRY.match(line)
        if not entry or line.startswith("#"):
            continue
        key = entry.group(2)
        if not HAN.search(key) or "，" in key or len(key) > LONGEST_KEY:
            continue
        first, last = table.setdefault(key, ({}, {}))
        for definition in entry.group(4).split("/"):
            kind = last if definition.lower().startswith("surname") else first
            kind.update(dict.fromkeys(renderings(definition)))
    return {key: list({**first, **last})[:MOST_RENDERINGS] for key, (first, last) in table.items()}


def write_cedict(path, out):
    with open(path, encoding="utf-8") as lines:
        table = read_cedict(lines)
    out.write("# From CC-CEDICT, https://cc-cedict.org, CC BY-SA 4.0; made by make.py cedict. See README.md.\n")
    for key in sorted(table):
        if table[key]:
            out.write(f"{key}\t{'; '.join(table[key])}\t1\n")


class Icu:
    """The few functions of ICU that give names, whatever version is installed."""

    def __init__(self):
        name = ctypes.util.find_library("icuuc")
        if not name:
            sys.exit("make.py: ICU's libicuuc is not installed")
        self.library = ctypes.CDLL(name)
        self.suffix = "_" + name.rsplit(".", 1)[1]

    def function(self, name):
        return getattr(self.library, name + self.suffix)

    def codes(self, name):
        function = self.function(name)
        function.restype = ctypes.POINTER(ctypes.c_char_p)
        found = function()
        number = 0
        while found[number]:
            yield found[number].decode("ascii")
            number += 1

    def name(self, function, locale, display):
        buffer = ctypes.create_string_buffer(512)
        error = ctypes.c_int(0)
        length = self.function(function)(locale.encode(), display, buffer, 256, ctypes.byref(error))
        return buffer.raw[:2 * length].decode("utf-16-le") if error.value <= 0 else ""


def write_names(out):
    icu = Icu()
    kinds = [("uloc_getISOCountries", "uloc_getDisplayCountry", "und_{}"),
             ("uloc_getISOLanguages", "uloc_getDisplayLanguage", "{}")]
    names = {}
    for codes, display, locale in kinds:
        for code in icu.codes(codes):
            chinese = icu.name(display, locale.format(code), b"zh")
            english = icu.name(display, locale.format(code), b"en")
            if english != code and len(chinese) > 1 and all(HAN.match(c) for c in chinese):
                names.setdefault(chinese, re.sub(r" \(.*\)| SAR China$", "", english).replace("&", "and"))
                # 中国香港特别行政区 is 香港 in every other sentence.
                short = re.sub(r"^中国|特别行政区$", "", chinese)
                if short:
                    names.setdefault(short, names[chinese])
    out.write("# Names of countries and languages from ICU (CLDR, Unicode licence); made by make.py names. See README.md.\n")
    for chinese in sorted(names):
        out.write(f"{chinese}\t{names[chinese]}\t1\n")


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "cedict":
        write_cedict(sys.argv[2], sys.stdout)
    elif sys.argv[1:] == ["names"]:
        write_names(sys.stdout)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main()
