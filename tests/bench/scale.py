#!/usr/bin/env python3
"""How the time and memory of an alignment grow with the texts.

usage: scale.py [--dz=DZ] [--sizes=N,...] SHARED

Joins the shared texts (join_texts.py) into documents of about N English sentences each (1000 to 100000, and
1000000 takes minutes) and aligns each with `dz align --split=lines`. Prints a row of a table for each: sentences, seconds
of processor time, milliseconds for a thousand sentences of both sides, megabytes at most, strict F1; and, where the
documents that were aligned by hand stand in it, the F1 of these alone.
"""
import os
import re
import subprocess
import sys
import tempfile

BEAD = re.compile(r"\[(.*?)\]\s*:\s*\[(.*?)\]")


def read_beads(path):
    with open(path, encoding="utf-8") as lines:
        found = (BEAD.match(line) for line in lines)
        return {tuple(tuple(int(n) for n in side.split(",") if n.strip()) for side in m.groups()) for m in found if m}


def f1(gold, out):
    """As eval/align.py has it: recall leaves out what one side has alone."""
    full = {bead for bead in gold if bead[0] and bead[1]}
    precision, recall = len(out & gold) / max(1, len(out)), len(out & full) / max(1, len(full))
    return 2 * precision * recall / max(1e-9, precision + recall)


def inside(beads, parts):
    def holds(bead):
        zh, en = bead
        return any(zh and z <= zh[0] < z_end or not zh and e <= en[0] < e_end for z, z_end, e, e_end in parts)
    return {bead for bead in beads if holds(bead)}


def run(dz, base):
    child = subprocess.Popen([dz, "align", "-q", "--split=lines", "--format=beads", "-o", base + ".align", base + ".zh",
                              base + ".en"])
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit("dz align failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main():
    options = dict(arg[2:].split("=", 1) for arg in sys.argv[1:] if arg.startswith("--"))
    names = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(names) != 1:
        sys.exit(__doc__)
    join = os.path.join(os.path.dirname(os.path.abspath(__file__)), "join_texts.py")
    for size in options.get("sizes", "1000,3000,10000,30000,100000,1000000").split(","):
        with tempfile.TemporaryDirectory() as folder:
            base = os.path.join(folder, "joined")
            said = subprocess.run(["python3", join, "--sentences=" + size, base, os.path.join(names[0], "data")],
                                  check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
            counts = [int(n) for n in re.findall(r"\d+", said)]
            seconds, megabytes = run(options.get("dz", "dz"), base)
            gold, out = read_beads(base + ".gold"), read_beads(base + ".align")
            alone = []
            with open(base + ".parts", encoding="utf-8") as lines:
                parts = [line.split("\t") for line in lines]
            for name in sorted({os.path.basename(os.path.dirname(part[0])) for part in parts}):
                places = [[int(n) for n in part[1:]] for part in parts if "/%s/" % name in part[0]]
                alone.append("%s %.4f" % (name, f1(inside(gold, places), inside(out, places))))
            print("| %d x %d | %.2f s | %.0f ms | %.0f MB | %.4f | %s |"
                  % (*counts, seconds, 1e6 * seconds / sum(counts), megabytes, f1(gold, out), ", ".join(alone)), flush=True)


main()
