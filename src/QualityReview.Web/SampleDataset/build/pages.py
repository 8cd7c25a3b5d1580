"""Reading HTML and Mallard pages: their prose, their menus and their footers, each apart."""
import re
from html.parser import HTMLParser

_VOID = set("area base br col embed hr img input link meta param source track wbr".split())
_BLOCK = set("p li dd dt h1 h2 h3 h4 h5 h6 div td th tr section article blockquote table ul ol dl body main title item "
             "figcaption caption aside center footer header nav page note steps list desc media".split())
_HEADING = {"h1", "h2", "h3", "h4", "h5", "h6", "title"}
_SILENT = {"script", "style", "head", "svg", "select", "textarea", "noscript", "iframe", "button", "info", "media"}
_MENU = {"nav", "form"}
_MENU_CLASS = re.compile(r"navheader|navfooter|related|sphinxsidebar|docnav|menu|toc|breadcrumb|mobile-nav|nav-panel|"
                         r"tagline|searchmenu|header|quickview|toplang|bottomlang|path|banner")
_MENU_ID = re.compile(r"^(page-header|path|quickview|preamble-toplang|toc|column2|banner|alternate|up|title|langs|nav.*|toc.*)$")
_FOOTER = re.compile(r"^(footer|copyright|legalnotice)$")


class Page(HTMLParser):
    """blocks: (kind, text) in order, kind one of heading, text, item, code, table (one cell), row (the end of a row of cells); menus: link texts; footers: footer texts."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.blocks, self.menus, self.footers = [], [], []
        self._stack, self._piece, self._kind = [], [], "text"
        self.feed(re.sub(r"<\?xml.*?\?>", "", source, count=1))
        self.close()
        self._flush()

    def _zone(self):
        for zone in ("silent", "menu", "footer"):
            if any(z == zone for _, z in self._stack):
                return zone
        return "text"

    def _flush(self):
        raw, self._piece = "".join(self._piece), []
        inside = [tag for tag, _ in self._stack]
        text = raw.strip("\n").rstrip() if "pre" in inside or "code" in inside[-1:] and "\n" in raw else re.sub(r"\s+", " ", raw).strip()
        text = text.replace("¶", "").rstrip()
        kind, self._kind = self._kind, "text"
        if not text.strip():
            return
        zone = self._zone()
        if zone == "menu":
            self.menus.append(re.sub(r"\s+", " ", text).strip())
        elif zone == "footer":
            self.footers.append(re.sub(r"\s+", " ", text).strip())
        elif zone == "text":
            if "pre" in inside:
                kind = "code"
            elif any(tag in _HEADING for tag in inside):
                kind = "heading"
            elif "table" in inside:
                kind = "table"
            elif inside[-1:] == ["li"] or kind == "item":
                kind = "item"
            self.blocks.append((kind, text))

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag in _BLOCK or tag == "pre":
            self._flush()
            if tag in ("li", "item") or tag == "p" and [t for t, _ in self._stack[-1:]] in (["li"], ["item"]):
                self._kind = "item"
        elif tag == "br":
            self._piece.append("\n" if any(t == "pre" for t, _ in self._stack) else " ")
        if tag == "a" and self._zone() == "menu":
            self._flush()
        if tag in _VOID:
            return
        zone, of = "", (names.get("class") or "").split()
        if tag in _SILENT:
            zone = "silent"
        elif tag == "footer" or any(_FOOTER.match(c) for c in of + [names.get("id") or ""]):
            zone = "footer"
        elif tag in _MENU or (tag in ("div", "ul", "table", "span", "p", "dl") and
                              (any(_MENU_CLASS.fullmatch(c) for c in of) or _MENU_ID.match(names.get("id") or ""))):
            zone = "menu"
        if not (tag in ("p", "li", "dd", "dt") and self._stack and self._stack[-1][0] == tag):
            self._stack.append((tag, zone))

    def handle_startendtag(self, tag, attrs):
        if tag == "br":
            self._piece.append(" ")

    def handle_endtag(self, tag):
        if tag in _BLOCK or tag == "pre" or (tag == "a" and self._zone() == "menu"):
            self._flush()
        if tag == "tr" and self._zone() == "text":
            self.blocks.append(("row", ""))
        if any(t == tag for t, _ in self._stack):
            while self._stack.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if self._zone() != "silent":
            self._piece.append(data)


def sections(page):
    """The page as (title, block texts): a section starts at every heading; items get a dash, code keeps its lines."""
    found, title, blocks = [], "", []
    for kind, text in page.blocks:
        if kind == "heading":
            if blocks:
                found.append((title, blocks))
            title, blocks = re.sub(r"^[\d.]+\s+|\s*#$", "", text), []
        elif kind == "item":
            blocks.append("- " + text)
        elif kind not in ("table", "row"):
            blocks.append(text)
    if blocks:
        found.append((title, blocks))
    return found
