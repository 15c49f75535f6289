#!/usr/bin/env python3
"""Makes a man page out of what the command says of itself: make.py DZ [SUBCOMMAND] > PAGE

The table of options in tools/ is the one place where they are described; --help and these pages are both made of it."""
import re
import subprocess
import sys

HEAD = '.TH %s 1 "" "duizhao %s" "User Commands"\n'


def ask(*arguments):
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def paragraphs(text):
    """Blocks between empty lines, as lists of lines."""
    return [block.split("\n") for block in re.split(r"\n\s*\n", text.strip("\n")) if block.strip()]


def put_block(lines, out):
    """Indented lines stand as they are; others are filled."""
    out.append(".PP")
    kept = False
    for line in lines:
        if line.startswith("  ") != kept:
            kept = not kept
            out += [".nf", ".RS 2"] if kept else [".RE", ".fi"]
        out.append(escape(line[2:] if kept else line))
    if kept:
        out += [".RE", ".fi"]


def put_details(text, out):
    for lines in paragraphs(text):
        if lines[0] in ("Example:", "Examples:"):
            out.append(".SH EXAMPLES")
            lines = lines[1:]
        put_block(lines, out)


def put_options(text, out):
    out.append(".SH OPTIONS")
    for line in text.strip("\n").split("\n"):
        if line.strip().startswith("-"):
            name, _, words = line.strip().partition("  ")
            out += [".TP", ".B " + escape(name)]
            if words.strip():
                out.append(escape(words.strip()))
        else:
            out.append(escape(line.strip()))


def subcommand_page(dz, name, version):
    usage, summary, rest = ask(dz, name, "--help").split("\n", 2)
    options, _, details = rest.partition("Options:\n")[2].partition("\n\n")
    summary = summary.rstrip(".")
    out = [HEAD % ("DZ\\-" + name.upper(), version) + ".SH NAME",
           "dz\\-%s \\- %s" % (name, escape(summary[0].lower() + summary[1:])),
           ".SH SYNOPSIS", ".B " + escape(usage.partition(": ")[2]), ".SH DESCRIPTION"]
    put_details(details, out)
    tail = out.index(".SH EXAMPLES") if ".SH EXAMPLES" in out else len(out)
    examples, out = out[tail:], out[:tail]
    put_options(options, out)
    return out + examples + [".SH SEE ALSO", ".BR dz (1)"]


def main_page(dz, version):
    usage, summary, rest = ask(dz, "--help").split("\n", 2)
    subcommands, _, details = rest.partition("Subcommands:\n")[2].partition("\n\n")
    out = [HEAD % ("DZ", version) + ".SH NAME", "dz \\- align Chinese and English official statements and check quotes",
           ".SH SYNOPSIS", ".B " + escape(usage.partition(": ")[2]), ".SH DESCRIPTION", escape(summary)]
    names = []
    out.append(".SH SUBCOMMANDS")
    for line in subcommands.strip("\n").split("\n"):
        name, words = line.split(None, 1)
        names.append(name)
        out += [".TP", ".BR dz\\-%s (1)" % name, escape(words)]
    put_details(details, out)
    out += [".SH ENVIRONMENT", ".TP", ".B DUIZHAO_DATA", "The folder of lexicon and models.", ".TP", ".B NO_COLOR",
            "No colours, whatever it is set to.", ".SH SEE ALSO"]
    out += [".BR dz\\-%s (1)%s" % (name, "," if name != names[-1] else "") for name in names]
    return out


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    dz = sys.argv[1]
    version = ask(dz, "--version").split()[-1]
    page = subcommand_page(dz, sys.argv[2], version) if len(sys.argv) == 3 else main_page(dz, version)
    sys.stdout.buffer.write(("\n".join(page) + "\n").encode("utf-8"))


main()
