#!/usr/bin/env python3
"""Print a Chinese text and its English translation side by side.

usage: align.py CHINESE ENGLISH
"""
import sys

import duizhao


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for record in duizhao.align(duizhao.read(sys.argv[1]), duizhao.read(sys.argv[2])):
        if record["type"] == "bead":
            source = "".join(span["text"] for span in record["source_spans"])
            target = " ".join(span["text"] for span in record["target_spans"])
            print("%.2f\t%s\t%s" % (record["score"], source, target))


main()
