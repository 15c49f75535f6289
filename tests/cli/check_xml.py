#!/usr/bin/env python3
"""Checks XML alignments by the rules of their formats: check_xml.py FILE...

For each element: which children it may have, in which order, and which attributes it must and may have, out of the DTD of
TMX 1.4b, the schemas of XLIFF 1.2 and 2.1 (core and metadata), TEI P5 and the DTD of cesAlign: the part that we write. Ids
are unique, and what points at one points at one that is there. Prints a line a file."""
import re
import sys
import xml.etree.ElementTree as ElementTree

LANG = "lang"  # xml:lang, and xml:id below
TMX = {
    "tmx": ("header body", "version", ""),
    "header": ("(note|prop)*", "creationtool creationtoolversion segtype o-tmf adminlang srclang datatype",
               "o-encoding creationdate creationid changedate changeid"),
    "body": ("tu*", "", ""), "tu": ("(note|prop)* tuv+", "", "tuid srclang creationdate changedate segtype datatype"),
    "prop": ("#", "type", "lang o-encoding"), "note": ("#", "", "lang"), "tuv": ("(note|prop)* seg", "lang", ""),
    "seg": ("# hi*", "", ""), "hi": ("# hi*", "", "x type"),
}
XLIFF12 = {
    "xliff": ("file+", "version", ""),
    "file": ("header? body", "original source-language datatype", "target-language tool-id date"),
    "header": ("tool*", "", ""), "tool": ("", "tool-id tool-name", "tool-version"), "body": ("trans-unit*", "", ""),
    "trans-unit": ("source seg-source? target? (context-group|note|alt-trans)*", "id", "approved"),
    "source": ("# mrk*", "", "lang"), "seg-source": ("# mrk*", "", "lang"), "target": ("# mrk*", "", "state lang"),
    "mrk": ("#", "mtype", "mid"), "context-group": ("context+", "", "name purpose"), "context": ("#", "context-type", ""),
    "note": ("#", "", ""),
}
XLIFF21 = {
    "xliff": ("file+", "version srcLang", "trgLang"), "file": ("(notes|unit|group)+", "id", "original"),
    "unit": ("metadata? notes? segment+", "id", "name"), "metadata": ("metaGroup+", "", "id"),
    "metaGroup": ("meta+", "", "category appliesTo"), "meta": ("#", "type", ""),
    "segment": ("source target?", "", "id state subState"), "source": ("# mrk*", "", "lang"), "target": ("# mrk*", "", "lang order"),
    "mrk": ("#", "id", "type ref value translate"), "notes": ("note+", "", ""), "note": ("#", "", "id"),
}
TEI = {
    "teiCorpus": ("teiHeader TEI+", "", ""), "TEI": ("teiHeader (standOff|text)+", "", ""), "teiHeader": ("fileDesc", "", ""),
    "fileDesc": ("titleStmt publicationStmt sourceDesc", "", ""), "titleStmt": ("title+", "", ""), "title": ("#", "", ""),
    "publicationStmt": ("p+", "", ""), "sourceDesc": ("p+", "", ""), "p": ("#", "", ""), "standOff": ("linkGrp*", "", ""),
    "linkGrp": ("link*", "", "type corresp targFunc"), "link": ("", "target", "cert type"),
    "text": ("group|body", "", "id lang n"), "group": ("text+", "", ""), "body": ("ab*", "", ""), "ab": ("s*", "", ""),
    "s": ("#", "id", ""),
}
XCES = {
    "cesAlign": ("linkGrp*", "version", ""), "linkGrp": ("link*", "targType fromDoc toDoc", ""),
    "link": ("", "id xtargets", "certainty"),
}


def local(name):
    return name.rpartition("}")[2]


def rules_of(root):
    version = root.get("version", "")
    return {"tmx": TMX, "cesAlign": XCES, "teiCorpus": TEI, "TEI": TEI,
            "xliff": XLIFF12 if version == "1.2" else XLIFF21}[local(root.tag)]


def check(path):
    root, faults, ids, pointers = ElementTree.parse(path).getroot(), [], set(), []
    rules = rules_of(root)
    scopes = "unit" if rules is XLIFF21 else ""  # ids of segments count inside their unit
    for element in root.iter():
        name = local(element.tag)
        if name not in rules:
            faults.append("<%s> is not of the format" % name)
            continue
        model, must, may = rules[name]
        children = " ".join(local(child.tag) for child in element) + " "
        pattern = re.sub(r"[\w-]+", lambda word: "(?:%s )" % word.group(), model.replace("#", "")).replace(" ", " ")
        pattern = re.sub(r"(?<=[)?*+]) (?=[(])", "", pattern).strip()
        if not re.fullmatch(pattern, children if children.strip() else ""):
            faults.append("<%s> has %s where the rule is %s" % (name, children, model))
        if "#" not in model and (element.text or "").strip():
            faults.append("<%s> has text" % name)
        given = {local(attribute) for attribute in element.attrib}
        faults += ["<%s> lacks %s" % (name, word) for word in must.split() if word not in given]
        faults += ["<%s> has %s" % (name, word) for word in given if word not in (must + " " + may).split()]
        identity = element.get("{http://www.w3.org/XML/1998/namespace}id") or element.get("id")
        if identity and not (scopes and name in ("segment", "mrk")):
            if (name, identity) in ids or identity in {other for kind, other in ids if rules in (TEI, XCES)}:
                faults.append("id %s is there twice" % identity)
            ids.add((name, identity))
        pointers += (element.get("target") or "").split() if name == "link" and rules is TEI else []
    known = {identity for name, identity in ids}
    faults += ["%s points at nothing" % pointer for pointer in pointers if pointer[1:] not in known]
    if rules is TMX and not re.fullmatch(r"\*all\*|[A-Za-z]{2,3}(-\w+)*", root.find("header").get("srclang")):
        faults.append("srclang is no language")
    return faults


for path in sys.argv[1:]:
    faults = check(path)
    print("%s: %s" % (path, "; ".join(faults[:5]) if faults else "valid"))
