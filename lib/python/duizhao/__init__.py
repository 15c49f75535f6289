"""Chinese and English official statements, set side by side.

Each function gives the records of the dz command (docs/formats.md) as a list of dicts; "begin" and "end" count code
points, so that text[begin:end] is the record's text.

    import duizhao
    source = duizhao.read("briefing.zh.txt")
    target = duizhao.read("briefing.en.txt")
    beads = [r for r in duizhao.align(source, target) if r["type"] == "bead"]

A text is a str, or a Text as read() gives it; align() also takes a list of sentences. Errors are duizhao.Error, with the
library's message.
"""
import json
import os
from collections import namedtuple

from ._duizhao import Error, version
from . import _duizhao

__all__ = ["Error", "Text", "align", "check", "compare", "quotes", "read", "segment", "version"]

Text = namedtuple("Text", "name content")
Text.__doc__ = "A text with the name that its records call it; content is a str, or bytes that are still to be decoded."


def read(path):
    """A file as a Text; its encoding is found out where it is used."""
    with open(path, "rb") as file:
        return Text(os.fspath(path), file.read())


def _parts(text, name):
    if isinstance(text, Text):
        return text.name, text.content
    return name, text


def _records(lines):
    return [json.loads(line) for line in lines.splitlines()]


def segment(text, level="sentence", lang=None):
    """The sentences, words, blocks or values of a text."""
    return _records(_duizhao.segment(*_parts(text, "text"), level, lang))


def align(source, target, monotone=False):
    """The beads and gaps of a text and its translation. Each may be a list of sentences."""
    return _records(_duizhao.align(*_parts(source, "source"), *_parts(target, "target"), monotone))


def quotes(text):
    """Who said what in a text, through whom."""
    return _records(_duizhao.quotes(*_parts(text, "text")))


def check(report, sources):
    """Each quote of a report against the sources, an iterable of texts."""
    named = [_parts(text, "source %d" % number) for number, text in enumerate(sources, 1)]
    return _records(_duizhao.check(*_parts(report, "report"), named))


def compare(first, second):
    """What differs between two texts in one language."""
    return _records(_duizhao.compare(*_parts(first, "first"), *_parts(second, "second")))
