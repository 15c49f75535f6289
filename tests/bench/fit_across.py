#!/usr/bin/env python3
"""Fits the weights by which the search for translated quotes ranks passages, and by which it refuses them.

usage: fit_across.py split PARALLEL OUT
       fit_across.py fit BUILD LEXICON WEIGHTS.h NAME...
       fit_across.py judge BUILD LEXICON NAME...

`split` parts the shippable pairs of PARALLEL into OUT/train, on which the lexicon for fitting is trained and its shares are
learned (corpora/lexicon/README.md), and the sets OUT/a, b and c: news, sentences of every day and of the United Nations, 1875 pairs
the first two. `fit` looks for each sentence of NAME.en among all of NAME.zh, and the reverse, with BUILD's bench-across; it
finds the weights of the traits by a softmax over the best passages of each quote, writes WEIGHTS.h, builds, and then, with every
other line left out, those of the signs by a logistic regression. `judge` prints what bench-across makes of such sets: right first; right first and refused, both ways of leaving
lines out; and the same where the threshold is such that nine of ten absent ones are refused.
"""
import math
import os
import random
import subprocess
import sys
from collections import Counter

RIDGE_OF_TRAITS = 1.0
RIDGE_OF_SIGNS = 1.0
ROUNDS = 150
CLEAR = 14.0  # evidence by which the right passage may lead before there is nothing to be learned from its rivals


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def read_pairs(folder, name):
    return list(zip(*(read_lines(os.path.join(folder, name + ending)) for ending in (".en", ".zh"))))


def split(folder, out):
    chance = random.Random(5)
    news, nations = read_pairs(folder, "ntrex"), read_pairs(folder, "un-devset")
    everyday = read_pairs(folder, "tatoeba-anki")
    english, chinese = Counter(en for en, _ in everyday), Counter(zh for _, zh in everyday)
    alone = [i for i, (en, zh) in enumerate(everyday) if english[en] == 1 and chinese[zh] == 1]
    chance.shuffle(alone)
    held = set(alone[:2800])
    order = list(range(len(nations)))
    chance.shuffle(order)
    held_nations = set(order[:300])
    train = [pair for i, pair in enumerate(everyday) if i not in held]
    train += [pair for i, pair in enumerate(nations) if i not in held_nations] + read_pairs(folder, "pud")
    chance.shuffle(news)
    sets = {"train": train}
    for number, name in enumerate("abc"):
        sets[name] = news[850 * number:850 * (number + 1)]
        sets[name] += [everyday[i] for i in alone[900 * number:min(900 * (number + 1), 2800)]]
        sets[name] += [nations[i] for i in order[125 * number:min(125 * (number + 1), 300)]]
        chance.shuffle(sets[name])
    for name, pairs in sets.items():
        for side, ending in enumerate((".en", ".zh")):
            with open(os.path.join(out, name + ending), "w", encoding="utf-8") as file:
                file.writelines(pair[side] + "\n" for pair in pairs)


# ---- What bench-across says ----


def look(build, lexicon, name, reverse, left_out=None):
    """For each quote its best passages, as (right, traits), and what was made of the best: (right, there, found, probability,
    signs)."""
    files = [name + ".zh", name + ".en"] if reverse else [name + ".en", name + ".zh"]
    words = [os.path.join(build, "tests", "bench", "bench-across"), "passages", lexicon, *files]
    said = subprocess.run(words + ([str(left_out)] if left_out is not None else []), check=True,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout
    quotes = []
    for line in said.splitlines():
        columns = line.split("\t")
        if columns[0] == "Q":
            quotes.append(([], None))
        elif columns[0] == "T":
            quotes[-1][0].append((int(columns[1]), [float(x) for x in columns[3:]]))
        else:
            quotes[-1] = (quotes[-1][0], (*map(int, columns[1:4]), float(columns[4]), [float(x) for x in columns[5:]]))
    return quotes


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


# ---- Traits ----


def softmax_step(groups, weights):
    """The gradient of the logarithm of the right passages' share, summed."""
    gradient = [0.0] * len(weights)
    for right, traits in groups:
        scores = [dot(weights, row) for row in traits]
        most = max(scores)
        shares = [math.exp(score - most) for score in scores]
        total, good = sum(shares), sum(share for share, is_right in zip(shares, right) if is_right)
        if good / total > 1 - 1e-6:
            continue
        for share, is_right, row in zip(shares, right, traits):
            step = (share / good if is_right and good else 0) - share / total
            for i, value in enumerate(row):
                gradient[i] += step * value
    return gradient


def fit_traits(groups, weights):
    """Adam on the softmax, with a ridge towards nothing but for the two that weigh the words."""
    first, second = [0.0] * len(weights), [0.0] * len(weights)
    for step in range(1, ROUNDS + 1):
        rate = 0.05 if step < ROUNDS / 2 else 0.01
        gradient = softmax_step(groups, weights)
        for i in range(len(weights)):
            slope = (gradient[i] - (RIDGE_OF_TRAITS * weights[i] if i > 1 else 0)) / len(groups)
            first[i] = 0.9 * first[i] + 0.1 * slope
            second[i] = 0.99 * second[i] + 0.01 * slope * slope
            weights[i] += rate * first[i] / (1 - 0.9 ** step) / (math.sqrt(second[i] / (1 - 0.99 ** step)) + 1e-9)
    return [weight / weights[0] for weight in weights]


def gather_groups(sets):
    groups = []
    for quotes in sets:
        for passages, _ in quotes:
            right = [is_right for is_right, _ in passages]
            rows = [row for _, row in passages]
            if not any(right) or all(right):
                continue
            sums = [sum(row[:3]) for row in rows]
            lead = max(s for s, r in zip(sums, right) if r) - max(s for s, r in zip(sums, right) if not r)
            if lead < CLEAR:
                groups.append((right, rows))
    return groups


# ---- Signs ----


def solve(matrix, vector):
    """Gaussian elimination with pivots."""
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(size):
            if k != i and rows[k][i]:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def fit_signs(rows):
    """Newton's method for a logistic regression; the ridge counts in standard deviations."""
    size = len(rows[0][1])
    spreads = [math.sqrt(sum(x[i] ** 2 for _, x in rows) / len(rows)) or 1.0 for i in range(size)]
    rows = [(y, [value / spread for value, spread in zip(x, spreads)]) for y, x in rows]
    weights = [0.0] * size
    for _ in range(12):
        gradient = [-RIDGE_OF_SIGNS * weight for weight in weights]
        matrix = [[RIDGE_OF_SIGNS * (i == k) for k in range(size)] for i in range(size)]
        for y, x in rows:
            share = 1 / (1 + math.exp(-max(-30.0, min(30.0, dot(weights, x)))))
            pull, hold = y - share, share * (1 - share)
            for i, value in enumerate(x):
                gradient[i] += pull * value
                part = hold * value
                line = matrix[i]
                for k in range(i, size):
                    line[k] += part * x[k]
        for i in range(size):
            for k in range(i):
                matrix[i][k] = matrix[k][i]
        weights = [weight + step for weight, step in zip(weights, solve(matrix, gradient))]
    return [weight / spread for weight, spread in zip(weights, spreads)]


# ---- The whole ----


def write_table(out, kind, name, weights):
    out.write("static const float %s[%s] = {\n" % (name, kind))
    for i in range(0, len(weights), 8):
        out.write("    %s,\n" % ", ".join("%.4gf" % w if "." in "%.4g" % w or "e" in "%.4g" % w else "%.4g.0f" % w
                                          for w in weights[i:i + 8]))
    out.write("};\n")


def write_weights(path, traits, signs):
    with open(path, "w", encoding="utf-8") as out:
        out.write("/* Made by tests/bench/fit_across.py: the weights of dz_trait and of dz_sign, in their order. */\n")
        out.write("/* clang-format off */\n")
        write_table(out, "DZ_TRAIT_COUNT", "trait_weights", traits)
        write_table(out, "DZ_SIGN_COUNT", "sign_weights", signs)
        out.write("/* clang-format on */\n")


def fit(build, lexicon, header, names):
    sets = [look(build, lexicon, name, reverse) for name in names for reverse in (False, True)]
    size = len(next(passages[0][1] for passages, _ in sets[0] if passages))
    signs = [0.0] * len(sets[0][0][1][4])
    traits = fit_traits(gather_groups(sets), [0.5, 0.5, 0.5] + [0.0] * (size - 3))
    write_weights(header, traits, signs)
    bench = os.path.join("tests", "bench", "bench-across")
    subprocess.run(["ninja", "-C", build, bench], check=True, stdout=subprocess.DEVNULL)
    rows = [(best[0], best[4]) for name in names for reverse in (False, True) for left_out in (0, 1)
            for _, best in look(build, lexicon, name, reverse, left_out)]
    write_weights(header, traits, fit_signs(rows))
    subprocess.run(["ninja", "-C", build, bench], check=True, stdout=subprocess.DEVNULL)


def share(part, whole):
    return "%.1f %%" % (100 * part / whole)


def judge(build, lexicon, names):
    for name in names:
        for reverse in (False, True):
            whole = [best for _, best in look(build, lexicon, name, reverse)]
            halves = [best for left_out in (0, 1) for _, best in look(build, lexicon, name, reverse, left_out)]
            absent = sorted(best[3] for best in halves if not best[1])
            bar = absent[int(0.9 * len(absent))]
            there = [best for best in halves if best[1]]
            print("%s, %s: among all the right one first %s, and taken %s; half left out: first %s, taken %s, refused %s; "
                  "where 90 %% are refused (at %.3f): taken %s, among all %s" %
                  (os.path.basename(name), "Chinese quotes" if reverse else "English quotes",
                   share(sum(best[0] for best in whole), len(whole)),
                   share(sum(best[0] and best[2] for best in whole), len(whole)),
                   share(sum(best[0] for best in there), len(there)),
                   share(sum(best[0] and best[2] for best in there), len(there)),
                   share(sum(not best[2] for best in halves if not best[1]), len(absent)), bar,
                   share(sum(best[0] and best[3] > bar for best in there), len(there)),
                   share(sum(best[0] and best[3] > bar for best in whole), len(whole))))


def main():
    words = sys.argv[1:]
    if len(words) == 3 and words[0] == "split":
        split(*words[1:])
    elif len(words) >= 5 and words[0] == "fit":
        fit(words[1], words[2], words[3], words[4:])
    elif len(words) >= 4 and words[0] == "judge":
        judge(words[1], words[2], words[3:])
    else:
        sys.exit(__doc__)


main()
