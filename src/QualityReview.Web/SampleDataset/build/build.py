"""Rebuilds the sample dataset: python3 build.py FOLDER, where FOLDER holds the packages as README.md says."""
import json
import re
import sys
from collections import Counter
from pathlib import Path

import folders
import hostile
import junk
import other
import prose
import twins
from licences import licences
from packages import BY_NAME, holder
from redaction import fit_to_show
from textual import clean, draws

# source: (how its ids begin, what a data lead would call it, [(generator, how many)], share of known phrases allowed)
SOURCES = {
    "documentation": ("docs", "good", [(prose.documentation, 98), (prose.long_documentation, 3)], 0.15),
    "guides": ("guide", "good", [(prose.guides, 46)], 0.15),
    "questions": ("faq", "good", [(prose.questions, 22)], 0.15),
    "books": ("book", "good", [(prose.novels, 72), (prose.long_novels, 3)], 0.15),
    "scripture": ("verse", "good", [(prose.scripture, 20)], 0.3),
    "speeches": ("speech", "good", [(prose.speeches, 32), (prose.long_speeches, 1)], 0.15),
    "science": ("science", "good", [(prose.science, 18)], 0.3),
    "law": ("law", "good", [(prose.long_law, 1), (prose.law, 7)], 1),
    "plays": ("play", "good", [(prose.plays, 20)], 0.3),
    "poetry": ("poem", "good", [(prose.poetry, 18)], 0.3),
    "encyclopedia": ("entry", "good", [(prose.encyclopedia, 42)], 0.3),
    "dictionary": ("gloss", "good", [(prose.dictionary, 34)], 0.3),
    "code": ("code", "neutral", [(other.code, 42), (other.long_code, 1)], 0.3),
    "changelog": ("changes", "neutral", [(other.changelog, 24), (other.long_changelog, 1)], 0.3),
    "other languages": ("lang", "neutral", [(other.other_languages, 76)], 0.2),
    "hostile": ("hostile", "neutral", [(hostile.hostile, 12)], 1),
    "spam": ("spam", "junk", [(junk.spam, 42)], 0.5),
    "menus": ("menu", "junk", [(junk.menus, 34)], 0.6),
    "boilerplate": ("notice", "junk", [(junk.boilerplate, 28)], 0.6),
    "markup": ("markup", "junk", [(junk.markup, 36)], 0.4),
    "lists": ("list", "junk", [(junk.lists, 35), (junk.long_list, 1)], 0.6),
    "scrambled": ("scrambled", "junk", [(junk.scrambled, 48)], 1),
    "encoded": ("encoded", "junk", [(junk.encoded, 12)], 1),
}
# How many samples of a source get near-duplicates; hand-set so that good and junk both have some.
TWINNED = {"documentation": 8, "guides": 4, "questions": 2, "books": 6, "speeches": 3, "encyclopedia": 3, "dictionary": 2, "spam": 4, "menus": 2, "boilerplate": 2}
NO_LANGUAGE = {"code", "markup", "lists", "encoded"}
TARGET = Path(__file__).resolve().parent.parent


def phrases(text):
    """Every run of six words."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i:i + 6]) for i in range(len(words) - 5)} or {" ".join(words) or text}


def sample(source, text, title, package, file, extra):
    """A sample without its id; extra may name its language."""
    extra = dict(extra)
    language = extra.pop("language", "und" if source in NO_LANGUAGE else "en")
    known = BY_NAME[package]
    meta = {"title": title or Path(file).stem, "origin": f"{known.registry}: {holder(package)}/{file}", "license": known.spdx} | extra
    return {"id": "", "text": text, "source": source, "language": language, "meta": meta, "package": package}


def collect(source):
    """The samples of a source, none of them a repetition of another beyond the source's allowance."""
    _, _, generators, allowance = SOURCES[source]
    found, seen = [], set()
    for make, wanted in generators:
        have = 0
        for text, title, package, file, extra in make():
            if have == wanted:
                break
            text = text if source == "hostile" else clean(text)
            new = phrases(text)
            if source != "hostile" and (len(text) < 8 or not fit_to_show(text)) or allowance < 1 and len(new & seen) > allowance * len(new):
                continue
            seen |= new
            found.append(sample(source, text, title, package, file, extra))
            have += 1
    return found


def add_twins(source, found):
    """Appends the near-duplicates of randomly chosen samples."""
    draw = draws(f"twins of {source}")
    bases = [s for s in found if 250 <= len(s["text"]) <= 2000]
    for base in draw.sample(bases, TWINNED.get(source, 0)):
        for _ in range(draw.choice([1, 1, 1, 2, 2, 3])):
            text, ways = twins.twin(draw, base["text"], twins.JUNK if SOURCES[source][1] == "junk" else twins.PROSE)
            found.append({**base, "text": clean(text), "meta": base["meta"] | {"near_duplicate_of": base, "changed": ", ".join(ways)}})


def main():
    folders.use(sys.argv[1])
    samples = []
    for source, (prefix, *_) in SOURCES.items():
        found = collect(source)
        add_twins(source, found)
        draws(f"order of {source}").shuffle(found)
        for number, s in enumerate(found, 1):
            s["id"] = f"{prefix}-{number:04d}"
        samples += found
    for s in samples:
        if "near_duplicate_of" in s["meta"]:
            s["meta"]["near_duplicate_of"] = s["meta"]["near_duplicate_of"]["id"]
    draws("order").shuffle(samples)
    notices = licences(samples)
    for s in samples:
        del s["package"]
    lines = [json.dumps(s, ensure_ascii=s["source"] == "hostile") for s in samples]
    (TARGET / "samples.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    judged = {label: [s for s, v in SOURCES.items() if v[1] == label] for label in ("good", "junk", "neutral")}
    (TARGET / "sources.json").write_text(json.dumps(judged, indent=2) + "\n", encoding="utf-8", newline="\n")
    (TARGET / "LICENSES.md").write_text(notices, encoding="utf-8", newline="\n")
    sizes = sorted(len(s["text"]) for s in samples)
    print(f"{len(samples)} samples, {sum(len(line.encode()) + 1 for line in lines)} bytes, median {sizes[len(sizes) // 2]} characters,"
          f" {sum(n < 100 for n in sizes)} under 100, {sum(n >= 10_000 for n in sizes)} of 10,000 or more")
    print(dict(Counter(s["source"] for s in samples)))


if __name__ == "__main__":
    main()
