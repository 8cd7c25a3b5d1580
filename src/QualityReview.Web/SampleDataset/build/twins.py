"""Near-duplicates: what happens to a text on its way through the web, a few small changes at a time."""
import re
import textwrap

_WORDS = [(r"\bhowever\b", "but"), (r"\bbegin\b", "start"), (r"\bshould\b", "ought to"), (r"\busually\b", "generally"), (r"\bvery\b", "quite"),
          (r"\bbecause\b", "since"), (r"\bupon\b", "on"), (r"\bshall\b", "will"), (r"\blarge\b", "big"), (r"\ballows\b", "lets"), (r"\buse\b", "employ"),
          (r"\bmust\b", "has to"), (r"\bcolour", "color"), (r"\bhonour", "honor"), (r"\bnot\b", "never"), (r"\bfree\b", "no-cost"), (r"\bclick\b", "press")]
_HEADS = ["Home > Library > Reading room", "[This page was last changed on 4 March 2019.]", "From the archive", "Reposted, because the old link is dead:", "> forwarded text begins"]
_FEET = ["Share this page: Print | E-mail | Link", "Retrieved from the archive on 2021-03-04. All rights belong to their owners.", "Was this page helpful? Yes / No", "-- \nSent from a public terminal",
         "This site uses cookies to improve your experience. By continuing to read you accept them."]


def wrapped(draw, text):
    return "\n\n".join(textwrap.fill(p, draw.randint(60, 76)) if len(p) > 80 else p for p in text.split("\n\n"))


def framed(draw, text):
    return draw.choice(_HEADS) + "\n\n" + text + "\n\n" + draw.choice(_FEET)


def plain_typed(draw, text):
    for fine, plain in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'"), ("—", " - "), ("–", "-"), ("…", "..."), ("--", " - ")):
        text = text.replace(fine, plain)
    return re.sub(r"(?<=[a-z]), (?=and\b|or\b)", " ", text)


def reworded(draw, text):
    for pattern, other in _WORDS:
        if draw.random() < 0.8:
            text = re.sub(pattern, other, text, count=3)
    return text


def sentence_lost(draw, text):
    ends = [m.start() for m in re.finditer(r"(?<=[.!?])\s+(?=[A-Z\"“])", text)]
    if len(ends) < 2:
        return text[:int(len(text) * 0.92)].rsplit(" ", 1)[0]
    i = draw.randrange(len(ends) - 1)
    return text[:ends[i]] + text[ends[i + 1]:]


def loud(draw, text):
    lines = text.split("\n")
    lines[0] = lines[0].upper() if len(lines[0]) < 90 else lines[0][:40].upper() + lines[0][40:]
    return "\n".join(lines)


def quiet(draw, text):
    return text.lower()


def typos(draw, text):
    letters = list(text)
    for _ in range(max(2, len(text) // 250)):
        i = draw.randrange(len(letters) - 1)
        letters[i], letters[i + 1] = letters[i + 1], letters[i]
    return "".join(letters)


def renumbered(draw, text):
    return re.sub(r"\d+", lambda m: str(int(m.group(0)) + draw.randint(1, 4)) if len(m.group(0)) < 6 and not m.group(0).startswith("0") else m.group(0), text)


PROSE = [wrapped, framed, plain_typed, reworded, sentence_lost, loud, typos]
JUNK = [framed, loud, renumbered, sentence_lost, typos, quiet]


def twin(draw, text, ways):
    """A changed copy and the names of the changes: one or two of the ways, applied until the copy differs."""
    while True:
        chosen = draw.sample(ways, draw.choice([1, 1, 2]))
        copy = text
        for way in chosen:
            copy = way(draw, copy)
        if copy.strip() != text.strip():
            return copy, [way.__name__.replace("_", " ") for way in chosen]
