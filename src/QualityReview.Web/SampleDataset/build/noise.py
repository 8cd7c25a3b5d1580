"""Ways to ruin a real text, each named; every one keeps enough of it to be recognised."""
import re


def shuffled_words(draw, text):
    words = text.split()
    draw.shuffle(words)
    return " ".join(words)


def shuffled_nearby(draw, text):
    words, size = text.split(), draw.randint(4, 8)
    return " ".join(w for i in range(0, len(words), size) for w in draw.sample(words[i:i + size], len(words[i:i + size])))


def swapped_pairs(draw, text):
    words = text.split()
    for i in range(0, len(words) - 1, 2):
        if draw.random() < 0.8:
            words[i], words[i + 1] = words[i + 1], words[i]
    return " ".join(words)


def shuffled_sentences(draw, text):
    pieces = re.split(r"(?<=[.;,!?])\s+", text)
    draw.shuffle(pieces)
    return " ".join(pieces)


def looped(draw, text):
    words = text.split()
    size = min(len(words) // 2, draw.randint(4, 14))
    at = draw.randrange(max(1, len(words) - size))
    phrase = " ".join(words[at:at + size]) + " "
    return (" ".join(words[:draw.randint(0, 20)]) + " " + phrase * (len(text) // len(phrase) + 1))[:len(text)].strip()


def misread(draw, text):
    # The confusions that scanned pages show.
    pairs = {"m": "rn", "d": "cl", "l": "1", "o": "0", "e": "c", "h": "b", "S": "5", "i": "!", "g": "9", "a": "o", "t": "f", "w": "vv", " ": "  ", ".": ",", "n": "ri"}
    rate = draw.uniform(0.12, 0.25)
    return "".join(pairs[c] if c in pairs and draw.random() < rate else c for c in text)


def mistyped(draw, text):
    rate, letters = draw.uniform(0.08, 0.2), "abcdefghijklmnopqrstuvwxyz0123456789~^|.,;"
    return "".join(draw.choice([draw.choice(letters), ""]) if c.isalpha() and draw.random() < rate else c for c in text)


def misdecoded(draw, text):
    # UTF-8 read as Latin-1, twice, as scraped pages show it.
    marked = "".join(draw.choice("éü’“—à") if c in "aeiou'\"" and draw.random() < 0.2 else c for c in text)
    return marked.encode("utf-8").decode("cp1252", "replace").encode("utf-8").decode("cp1252", "replace")


def unspaced(draw, text):
    return "".join("" if c == " " and draw.random() < 0.6 else c for c in text)


def spaced_out(draw, text):
    return "".join(c + (" " if c != "\n" and draw.random() < 0.35 else "") for c in text)


def snipped(draw, text):
    sentences = re.split(r"(?<=[.!?])\s", text)
    return " ... ".join(" ".join(s.split()[:draw.randint(2, 5)]) for s in sentences * 3)[:len(text)]


def mixed_case(draw, text):
    return "".join(c.upper() if draw.random() < 0.45 else c.lower() for c in text)


WAYS = {w.__name__.replace("_", " "): w for w in (shuffled_words, shuffled_nearby, swapped_pairs, shuffled_sentences, looped, misread,
                                                  mistyped, misdecoded, unspaced, spaced_out, snipped, mixed_case)}
