"""The kinds that are neither good nor junk in themselves: code, changelogs and other languages."""
import re

import books
from folders import files, folder, relative
from pages import Page, sections
from textual import cut_at_sentence, draws, passage, share_of_letters, target_length

CODE = {
    "golang-1.19-src": ("usr/share/go-1.19/src/*/*.go", r"_test\.go|/z[a-z]+|/cmd/|tables\.go|syscall|runtime|export", "go"),
    "librust-regex-dev": ("usr/share/cargo/registry/regex-*/src/**/*.rs", r"unicode_tables|testdata", "rust"),
    "lua5.4": ("src/*.c", r"$^", "c"),
    "snappy": ("*.cc", r"test|fuzzer", "c++"),
    "python3-flask": ("usr/lib/python3/dist-packages/flask/**/*.py", r"__init__|__main__", "python"),
    "python3-requests": ("usr/lib/python3/dist-packages/requests/*.py", r"__init__|certs|packages\.py|__version__", "python"),
    "ruby-rack": ("usr/share/rubygems-integration/all/gems/rack-*/lib/rack/**/*.rb", r"version\.rb|mime\.rb", "ruby"),
    "express": ("lib/*.js", r"$^", "javascript"),
    "commander": ("lib/*.js", r"$^", "javascript"),
    "preact": ("src/**/*.js", r"\.d\.ts|constants", "javascript"),
}
_STARTS = re.compile(r"\n\n(?=(?:func|type|def|class|async def|@\w|pub|impl|fn|///|//|#|static|LUA|/\*|module|export|function|[a-z]+\.\w+ =|namespace|template|bool|int|size_t|void|const)\b|\n/)")


def code(low=250, high=2500, name="code"):
    draw = draws(name)
    while True:
        package = draw.choice(sorted(CODE))
        pattern, without, language = CODE[package]
        choice = [f for f in files(package, pattern) if not re.search(without, str(f))]
        path = draw.choice(choice)
        text = books.read(path).expandtabs(4)
        starts = [m.end() for m in _STARTS.finditer(text)] or [0]
        begin = draw.choice(starts) if high < 10_000 else 0
        body = text[begin:begin + target_length(draw, low, high)]
        ends = [m.start() for m in re.finditer(r"\n(?=\n)", body)] or [m.start() for m in re.finditer(r"\n", body)]
        if begin + len(body) < len(text) and ends:
            body = body[:ends[-1]]
        if len(body) >= low * 0.8:
            yield body.strip("\n"), path.name, package, relative(package, path), {"programming_language": language}


def long_code():
    return code(11_000, 16_000, "long code")


# Packages whose Debian packaging is under the licence of the package itself.
CHANGELOGS = ["apache2-doc", "golang-1.19-src", "nodejs-doc", "postgresql-doc-15", "python3-flask", "python3-requests",
              "python3.11-doc", "ruby-rack", "spamassassin"]


def changelog(low=150, high=1800, name="changelog"):
    draw = draws(name)
    while True:
        package = draw.choice(CHANGELOGS)
        found = files(package, "usr/share/doc/*/changelog.Debian.gz")
        if not found:
            continue
        entries = [e for e in re.split(r"\n(?=\S)", without_people(books.read(found[0]))) if len(e) > 60]
        at, length, text = draw.randrange(len(entries)), target_length(draw, low, high), ""
        for entry in entries[at:]:
            text += entry.rstrip() + "\n\n"
            if len(text) >= length:
                break
        if low * 0.8 <= len(text) <= high * 1.3:
            yield text.strip(), package, package, relative(package, found[0]), {}


def long_changelog():
    return changelog(10_000, 13_000, "long changelog")


def without_people(text):
    """A changelog without its signatures and without the names of those it thanks."""
    text = re.sub(r"\n -- .*", "", text)
    text = re.sub(r"\n\s+\[ [^\]\n]+ \]", "", text)
    text = re.sub(r"\s*\((?:[A-ZÀ-Ž][\w'.-]+,?\s+)+[A-ZÀ-Ž][\w'.-]+\)", "", text)
    text = re.sub(r"<[^<>\s]+@[^<>\s]+>", "", text)
    name = r"(?:[A-ZÀ-Ž][\w'.-]+(?:[ ]+|\n\s+)?){1,3}"
    return re.sub(rf"\b((?:[Tt]hanks?,?(?:\s+goes)?(?:\s+(?:to|you|for the \w+ to))?,?|\b[Bb]y|[Ff]rom|[Pp]atch of|courtesy of|reported by|suggested by|to:?)\s+)(?!Debian|Upstream|The)({name})(?=[\s.,;:)(])",
                  lambda m: m.group(1) + ("a contributor " if " " in m.group(2).strip() else m.group(2)), text)


# language: (share of the samples, packages with pattern, script that most letters must belong to or frequent words)
LANGUAGES = {
    "de": (10, [("apache2-doc", "usr/share/doc/apache2-doc/manual/de/**/*.html"), ("debian-handbook", "usr/share/doc/debian-handbook/html/de-DE/*.html"), ("gnome-user-docs", "usr/share/help/de/gnome-help/*.page")], "und der die das nicht ist ein eine sie werden mit den auf für"),
    "fr": (10, [("apache2-doc", "usr/share/doc/apache2-doc/manual/fr/**/*.html"), ("debian-handbook", "usr/share/doc/debian-handbook/html/fr-FR/*.html"), ("gnome-user-docs", "usr/share/help/fr/gnome-help/*.page")], "le la les des une est que pour dans vous sur pas par du"),
    "es": (9, [("apache2-doc", "usr/share/doc/apache2-doc/manual/es/**/*.html"), ("debian-handbook", "usr/share/doc/debian-handbook/html/es-ES/*.html"), ("gnome-user-docs", "usr/share/help/es/gnome-help/*.page"), ("sword-text-sparv", "usr/share/sword/modules/texts/ztext/spaRV1909eb/*.bzz")], "el la los las que de en una para por con es se del"),
    "it": (7, [("debian-handbook", "usr/share/doc/debian-handbook/html/it-IT/*.html"), ("gnome-user-docs", "usr/share/help/it/gnome-help/*.page")], "il la che di per una è con non sono del della si le"),
    "pt": (4, [("apache2-doc", "usr/share/doc/apache2-doc/manual/pt-br/**/*.html"), ("debian-handbook", "usr/share/doc/debian-handbook/html/pt-BR/*.html"), ("gnome-user-docs", "usr/share/help/pt_BR/gnome-help/*.page")], "o a os as que de em uma para por com é se do não"),
    "ru": (8, [("debian-handbook", "usr/share/doc/debian-handbook/html/ru-RU/*.html"), ("gnome-user-docs", "usr/share/help/ru/gnome-help/*.page")], "CYRILLIC"),
    "zh": (9, [("apache2-doc", "usr/share/doc/apache2-doc/manual/zh-cn/**/*.html"), ("debian-handbook", "usr/share/doc/debian-handbook/html/zh-CN/*.html"), ("gnome-user-docs", "usr/share/help/zh_CN/gnome-help/*.page")], "CJK"),
    "ja": (8, [("apache2-doc", "usr/share/doc/apache2-doc/manual/ja/**/*.html"), ("debian-handbook", "usr/share/doc/debian-handbook/html/ja-JP/*.html"), ("gnome-user-docs", "usr/share/help/ja/gnome-help/*.page")], "HIRAGANA|KATAKANA|CJK"),
    "ar": (6, [("debian-handbook", "usr/share/doc/debian-handbook/html/ar-MA/*.html")], "ARABIC"),
    "tr": (3, [("apache2-doc", "usr/share/doc/apache2-doc/manual/tr/**/*.html")], "ve bir bu için ile olarak veya daha da de gibi her"),
    "ko": (3, [("apache2-doc", "usr/share/doc/apache2-doc/manual/ko/**/*.html"), ("gnome-user-docs", "usr/share/help/ko/gnome-help/*.page")], "HANGUL"),
}


def _speaks(block, mark):
    # Translations are never complete: the blocks left in English are passed over.
    if mark.isupper():
        return share_of_letters(block, mark) > 0.6
    words = re.findall(r"\w+", block.lower())
    return sum(w in mark.split() for w in words) >= 0.12 * len(words) and sum(w in ("the", "and", "you", "of", "to") for w in words) < 0.05 * len(words)


def other_languages():
    draw = draws("other languages")
    turns = [language for language, (share, _, _) in LANGUAGES.items() for _ in range(share)]
    draw.shuffle(turns)
    at = 0
    while True:
        language = turns[at % len(turns)]
        _, places, mark = LANGUAGES[language]
        package, pattern = draw.choice(places)
        path = draw.choice(files(package, pattern))
        if path.suffix == ".bzz":
            blocks = draw.choice([b for b in books.sword(path.parent, path.stem) if b])
            title, length = "Reina-Valera 1909", target_length(draw, 300, 1500)
        else:
            parts = sections(Page(books.read(path)))
            blocks = [b for _, body in parts for b in body if _speaks(b, mark)]
            # A character of Chinese or Japanese says as much as three of English.
            title, length = (parts[0][0] if parts else path.stem), target_length(draw, 250, 1500) // (3 if language in ("zh", "ja", "ko") else 1)
        if sum(map(len, blocks)) < length:
            continue
        text = cut_at_sentence(passage(draw, blocks, length).replace("\n\n- ", "\n- "), length * 2)
        if len(text) >= (60 if language in ("zh", "ja", "ko") else 180):
            at += 1
            yield text, title, package, relative(package, path), {"language": language}
