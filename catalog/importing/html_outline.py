"""HTML as blocks. The tree is walked without recursion, nothing that it points to is fetched, scripts and styles
never count as text."""

import re

from django.utils.translation import gettext_lazy as _
from lxml import etree, html

from .placement import Block
from .sources import PageError
from .text_outline import bold_heading, bullet
from .wording import bare, tidy

NOT_TEXT = {"script", "style", "svg", "iframe", "head", "object", "canvas", "math"}
DROPPED = {"nav", "header", "footer", "noscript", "template"}
CONTROLS = {"button", "select", "textarea", "datalist"}
HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 6}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
EMPHASIS = {"strong": "\x01", "b": "\x01", "em": "\x02", "i": "\x02"}
MARKS = {"\x01": "**", "\x02": "*"}
BLOCK_CLASSES = {"sku_wrapper", "posted_in", "tagged_as"}
REGIONS = {
    "reviews": {
        "reviews",
        "comments",
        "tab-reviews",
        "woocommerce-reviews",
        "comments-area",
        "review-list",
        "commentlist",
        "product-reviews",
    },
    "related": {"related", "upsells", "up-sells", "cross-sells", "related-products"},
    "shop": {
        "tabs",
        "wc-tabs",
        "woocommerce-breadcrumb",
        "breadcrumb",
        "breadcrumbs",
        "price",
        "cart",
        "onsale",
        "woocommerce-product-rating",
        "stock",
    },
}
REGION_TAGS = {"ul", "ol", "form", "p", "span", "section", "div", "aside", "nav"}


TAG = re.compile(r"<[^<>]*")
BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+|=\S")
MOST_ATTRIBUTES = 1000  # of one tag: the parser takes quadratic time over them


def blocks(text):
    """The blocks of an HTML page; raises PageError where it cannot be read as a whole."""
    root = _tree(text)
    walk = _Walk(root)
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start" and walk.start(element):
            events.skip_subtree()
        elif event == "end":
            walk.end(element)
    walk.flush()
    return walk.found


def _tree(text):
    if any(len(BETWEEN_ATTRIBUTES.findall(tag)) > MOST_ATTRIBUTES for tag in TAG.findall(text)):
        raise PageError(_("A tag of this page has more attributes than any page needs."))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise PageError(_("The file holds no text that can be read as HTML.")) from None
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise PageError(_("The page's HTML is nested too deeply to be read as a whole."))
    return root


class _Walk:
    """What is open while the tree is walked, and the blocks found so far."""

    def __init__(self, root):
        self.found = []
        self.buffer = []
        self.line = 1
        self.kind, self.level = "paragraph", 0
        self.lists = []
        self.regions = []
        self.cells = None
        self.term = ""
        self.emphasis = {"\x01": 0, "\x02": 0}
        self.has_h1 = _has_title(root)
        self.layout_tables = _layout_tables(root)

    def start(self, element):
        """Open an element; true where nothing inside it is to be walked."""
        tag = element.tag
        if tag in NOT_TEXT or tag in DROPPED or tag in CONTROLS:
            self._set_aside(element)
            return True
        region = _region(element)
        if region:
            self.flush()
            self.regions.append((element, region))
        if tag in EMPHASIS:
            self._emphasise(EMPHASIS[tag], 1)
        elif not self._is_inline(element):
            self._open_block(element)
        self._add(element.text)
        return False

    def end(self, element):
        tag = element.tag
        if tag in EMPHASIS:
            self._emphasise(EMPHASIS[tag], -1)
        elif not self._is_inline(element) and tag not in NOT_TEXT | CONTROLS | DROPPED:
            self._close_block(element)
        if self.regions and self.regions[-1][0] is element:
            self.flush()
            self.regions.pop()
        self._add(element.tail)

    def flush(self):
        """Make a block of the text that has come together."""
        if not self.buffer:
            return
        for mark, depth in self.emphasis.items():
            self.buffer.extend([mark + "/"] * bool(depth))
        text = tidy(_marked(self.buffer))
        self.buffer = [mark for mark, depth in self.emphasis.items() if depth]
        if bare(text).strip("*_ "):
            self._keep(text)

    def _keep(self, text):
        region = self.regions[-1][1] if self.regions else ""
        if not re.search(r"[^\W_]", text):
            block = Block("layout", ((self.line, text),))
        elif self.kind == "heading":
            block = Block("heading", ((self.line, bare(text)),), level=self.level)
        elif self.kind == "bullet":
            marker = "-" if self.lists[-1:] != ["ol"] else f"{self._position()}."
            block = Block("bullet", ((self.line, text),), level=max(len(self.lists) - 1, 0), marker=marker)
            self.kind = "paragraph"
        else:
            block = bold_heading(text, self.line) or bullet(text, self.line) or Block("paragraph", ((self.line, text),))
        self.found.append(
            block if not region else Block(block.kind, block.lines, block.level, block.marker, region=region)
        )

    def _position(self):
        before = self.found[-1] if self.found else None
        follows = before and before.kind == "bullet" and before.marker != "-" and before.level == len(self.lists) - 1
        return int(before.marker[:-1]) + 1 if follows else 1

    def _open_block(self, element):
        tag = element.tag
        if self.cells is not None and tag not in ("td", "th"):
            self._space()
            return
        if tag == "br" and self.kind != "paragraph":
            # The first line of a broken bullet is its title.
            last = self.buffer[-1].rstrip() if self.buffer else ""
            self.buffer.append(" – " if self.kind == "bullet" and last[-1:].isalnum() else " ")
            return
        self.flush()
        if tag in HEADINGS:
            self.kind, self.level = "heading", HEADINGS[tag]
        elif tag == "li":
            self.kind = "bullet"
        elif tag in ("ul", "ol"):
            self.lists.append(tag)
        elif tag == "tr" and _table(element) not in self.layout_tables:
            self.cells = []
        elif tag == "dt":
            self.term = ""
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append("")
        elif tag not in ("div", "p", "span"):
            self.kind = "paragraph"
        self.line = element.sourceline or self.line

    def _close_block(self, element):
        tag = element.tag
        if tag in ("td", "th") and self.cells:
            self.cells[-1] = self._taken()
        elif self.cells is not None and tag != "tr":
            self._space()
        elif tag == "tr" and self.cells is not None:
            cells, self.cells = [cell for cell in self.cells if bare(cell)], None
            self._row(cells)
        elif tag == "dt":
            self.term = self._taken()
        elif tag == "dd" and self.term:
            self._row([self.term, self._taken()])
            self.term = ""
        elif tag != "br":
            self.flush()
            if tag in HEADINGS or tag == "li":
                self.kind = "paragraph"
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def _row(self, cells):
        region = self.regions[-1][1] if self.regions else ""
        cells = [cell for cell in cells if cell]
        if len(cells) == 2:
            key = bare(cells[0]).rstrip(" :")
            self.found.append(Block("pair", ((self.line, f"{key}: {cells[1]}"),), key=key, region=region))
        elif cells:
            self.found.append(Block("paragraph", ((self.line, " | ".join(cells)),), region=region))

    def _taken(self):
        text = tidy(_marked(self.buffer))
        self.buffer = []
        return text

    def _add(self, text):
        if text:
            self.buffer.append(re.sub("[\x01\x02]", " ", text))

    def _space(self):
        self.buffer.append(" ")

    def _emphasise(self, mark, step):
        before = self.emphasis[mark]
        self.emphasis[mark] += step
        if not before or not self.emphasis[mark]:
            self.buffer.append(mark if step > 0 else mark + "/")

    def _is_inline(self, element):
        return element.tag in INLINE and not BLOCK_CLASSES.intersection((element.get("class") or "").split())

    def _set_aside(self, element):
        tag = element.tag
        if tag in NOT_TEXT:
            return
        text = tidy(" ".join(piece for piece in element.itertext() if piece.strip()))
        if not text:
            return
        self.flush()
        title = None if self.has_h1 or tag != "header" else element.find(".//h1")
        line = element.sourceline or self.line
        if title is not None:
            self.found.append(Block("heading", ((line, tidy(title.text_content())),), level=1))
        else:
            self.found.append(Block("control", ((line, text[:200]),), region="shop" if tag in DROPPED else ""))


def _marked(buffer):
    """The collected pieces as Markdown, with emphasis marks close to their words and none around nothing."""
    text = "".join(buffer)
    for mark, sign in MARKS.items():
        text = re.sub(rf"{mark}/(\s*){mark}(?!/)", r"\1", text)
        pieces = re.split(rf"{mark}(?!/)([^{mark}]*){mark}/", text)
        for index in range(1, len(pieces), 2):
            inside = pieces[index]
            words = inside.strip()
            pieces[index] = inside.replace(words, f"{sign}{words}{sign}", 1) if words.strip("\x01\x02/") else inside
        text = re.sub(f"{mark}/?", "", "".join(pieces))
    return text


def _region(element):
    if element.tag not in REGION_TAGS:
        return ""
    words = {word.lower() for word in [*(element.get("class") or "").split(), element.get("id") or ""]}
    for region, classes in REGIONS.items():
        fits = words & classes
        if fits and not (fits == {"tabs"} and element.tag not in ("ul", "ol")):
            return region
    return ""


def _has_title(root):
    return any(not any(parent.tag in DROPPED for parent in title.iterancestors()) for title in root.iter("h1"))


def _table(row):
    return next(row.iterancestors("table"), None)


def _layout_tables(root):
    """Tables that hold headings, lists or tables: they lay out a page and their cells are no pairs. Each ancestor
    is visited once."""
    seen, tables = set(), set()
    for element in root.iter(*HEADINGS, "ul", "ol", "dl", "table"):
        parent = element.getparent()
        while parent is not None and parent not in seen:
            seen.add(parent)
            if parent.tag == "table":
                tables.add(parent)
            parent = parent.getparent()
    return tables
