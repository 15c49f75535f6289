#!/usr/bin/env python3
"""The Python package against an installed library: what a research script would lose if a part were broken."""
import unittest

import duizhao

ZH = "港口将于十月开放。我们今天不讨论收费问题。"
SOURCE = """Speaker: the spokesperson

Q: Will the port open this year?
A: The port will open in October, and 12 ships will call there each week. We will not discuss the fees today.
"""
REPORT = """Port to open in October

"The port will open in October, and 20 ships will call there each week," the spokesperson told reporters on Monday.
"""


class Package(unittest.TestCase):
    def test_segment_counts_in_code_points(self):
        text = "😀 " + ZH
        records = [r for r in duizhao.segment(text) if r["type"] == "sentence"]
        self.assertEqual([r["text"] for r in records][-1], "我们今天不讨论收费问题。")
        for record in records:
            self.assertEqual(text[record["begin"]:record["end"]], record["text"])

    def test_align_takes_lists_of_sentences(self):
        zh = ["港口将于十月开放。", "我们今天不讨论收费问题。"]
        en = ["The port will open in October.", "We will not discuss the fees today."]
        beads = [r for r in duizhao.align(zh, en) if r["type"] == "bead"]
        self.assertEqual([(b["source"], b["target"]) for b in beads], [([0], [0]), ([1], [1])])

    def test_quotes_finds_the_speaker(self):
        found = [r for r in duizhao.quotes(REPORT) if r["type"] == "attribution"]
        self.assertEqual(found[0]["kind"], "direct")
        self.assertIn("spokesperson", found[0]["source"][0]["text"])

    def test_check_says_altered(self):
        results = [r for r in duizhao.check(REPORT, [SOURCE]) if r["type"] == "check"]
        self.assertEqual([r["verdict"] for r in results], ["altered"])
        self.assertEqual([d["kind"] for d in results[0]["differences"]], ["number"])

    def test_compare_names_the_change(self):
        found = [r for r in duizhao.compare("We will go in May.", "We may go in May.") if r["type"] == "difference"]
        self.assertEqual([r["kind"] for r in found], ["modality"])

    def test_wrong_arguments_raise(self):
        with self.assertRaises(ValueError):
            duizhao.segment("x", level="letters")
        with self.assertRaises(TypeError):
            duizhao.segment(7)
        with self.assertRaises(TypeError):
            duizhao.check(REPORT, [7])
        with self.assertRaises(OSError):
            duizhao.read("/nowhere/at/all")


unittest.main(verbosity=1)
