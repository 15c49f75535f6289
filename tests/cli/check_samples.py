#!/usr/bin/env python3
"""The sample reports, checked by dz, against their gold: verdict, speaker and the differences that matter.

usage: check_samples.py DZ [REPORTS]

Prints a line for each quote that is not as the gold says, and a summary; exit 1 where any is not.
"""
import glob
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLES = os.path.join(ROOT, "corpora", "samples")


def records(lines):
    return [json.loads(line) for line in lines.splitlines() if line.strip()]


def checked(dz, report):
    done = subprocess.run([dz, "check", report, "--against", os.path.join(SAMPLES, "briefings"), "--format=jsonl"],
                          stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit("%s: dz check ended with %d" % (report, done.returncode))
    return [r for r in records(done.stdout.decode()) if r["type"] == "check"]


def complaints(gold, result):
    """What of a result is not as the gold says."""
    if result is None:
        return ["was not found among the report's quotes"]
    found = []
    for key in ("verdict", "attribution"):
        if result[key] != gold[key]:
            found.append("%s is %s, not %s" % (key, result[key], gold[key]))
    there = [(d["kind"], d["severity"]) for d in result["differences"]]
    for difference in gold["differences"]:
        if (difference["kind"], difference["severity"]) not in there:
            found.append("no difference %(kind)s, %(severity)s" % difference)
    first = [m for m in result["matches"] if m["rank"] == 1]
    if gold["source"] and not any(m["source"].endswith(gold["source"]) for m in first):
        found.append("not placed in %s" % gold["source"])
    return found


def overlapping(gold, results):
    for result in results:
        if result["quote"]["begin"] < gold["end"] and gold["begin"] < result["quote"]["end"]:
            return result
    return None


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = sys.argv[2] if len(sys.argv) == 3 else os.path.join(SAMPLES, "reports")
    right = wrong = 0
    for path in sorted(glob.glob(os.path.join(folder, "*.gold.jsonl"))):
        report = path.replace(".gold.jsonl", ".txt")
        results = checked(sys.argv[1], report)
        with open(path, encoding="utf-8") as file:
            quotes = records(file.read())
        for gold in quotes:
            for complaint in complaints(gold, overlapping(gold, results)):
                print("%s: %s ...: %s" % (os.path.basename(report), gold["text"][:40], complaint))
                break
            else:
                right += 1
                continue
            wrong += 1
    print("%d of %d quotes as the gold says" % (right, right + wrong))
    sys.exit(1 if wrong else 0)


main()
