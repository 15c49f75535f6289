#!/usr/bin/env python3
"""Check the gold files of reports/ and attribution/ against the texts they speak of.

usage: check_gold.py           exit 1 and say what is wrong
       check_gold.py --list    show every quote with the turn it comes from, to be read by eye

Checked: spans lie in their text and their text is what stands there; every quotation of a report has its record;
kinds and verdicts are those of the design; and as far as plain string search can tell, that the verdict holds:
a verbatim quote stands in its source, a typographic one does so once quotes, dashes, width, case and closing marks
are folded, the parts of an elided or spliced one do, and an altered or absent one does not.
"""
import json
import re
import sys
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERDICTS = {"verbatim", "typographic", "elided", "altered", "spliced", "translated", "not-found"}
ATTRIBUTIONS = {"agrees", "differs", "question-not-answer", "other-date", "unknown"}
KINDS = set("""punctuation case width script spelling inflection synonym substitution insertion omission ellipsis bracket
               number date name negation modality hedge order translation-omission translation-addition""".split())
MAJOR = {"number", "date", "name", "negation", "modality"}
TYPES = {"direct", "indirect", "mixed"}
QUOTATION = re.compile(r'“([^”]*)”|「([^」]*)」|"([^"]*)"')
ELLIPSIS = re.compile(r"\[\.\.\.\]|…+|\.\.\.")
LABEL = re.compile(r"([^\n:：。.?]{1,40})[:：]\s*")
QUESTION = re.compile(r"问|Q|记者|記者|Reporter|News Agency|Times|Television|Daily")
HAN = "\u3000-\u303f\u4e00-\u9fff"
FAR_APART = 400  # characters of the source between the parts of a splice


def squeeze(text):
    """Text with each run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def fold(text):
    """A rough comparison key: no quotation marks, one kind of dash, half width, no case, no closing mark, and no
    space beside Chinese."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[“”‘’\"'「」『』]", "", text)
    text = re.sub("[–—―]", "-", text)
    text = squeeze(text.replace("。", "."))
    text = re.sub(r"(?<=[%s]) | (?=[%s])" % (HAN, HAN), "", text)
    return text.rstrip(".,;:!?- ")


def place(part, source):
    return fold(source).find(fold(part))


def nearest(quote, source):
    """Share of the quote that its most like stretch of the source repeats, in blocks of some length."""
    matcher = SequenceMatcher(None, fold(source), fold(quote), autojunk=False)
    least = 3 if re.search("[%s]" % HAN, quote) else 8
    best = matcher.find_longest_match()
    begin = max(0, best.a - best.b - len(quote))
    window = fold(source)[begin:best.a + 2 * len(quote)]
    blocks = SequenceMatcher(None, window, fold(quote), autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= least) / max(1, len(fold(quote)))


def is_elided(quote, source):
    """Whether the quote has marked omissions, and all between them stands in the source in this order."""
    places = [place(part, source) for part in ELLIPSIS.split(quote)]
    return len(places) > 1 and min(places) >= 0 and places == sorted(places)


def is_splice(quote, source):
    """Whether the quote is two passages of the source, far apart, that meet between two sentences."""
    for end in re.finditer(r"[.。?？!！]\s*", quote):
        first, second = place(quote[:end.end()], source), place(quote[end.end():], source)
        if min(first, second) >= 0 and abs(first - second) > FAR_APART:
            return True
    return False


def verdict_holds(verdict, quote, source):
    same, alike = squeeze(quote) in squeeze(source), place(quote, source) >= 0
    if verdict == "verbatim":
        return same
    if verdict == "typographic":
        return alike and not same
    elided, spliced = is_elided(quote, source), is_splice(quote, source)
    if alike or verdict == "elided":
        return elided and not alike
    if verdict == "spliced":
        return spliced
    return verdict == "altered" and not elided and not spliced and nearest(quote, source) > 0.6


def turn_label(quote, source):
    """The label of the turn in which the quote, or the best part of it, stands."""
    label = best_label = None
    best = 0
    for paragraph in source.split("\n\n")[1:]:
        match = LABEL.match(paragraph)
        label = match.group(1) if match else label
        size = SequenceMatcher(None, fold(paragraph), fold(quote), autojunk=False).find_longest_match().size
        if size > best:
            best, best_label = size, label
    return best_label or "?"


def check_quote(record, text, sources):
    """What is wrong with one record of a report's gold file."""
    if text[record["begin"]:record["end"]] != record["text"]:
        return "the span does not hold the text"
    if record["verdict"] not in VERDICTS or record["attribution"] not in ATTRIBUTIONS:
        return "unknown verdict or attribution"
    for difference in record["differences"]:
        if difference["kind"] not in KINDS or difference["severity"] not in ("minor", "major"):
            return "unknown kind or severity"
        if difference["kind"] in MAJOR and difference["severity"] != "major":
            return "a change of %s is major" % difference["kind"]
    if record["verdict"] in ("altered", "elided") and not record["differences"]:
        return "the difference is missing"
    if record["source"] is None:
        near = max(nearest(record["text"], source) for source in sources.values())
        return None if record["verdict"] == "not-found" and near < 0.3 else "a source has something like it"
    if record["source"] not in sources:
        return "there is no such source"
    source = sources[record["source"]]
    if not verdict_holds(record["verdict"], record["text"], source):
        return "the verdict does not hold"
    asked = bool(QUESTION.search(turn_label(record["text"], source)))
    if asked != (record["attribution"] == "question-not-answer"):
        return "the turn is %sa question" % ("" if asked else "not ")
    return None


def read_records(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def check_report(gold, listing):
    name = gold.name[:-len(".gold.jsonl")]
    text = (HERE / "reports" / (name + ".txt")).read_text(encoding="utf-8")
    suffix = name[-3:] + ".txt"
    sources = {"briefings/" + path.name: path.read_text(encoding="utf-8")
               for path in sorted((HERE / "briefings").glob("*" + suffix))}
    records = read_records(gold)
    wrong = []
    quoted = [next(group for group in match.groups() if group is not None) for match in QUOTATION.finditer(text)]
    if quoted != [record["text"] for record in records]:
        wrong.append("%s: the records are not the quotations of the report in their order" % gold.name)
    for number, record in enumerate(records, 1):
        message = check_quote(record, text, sources)
        if message:
            wrong.append("%s:%d: %s: %s" % (gold.name, number, message, record["text"]))
        if listing:
            label = turn_label(record["text"], sources[record["source"]]) if record["source"] else "-"
            kinds = ",".join(difference["kind"] for difference in record["differences"]) or "-"
            print("%s:%d\t%s\t%s\t%s\t%s [%s]\n    %s" % (name, number, record["verdict"], kinds, record["attribution"],
                                                          record["speaker"], label, record["text"]))
    return wrong


def check_attribution(path):
    """What is wrong with a file of attribution/: ids, types, references and spans."""
    wrong = []
    for record in read_records(path):
        text, ids = record["text"], {item["id"] for item in record["attributions"]}
        for item in record["attributions"]:
            where = "%s: %s %s: " % (path.name, record["id"], item["id"])
            if item["type"] not in TYPES or not {item["via"], item["about"]} <= ids | {None}:
                wrong.append(where + "unknown type, or a reference to no attribution")
            for role in ("source", "cue", "content"):
                spans = item[role]
                # A quotation may stand with a speaker and no cue, or with neither.
                if not spans and not (role == "source" or (role == "cue" and item["type"] == "direct")):
                    wrong.append(where + "no " + role)
                for begin, end in spans:
                    if not 0 <= begin < end <= len(text) or text[begin:end] != text[begin:end].strip():
                        wrong.append(where + "a span of the %s is out of place" % role)
                if any(a[1] > b[0] for a, b in zip(spans, spans[1:])):
                    wrong.append(where + "the spans of the %s are not in order" % role)
    return wrong


def main():
    if sys.argv[1:] not in ([], ["--list"]):
        sys.exit(__doc__)
    wrong = []
    for gold in sorted((HERE / "reports").glob("*.gold.jsonl")):
        wrong += check_report(gold, sys.argv[1:] == ["--list"])
    for path in sorted((HERE / "attribution").glob("*.gold.jsonl")):
        wrong += check_attribution(path)
    print("\n".join(wrong) or "the gold files agree with their texts")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
