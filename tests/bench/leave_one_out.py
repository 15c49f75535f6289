#!/usr/bin/env python3
"""What the aligner's settings are worth on texts that they were not chosen on.

usage: leave_one_out.py [--bench=BENCH-ALIGN] SHARED

For each of the three sets, settings are chosen on the other two: from a neutral start, each setting in turn takes the value
that is best there (mean strict F1 of the two sets), once through the list. Printed: the strict F1 of the set left out, with
what was chosen, beside that of the neutral start and of the settings that are shipped.
"""
import os
import re
import subprocess
import sys
import tempfile

SETS = ("mac-dev", "mag", "ldc-champollion")
NEUTRAL = {"mixture": 0.5, "lexical": 0.5, "many_to_many": -2, "edges": 1, "inner": 1, "threshold": 0.5}
VALUES = {"mixture": (0.4, 0.55), "lexical": (0.4, 0.6), "many_to_many": (-3, -1.6), "edges": (0.5,), "inner": (2,),
          "threshold": (0.3,)}


def score(bench, shared, name, settings, known):
    key = (name, tuple(sorted(settings.items())))
    if key in known:
        return known[key]
    with tempfile.TemporaryDirectory() as out:
        words = [bench]
        for setting, value in sorted(settings.items()):
            words += ["--set", "%s=%g" % (setting, value)]
        folder = os.path.join(shared, "data", "align", name)
        subprocess.run(words + [folder, out], stdout=subprocess.DEVNULL, check=True)
        said = subprocess.run(["python3", os.path.join(shared, "eval", "align.py"), folder, out], check=True,
                              stdout=subprocess.PIPE, encoding="utf-8").stdout
    known[key] = float(re.search(r"strict P [\d.]+ R [\d.]+ F1 ([\d.]+)", said).group(1))
    return known[key]


def main():
    options = dict(arg[2:].split("=", 1) for arg in sys.argv[1:] if arg.startswith("--"))
    names = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    if len(names) != 1:
        sys.exit(__doc__)
    bench, shared, known = options.get("bench", "bench-align"), names[0], {}
    for left in SETS:
        others, chosen = [name for name in SETS if name != left], dict(NEUTRAL)
        for setting, values in VALUES.items():
            tried = [dict(chosen, **{setting: value}) for value in (chosen[setting],) + values]
            chosen = max(tried, key=lambda s: sum(score(bench, shared, name, s, known) for name in others))
        said = ", ".join("%s %g" % item for item in sorted(chosen.items()))
        print("| %s | %.4f | %.4f | %.4f | %s |" % (left, score(bench, shared, left, NEUTRAL, known),
                                                    score(bench, shared, left, chosen, known),
                                                    score(bench, shared, left, {}, known), said), flush=True)


main()
