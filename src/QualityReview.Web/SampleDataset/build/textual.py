"""Cleaning that every text goes through, and the fixed random draws."""
import hashlib
import math
import random
import re
import unicodedata

SEED = "quality-review-sample-dataset-1"
_DROP = {0x00AD, 0x200B, 0xFEFF, 0x00B6}
_EMAIL = re.compile(r"[A-Za-z0-9._%+=-]+(?:@|&#64;|\(at\))[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_RESERVED = re.compile(r"@(?:[\w-]+\.)*(?:example(?:\.(?:com|org|net))?|invalid|test|localhost)$", re.I)
_LETTERS_ONLY = re.compile(r"[^\W\d_]")
STOP_WORDS = set("the of and to in a is that for it as with on be by this are or an from which not at have has was were "
                 "will can if you your we our they he his she her i my me so all any one may must but thou thy".split())


def draws(name):
    """A random generator that depends on the name and the dataset's seed alone."""
    return random.Random(f"{SEED}/{name}")


def clean(text):
    """NFC, Unix line ends, no control characters, no trailing blanks, no real e-mail addresses."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    text = "".join(c for c in text if ord(c) not in _DROP and (c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp")))
    text = re.sub(r"[ \t]+\n", "\n", text)
    return hide_addresses(re.sub(r"\n{3,}", "\n\n", text).strip("\n ").rstrip())


def hide_addresses(text):
    """Puts userNNNN@example.org, the same for the same address, in place of every real e-mail address."""
    def other(match):
        address = match.group(0)
        if _RESERVED.search(address):
            return address
        return f"user{int(hashlib.sha256(address.lower().encode()).hexdigest(), 16) % 10000:04d}@example.org"
    return _EMAIL.sub(other, text)


def target_length(draw, low=300, high=2500):
    """A length in characters, log-uniform, so that short passages are as common as long ones."""
    return int(math.exp(draw.uniform(math.log(low), math.log(high))))


def paragraphs(text):
    """The paragraphs of a plain text, each on one line."""
    return [p for p in (re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s*\n", text)) if p]


def is_prose(text):
    """Whether a paragraph reads like English sentences: mostly letters, enough stop words."""
    words = re.findall(r"[a-z']+", text.lower())
    letters = sum(c.isalpha() or c == " " for c in text) / max(1, len(text))
    return len(words) >= 6 and letters > 0.8 and sum(w in STOP_WORDS for w in words) >= 0.2 * len(words)


def cut_at_sentence(text, length):
    """The text, ended at the last sentence end before length, or at a word end."""
    if len(text) <= length:
        return text
    head = text[:length]
    ends = [m.end() for m in re.finditer(r"[.!?][\"'”’)]?(?=\s)|[。！？؟]", head)]
    if ends and ends[-1] > length * 0.5:
        return head[:ends[-1]]
    space = head.rfind(" ")
    return head[:space] if space > length * 0.5 else head


def passage(draw, blocks, length):
    """Consecutive blocks from a random start until length is reached, ended at a sentence."""
    start = draw.randrange(len(blocks))
    taken, size, rest = [], 0, blocks[start:]
    if len(rest[0]) > 2 * length:
        # A block as long as a whole speech is entered at one of its sentences.
        begins = [0] + [m.end() for m in re.finditer(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z])", rest[0][:len(rest[0]) - length])]
        rest = [rest[0][draw.choice(begins):]] + rest[1:]
    for block in rest:
        if size and size + len(block) > length * 1.25:
            break
        taken.append(block)
        size += len(block) + 2
        if size >= length:
            break
    return cut_at_sentence("\n\n".join(taken), int(length * 1.35))


def share_of_letters(text, script):
    """The share of the letters that belong to a script, by Unicode name ("CYRILLIC", "ARABIC", "CJK|HIRAGANA|KATAKANA")."""
    letters = _LETTERS_ONLY.findall(text)
    wanted = re.compile(script)
    return sum(bool(wanted.match(unicodedata.name(c, ""))) for c in letters) / max(1, len(letters))
