# SPDX-License-Identifier: MIT
"""No sentence of the shipped policies is a sentence of their source documents.

wording.py ROOT: compares titles, texts, messages, reasons and questions of
policies/ with the lines and sentences of the documents in ../shared/seeds
beside ROOT, without spaces, punctuation and differences of width. No sentence
of a catalog is a whole source line, and no source line of at least 12
characters stands within a sentence of ours. Words of the vocabulary may be
words of the documents, and numbers may be theirs.
Titles of groups are the documents' names of their categories and titles of
resources are names of documents: both are identifiers and not compared.
Skipped (77) where the documents are not there.
"""

import pathlib
import re
import sys
import unicodedata
import xml.etree.ElementTree

SKIPPED = 77
SHORTEST = 12
SENTENCES = {"title", "title-en", "text-en", "fail-ja", "fail-en", "reason",
             "reason-en", "label-en", "guidance", "evidence-hint",
             "meaning-en", "question-en"}


def bare(text):
    """`text` without what layout may change: width, case, space, marks."""
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


def lines(folder):
    """Each line and each sentence of the documents, bare, and where from."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        pieces = re.split(r"[\n\t。<>|]", text)
        # Lines are broken within sentences, so sentences are put together.
        pieces += re.split(r"[\t。<>|]|\n\n(?=[設運技]\d)", text)
        for piece in pieces:
            # A number in front is none of the sentence's own words.
            piece = re.sub(r"^\W*(?:[設運技連]?\d[\d.\- ]*|[a-z]\)|\w\)|[①-⑳])"
                           r"[)）.]?\s*", "", piece.strip())
            # "... すること" says of a sentence that it is a duty.
            line = re.sub("(する)?こと$", "", bare(piece))
            if line:
                found.setdefault(line, path.name + ": " + piece[:60])
    return found


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def sentences(path):
    """Each sentence of ours in a catalog or vocabulary: where, text."""
    def walk(element, where):
        where = element.get("id") or element.get("path") or where
        name = local(element)
        if name == "prop" and element.get("name") in SENTENCES:
            yield where, element.get("value")
        elif name != "title" and element.text and element.text.strip():
            yield where, element.text
        for child in element:
            if local(child) in ("resource", "value"):
                continue
            if local(child) == "title" and name not in ("group", "metadata"):
                yield where, "".join(child.itertext())
            if not (name == "group" and local(child) == "prop"):
                yield from walk(child, where)
    yield from walk(xml.etree.ElementTree.parse(path).getroot(), "")


def main():
    root = pathlib.Path(sys.argv[1]).absolute()
    folder = root.parent / "shared" / "seeds"
    if not folder.is_dir():
        print("skipped: the source documents are not beside the project")
        sys.exit(SKIPPED)
    source = lines(folder)
    by_start = {}
    for line in source:
        if len(line) >= SHORTEST:
            by_start.setdefault(line[:SHORTEST], []).append(line)
    compared = same = 0
    for path in sorted(root.glob("policies/*/*.xml")):
        for where, text in sentences(path):
            compared += 1
            mine = bare(text)
            if mine in source and len(mine) < SHORTEST \
                    and path.name == "catalog.xml":
                same += 1
                print("%s: %s: %s\n  is all of %s" % (
                    path.relative_to(root), where, text.strip(), source[mine]))
            for start in range(len(mine) - SHORTEST + 1):
                for line in by_start.get(mine[start:start + SHORTEST], ()):
                    if mine.startswith(line, start):
                        same += 1
                        print("%s: %s: %s\n  as in %s" % (
                            path.relative_to(root), where, text.strip(),
                            source[line]))
    print("%d sentences compared with %d lines: %d are not our own" % (
        compared, len(source), same))
    sys.exit(1 if same or not compared else 0)


main()
