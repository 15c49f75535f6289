#!/usr/bin/env python3
"""The exported symbols of the library, against the headers and against the reviewed list beside this file.

usage: symbols.py LIBRARY [--record]

A function that is declared but not exported breaks its callers' link; one that is exported but not declared becomes
part of the ABI by accident. --record writes the list anew: read the difference before it is committed.
"""
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
LIST = os.path.join(HERE, "symbols.txt")
HEADERS = os.path.join(HERE, "..", "..", "lib", "include", "duizhao", "*.h")


def exported(library):
    lines = subprocess.run(["nm", "-D", "--defined-only", library], stdout=subprocess.PIPE, check=True).stdout.decode()
    return {line.split()[2].split("@")[0] for line in lines.splitlines() if line.split()[1] in "TDBR"}


def declared():
    names = set()
    for path in glob.glob(HEADERS):
        with open(path, encoding="utf-8") as file:
            names |= set(re.findall(r"DZ_API\s[^;{(]*?\b(dz_\w+)\(", file.read()))
    return names


def main():
    arguments = [a for a in sys.argv[1:] if a != "--record"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    there, wanted = exported(arguments[0]), declared()
    if "--record" in sys.argv:
        with open(LIST, "w", encoding="utf-8") as file:
            file.writelines(name + "\n" for name in sorted(there))
    with open(LIST, encoding="utf-8") as file:
        reviewed = set(file.read().split())
    problems = (["declared, not exported: " + n for n in sorted(wanted - there)]
                + ["exported, not declared: " + n for n in sorted(there - wanted)]
                + ["exported, not in symbols.txt: " + n for n in sorted(there - reviewed)]
                + ["in symbols.txt, not exported: " + n for n in sorted(reviewed - there)])
    print(*problems, sep="\n")
    sys.exit(1 if problems else 0)


main()
