"""Reading the books: plain texts, dictionaries, SWORD modules and R's lazy-load archives."""
import bz2
import gzip
import html
import lzma
import re
import struct
import zlib

from textual import paragraphs


def read(path):
    """A file as text, gunzipped where it is packed, UTF-8 or else Latin-1."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n")


def alice(path):
    """Chapters of Alice: (title, paragraphs), quotes written as in print."""
    text = read(path).split("THE END")[0]
    parts = re.split(r"\n\s+CHAPTER ([IVX]+)\n\n\s+(.+)\n", text)
    for number, title, body in zip(parts[1::3], parts[2::3], parts[3::3]):
        yield f"Alice's Adventures in Wonderland, chapter {number}: {title.strip()}", [p for p in paragraphs(body) if re.search("[A-Za-z]", p)]


def play(path):
    """Speeches and stage directions of As You Like It by scene: (scene, blocks), the line breaks kept."""
    text = read(path).replace("\t", "    ").split("<<THIS ELECTRONIC", 1)[0]
    act, scene, blocks = "", "", []
    for block in re.split(r"\n\s*\n", text):
        flat = block.strip()
        if re.match(r"ACT [IVX]+$", flat):
            act = flat
        elif flat.startswith("SCENE"):
            if blocks and act:
                yield scene, blocks
            scene, blocks = f"As You Like It, {act}, {re.sub(r'[ ]+', ' ', flat)}", []
        elif flat and scene and not flat.startswith("AS YOU LIKE IT"):
            blocks.append("\n".join(re.sub(r"\s{2,}", "  ", line.strip()) for line in block.strip("\n").split("\n")))
    if blocks:
        yield scene, blocks


def epic(path):
    """The books of Paradise Lost: (title, blocks of verse)."""
    text = read(path).replace("\r", "")
    parts = re.split(r"\n\s*Book ([IVX]+)\s*\n", text)
    for number, body in zip(parts[1::2], parts[2::2]):
        verses = [v for v in (line.strip() for line in body.split("\n")) if v]
        yield f"Paradise Lost, Book {number}", verses


def opticks(path):
    """Newton's Opticks as paragraphs without its front matter and figures."""
    body = read(path).split("SIR ISAAC NEWTON'S ADVERTISEMENTS", 1)[-1].split("End of the Project", 1)[0]
    return [p.replace("_", "") for p in paragraphs(body) if not p.startswith("[")]


def jargon(path):
    """Entries of the Jargon File: (term, paragraphs); cross-reference braces taken off."""
    text = read(path)
    for match in re.finditer(r"\n   :([^\n:]{1,40}): ?(.*?)(?=\n   :[^\n:]{1,40}:|\n\S|\Z)", text, re.S):
        blocks = [re.sub(r"[{}]", "", p) for p in paragraphs(match.group(2))]
        if blocks and not re.search(r"[─│┌]", match.group(2)):
            yield match.group(1), [f"{match.group(1)}: {blocks[0]}"] + blocks[1:]


def devil(path):
    """Entries of The Devil's Dictionary: (term, text with its verses)."""
    text = read(path)
    for entry in re.split(r"\n\n(?=[A-Z][A-Z'-]+, )", text)[2:]:
        yield entry.split(",")[0].title(), re.sub(r"(?<=\S)\n(?=\S)", " ", entry).strip()


def elements(path):
    """Entries of the Elements database down to fermium: (name, text)."""
    text = read(path).split("\nhydrogen\n", 1)[1]
    for entry in re.split(r"\n\n(?=[a-z]+\nSymbol)", "hydrogen\n" + text)[:100]:
        head, _, body = entry.partition("\nAtomic weight:")
        weight, _, prose = body.partition("\n")
        if len(prose) > 40:
            yield head.split("\n")[0].title(), f"{head.title()}\nAtomic weight:{weight}\n" + re.sub(r"\s+", " ", prose).strip()


def glosses(folder):
    """WordNet's senses that have an example: (words, "words: gloss")."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text().split("\n"):
            if line.startswith("  ") or " | " not in line:
                continue
            head, gloss = line.split(" | ", 1)
            fields = head.split()
            words = ", ".join(w.replace("_", " ").split("(")[0] for w in fields[4:4 + 2 * int(fields[3], 16):2])
            if '"' in gloss:
                yield words, f"{words} ({part}): {gloss.strip()}"


def sword(folder, testament):
    """Books of a SWORD zText module: their chapters' paragraphs, markup taken off."""
    index, packed = (folder / f"{testament}.bzs").read_bytes(), (folder / f"{testament}.bzz").read_bytes()
    for at in range(0, len(index) - 11, 12):
        offset, size, _ = struct.unpack_from("<III", index, at)
        if not size:
            continue
        text = zlib.decompress(packed[offset:offset + size]).decode("utf-8", "replace")
        text = re.sub(r"<(note|title).*?</\1>", "", text, flags=re.S)
        text = re.sub(r"<(div|chapter|milestone|p|lg)\b[^>]*(sID|type=\"x-p\"|paragraph)[^>]*>", "\n\n", text)
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
        yield [re.sub(r",(?=[a-z])", ", ", re.sub(r"\s+([,.;:!?’”])", r"\1", p)) for p in paragraphs(text) if len(p) > 30]


def novels(folder):
    """Jane Austen's novels out of R's lazy-load archive: (title, paragraphs), the longest archive records only."""
    data, at = (folder / "Rdata.rdb").read_bytes(), 0
    while at < len(data) - 6:
        body, used = _record(data, at)
        if body is None:
            at += 1
            continue
        at = used
        lines = _strings(body)
        title = next((line for line in lines if line.strip()), "")
        if len(lines) > 1000:
            yield title.title(), [p for p in paragraphs("\n".join(lines)) if len(p) > 20 and not re.match(r"(CHAPTER|VOLUME|Chapter)\b", p)]


def _record(data, at):
    for skip in (4, 5):
        rest = data[at + skip:at + skip + 6]
        if rest[:2] in (b"\x78\x9c", b"\x78\xda", b"\x78\x01"):
            unpacker = zlib.decompressobj()
        elif rest == b"\xfd7zXZ\0":
            unpacker = lzma.LZMADecompressor()
        elif rest[:3] == b"BZh":
            unpacker = bz2.BZ2Decompressor()
        else:
            continue
        body = unpacker.decompress(data[at + skip:])
        return body, len(data) - len(unpacker.unused_data)
    return None, at


def _strings(body):
    at, lines = 0, []
    while at < len(body) - 8:
        flags, length = struct.unpack_from(">II", body, at)
        if flags & 0xFF == 9 and length < 400 and at + 8 + length <= len(body):
            lines.append(body[at + 8:at + 8 + length].decode("utf-8", "replace"))
            at += 8 + length
        else:
            at += 1
    return lines
