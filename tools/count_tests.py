#!/usr/bin/env python3
"""Print how many tests of a JUnit file passed and how many failed.

usage: count_tests.py JUNIT.xml
"""
import sys
import xml.etree.ElementTree as ET


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    passed = failed = 0
    for case in ET.parse(sys.argv[1]).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is None:
            passed += 1
    print(passed, failed)


main()
