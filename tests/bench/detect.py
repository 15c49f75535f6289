#!/usr/bin/env python3
"""How often dz tells the encoding of a short text.

usage: detect.py DZ FILE.zh FILE.en [--lines=N]

Every line of the files is written in each encoding that can hold it, cut after 20 and after 200 bytes (lines are joined
until they are long enough, and the cut falls between characters), and given to dz as a file without any label. A text
counts as right where the encoding is the one it was written in. Big5 takes lines that it can hold, in traditional
characters only by chance of the source: they are converted with dz normalize --script=hant first.
"""
import json
import os
import subprocess
import sys
import tempfile

ENCODINGS = (("UTF-8", "utf-8"), ("GB18030", "gb18030"), ("BIG5-HKSCS", "big5hkscs"), ("UTF-16LE", "utf-16-le"),
             ("UTF-16BE", "utf-16-be"))


def cut(lines, start, codec, size):
    out = b""
    for line in lines[start:]:
        for character in line:
            try:
                code = character.encode(codec)
            except UnicodeEncodeError:
                break
            if len(out) + len(code) > size:
                return out
            out += code
    return out


def traditional(dz, lines):
    text = subprocess.run([dz, "normalize", "--script=hant", "--fold=script"], input="\n".join(lines).encode(),
                          stdout=subprocess.PIPE, check=True).stdout.decode()
    return text.split("\n")


def found(dz, texts):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, text in enumerate(texts):
            paths.append(os.path.join(folder, "%d.txt" % number))
            with open(paths[-1], "wb") as file:
                file.write(text)
        out = subprocess.run([dz, "segment", "-q", "--format=jsonl", *paths], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False).stdout.decode()
    records = [json.loads(line) for line in out.splitlines()]
    said = {r["document"]: r["encoding"] for r in records if r["type"] == "document"}
    return [said.get(path) for path in paths]


def main():
    words = [w for w in sys.argv[1:] if not w.startswith("--")]
    if len(words) != 3:
        sys.exit(__doc__)
    count = int(next((w[8:] for w in sys.argv if w.startswith("--lines=")), "300"))
    dz = words[0]
    for path in words[1:]:
        with open(path, encoding="utf-8") as file:
            lines = [line.strip() for line in file][: count + 50]
        chinese = any("\u4e00" <= c <= "\u9fff" for c in "".join(lines[:5]))
        for name, codec in ENCODINGS:
            if not chinese and name in ("GB18030", "BIG5-HKSCS"):
                continue
            source = traditional(dz, lines) if name == "BIG5-HKSCS" else lines
            for size in (20, 200):
                texts = [t for t in (cut(source, i, codec, size) for i in range(count)) if len(t) > size - 4]
                right = sum(f == name for f in found(dz, texts))
                print("%s %s %d %d %.1f" % (os.path.basename(path), name, size, len(texts), 100 * right / len(texts)))


main()
