"""Takes people, places to write to and indecent messages out of spam."""
import re

_COARSE = re.compile(r"\b(sex\w*|porn\w*|xxx|adults?|nude|naked|viagra|penis|erection|breasts?|busts?|hardcore|teens?|girls?|webcam|lesb\w+|"
                     r"orgas\w+|virgins?|fetish|horny|lust|ejac\w+|libido|impoten\w+|incest|rape|escorts?|nigg\w+|fuck\w*|shit|cock|puss\w+|dating|singles|human growth|hgh)\b", re.I)
_TITLE = r"(?:[Mm]rs?|MRS?|[Mm]s|MS|Miss|MISS|[Dd]r|DR|Barr(?:ister)?|BARR(?:ISTER)?|Chief|CHIEF|Prince(?:ss)?|PRINCE|Gen(?:eral)?|Engr|ENGR|Alhaji|ALHAJI|Col(?:onel)?|President|PRESIDENT|Capt(?:ain)?|Rev|Pastor|Madam)"
_WORD = r"[A-Z][\w'-]*\.?"
_TITLED = re.compile(rf"\b{_TITLE}\b\.?,?[ ]*\n*[ ]*({_WORD}(?:\s+{_WORD}){{0,3}})")
_NAMED = re.compile(rf"\b(?:I am|I'm|[Mm]y name is|NAME IS|This is|by|By)[ ]+({_WORD}(?:[ ]+{_WORD}){{1,3}})")
_SIGNED = re.compile(rf"(?mi)^((?:(?:best|kind|warm)?\s*regards|sincerely|yours \w+|thank you|thanks|respectfully\w*|from|name|contact|attn)[ ,:.]*\n*)\s*((?-i:{_WORD})(?:[ ](?-i:{_WORD})){{0,3}})[ ]*$")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')]+|(?<![@\w.])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|biz|info|co\.uk|cc|tv|ws)\b(?:/[^\s<>\"')]*)?", re.I)
_MAIL = re.compile(r"[\w.+%=-]+@[\w-][\w.-]*")
_PHONE = re.compile(r"(?<![\w$.,])(?:\+?\d{1,4}[ .-])?(?:\(?\d{2,4}\)?[ .-]{0,2}){1,3}\d{3,4}[ .-]?\d{4}\b(?![,%])")
_STREET = re.compile(r"\b\d{1,5} (?:[A-Z][\w.]* ){1,4}(?:St|Street|Ave|Avenue|Road|Rd|Blvd|Boulevard|Drive|Dr|Lane|Ln|Way|Parkway|Pkwy|Hwy|Court|Suite)\b[^\n]{0,40}|\bP\.?\s?O\.?\s?Box[^\n]{0,50}|\b[A-Z][a-z]+(?: [A-Z][a-z]+)*,? [A-Z]{2}\.? +\d{5}(?:-\d{4})?\b|\bwrite us at:[^\n]*", re.I)


_CRUDE = re.compile(r"masturb|porn|\bfuck|\bshit|nigger|\bpenis|orgasm|\bcunt|copulat|lascivi|lecher|\brap(?:e|ist)s?\b|fellat|sexual|\bwhore|\bsluts?\b|incest\b|\bsodom|\bpubic|genital", re.I)
_CREDITS = re.compile(r"<(?:mal:)?(?:email|name|years)>")


def fit_for_work(text):
    """Whether a message can be shown at work."""
    return not _COARSE.search(text)


def fit_to_show(text):
    """Whether a text of any other kind can be: neither crude nor a list of a page's writers."""
    return not _CRUDE.search(text) and not _CREDITS.search(text)


def without_identities(text):
    """The message with names, addresses, numbers and links replaced by invented ones, the same for all."""
    names = set()
    for pattern in (_TITLED, _NAMED):
        for match in pattern.finditer(text):
            names |= {w.strip(".,") for w in match.group(1).split() if len(w) > 2}
    text = _MAIL.sub("someone@example.org", text)
    text = _URL.sub(lambda m: "http://www.example.org/" if m.group(0).lower().startswith("http") else "www.example.org", text)
    text = re.sub(r"someone@www\.", "someone@", text)
    text = _STREET.sub("[address]", text)
    text = _PHONE.sub("555-0100", text)
    text = _SIGNED.sub(lambda m: m.group(1) + "A. Sender", text)
    text = re.sub(r"(?m)^((?:[Dd]ear|[Hh]ello|[Hh]i|DEAR)[ ]+)(?!(?i:friend|sir|madam|customer|member|reader|home|business|all|there|web|internet|subscriber|business))[A-Z][\w.'-]*", r"\1Reader", text)
    return re.sub(r"\b(" + "|".join(sorted(map(re.escape, names))) + r")\b", "N.", text) if names else text
