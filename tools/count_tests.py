#!/usr/bin/env python3
"""Print how many tests of a meson run passed and how many failed.

usage: count_tests.py testlog.json

A program that says how each of its cases ended (cmocka's lines, or TAP's) counts by its cases, any other as one test.
Cases that were skipped are named on standard error and count as neither.
"""
import json
import re
import sys

CASE = re.compile(r"(?m)^(?:\[ +(OK|FAILED|SKIPPED) +\] (\w+)$|(ok|not ok) \d+)")


def cases(run):
    """(passed, failed) of one program."""
    passed = failed = 0
    failures = set()
    for cmocka, name, tap in CASE.findall(run.get("stdout", "")):
        if cmocka == "OK" or tap == "ok":
            passed += 1
        elif cmocka == "SKIPPED":
            print("skipped: %s (what it needs is not there)" % name, file=sys.stderr)
        elif name not in failures:
            failures.add(name)
            failed += 1
    good = run["result"] in ("OK", "SKIP")
    if good and not passed:
        return (1, 0) if run["result"] == "OK" else (0, 0)
    return (passed, failed) if good else (passed, max(failed, 1))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as lines:
        counts = [cases(json.loads(line)) for line in lines]
    print(sum(passed for passed, _ in counts), sum(failed for _, failed in counts))


main()
