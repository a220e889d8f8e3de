"""The picture that goes with a shared link: what the medicine is, and what its label puts in a box.

Drawn from the listing alone, 1200 x 630. The face that Pillow carries has plain letters only: accents are dropped,
and a name in another script is left to the words beside the picture.
"""

import io
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from catalog import picture_shelf
from catalog.models import Listing
from catalog.structured_data.texts import facts
from pharmacy import markets
from pharmacy.tokens import light

SIZE = (1200, 630)
MARGIN = 64
BAR = 96  # the band of the brand at the top
SIDE = 340  # the picture at the right
BOX = (412, 542)  # where the box of the warnings begins and ends
LEADING = 1.18
SCALES = (1, 0.88, 0.76, 0.64, 0.52)  # of the words, until they fit
LARGE = (1.5, 1.35, 1.2)  # where no box takes its third of the card
LONGEST = 400  # characters of a text: more would not fit, and measuring them takes time
SIGNS = frozenset("°·–—‘’“”…™©")
SPELLED = str.maketrans(
    {"µ": "micro", "μ": "micro", "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe"}
    | {"đ": "d", "Đ": "D", "ı": "i", "×": "x", "®": "", "′": "'", "−": "-", "\N{NO-BREAK SPACE}": " "}
)


def of(slug: str) -> bytes:
    """The card of a listing as PNG. Raises Listing.DoesNotExist. Two queries: the listing, and its picture."""
    listing = Listing.objects.for_cards().select_related("publication").defer("publication__canonical").get(slug=slug)
    return png(drawn(listing, picture_of(listing)))


def picture_of(listing) -> Pillow.Image | None:
    """The first picture, small; none where its file is missing, or the market wants no such medicine advertised."""
    image = listing.first_image
    advertised = markets.MARKETS[listing.market].prescription_on_home or not markets.is_prescription(
        listing.legal_status
    )
    if not image or not advertised:
        return None
    width = next((one for one in (400, 200) if one < image["width"]), image["width"])
    file = picture_shelf.public_file(image["sha256"], width, "jpg")
    if file is None:
        return None
    try:
        with file, Pillow.open(file) as opened:
            return opened.convert("RGB")
    except OSError:  # a broken file: the words are what matters
        return None


def drawn(listing, picture: Pillow.Image | None) -> Pillow.Image:
    colours = light()
    card = Pillow.new("RGB", SIZE, colours["paper"])
    pen = ImageDraw.Draw(card)
    band(pen, str(listing.market_name))
    room = SIZE[0] - 2 * MARGIN
    if picture:
        picture.thumbnail((SIDE, 300))
        card.paste(picture, (SIZE[0] - MARGIN - picture.width, BAR + 44))
        room -= SIDE + 40
    words(pen, listing, room, end=BOX[0] if listing.boxed_titles else SIZE[1] - 90)
    if listing.boxed_titles:
        box(pen, listing.boxed_titles)
    pen.text((MARGIN, SIZE[1] - 45), signed(listing), colours["ink-soft"], font(28), "lm")
    return card


def band(pen, market: str):
    """Our mark and name, and whose label the text follows."""
    colours = light()
    pen.rectangle((0, 0, SIZE[0], BAR), fill=colours["brand"])
    capsule(pen, (MARGIN, 24, MARGIN + 25, 72), ink=colours["brand-ink"], paper=colours["brand"])
    pen.text((MARGIN + 48, BAR / 2), _("Pharmacy"), colours["brand-ink"], font(40), "lm", stroke_width=1)
    pen.text((SIZE[0] - MARGIN, BAR / 2), printable(market), colours["brand-ink-soft"], font(30), "rm")


def capsule(pen, frame, *, ink, paper):
    """The mark: a capsule upright, its lower half full."""
    left, top, right, bottom = frame
    middle, radius = (top + bottom) / 2, (right - left) / 2
    pen.rounded_rectangle(frame, radius, fill=paper, outline=ink, width=max(2, round(radius / 4)))
    pen.rounded_rectangle((left, middle, right, bottom), radius, fill=ink, corners=(False, False, True, True))


def box(pen, titles: Iterable[str]):
    """The boxed warnings by their titles, in a box of their own, with the word before the colour."""
    colours = light()
    top, bottom = BOX
    pen.rectangle(
        (MARGIN, top, SIZE[0] - MARGIN, bottom), fill=colours["boxed-paper"], outline=colours["boxed"], width=5
    )
    words = " · ".join(filter(None, map(printable, titles)))[:LONGEST]
    text = _("Boxed warning: %(titles)s") % {"titles": words} if words else _("Boxed warning")
    rows, size = fitted(text, SIZE[0] - 2 * MARGIN - 56, 34, 3)
    height = len(rows) * size * 1.25
    for number, row in enumerate(rows):
        middle = (top + bottom - height) / 2 + (number + 0.5) * size * 1.25
        pen.text((MARGIN + 28, middle), row, colours["boxed"], font(size), "lm", stroke_width=0.6)


def signed(listing) -> str:
    if listing.demonstration:
        return _("Demonstration: no pharmacist has checked this text")
    facts = {"date": date_format(listing.signed_at, "DATE_FORMAT"), "number": listing.publication.number}
    return _("Reviewed by a pharmacist on %(date)s, version %(number)s") % facts


def words(pen, listing, room: float, *, end: float):
    """The name, what is in it and who may have it, one below the other; all smaller where they would pass `end`."""
    colours = light()
    rest = [facts(listing), str(listing.legal_status_label)]
    title = printable(listing.name) or printable(listing.substance_names)
    for scale in SCALES if listing.boxed_titles else (*LARGE, *SCALES):
        name, size = fitted(title, room, round(64 * scale), 4)
        small = round(34 * max(scale, 0.64))
        below = [row for text in rest for row in fitted(printable(text)[:LONGEST], room, small, 2)[0]]
        if BAR + 40 + (len(name) * size + len(below) * small) * LEADING + 20 <= end and " ".join(name)[-1:] != "…":
            break
    top: float = BAR + 40
    for row in name:
        pen.text((MARGIN, top), row, colours["brand-deep"], font(size), "la", stroke_width=size / 45)
        top += size * LEADING
    for row in below:
        pen.text((MARGIN, top + 12), row, colours["ink"], font(small), "la")
        top += small * LEADING


def fitted(text: str, width: float, size: int, lines: int) -> tuple[list[str], int]:
    """(rows, size): the text in at most `lines` rows, at most a third smaller; what is still too much ends in "…"."""
    smallest = size * 2 // 3
    while True:
        rows = wrapped(text, width, font(size))
        if len(rows) <= lines:
            return rows, size
        if size <= smallest:
            return [*rows[: lines - 1], cut(rows[lines - 1] + "…", width, font(size))], size
        size -= 2


def wrapped(text: str, width: float, face) -> list[str]:
    """The text in rows, broken at spaces, behind hyphens and slashes, and within a word that is wider than a row."""
    rows = [""]
    for piece in re.findall(r"\s*[^\s/-]*[/-]?", text):
        if face.getlength((rows[-1] + piece).strip()) <= width:
            rows[-1] += piece
        else:
            rows += broken(piece.strip(), width, face)
    return [row.strip() for row in rows if row.strip()]


def broken(word: str, width: float, face) -> list[str]:
    """A word in the pieces that fit; most words are one."""
    pieces = [""]
    for letter in word:
        if face.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def cut(row: str, width: float, face) -> str:
    while face.getlength(row) > width:
        row = f"{row[:-2]}…"
    return row


def printable(text: str) -> str:
    """The text in letters that the face has, accents dropped; nothing where one is missing: half a name misleads."""
    plain = unicodedata.normalize("NFKD", text.translate(SPELLED))
    letters = [one for one in plain if not unicodedata.combining(one)]
    if any(one.isalpha() and not one.isascii() for one in letters):
        return ""
    return "".join(one for one in letters if one.isascii() or one in SIGNS).strip()


@lru_cache(64)
def font(size: float):
    return ImageFont.load_default(size)


def png(card: Pillow.Image) -> bytes:
    """In 128 colours: a card is flat, and so weighs a third."""
    out = io.BytesIO()
    card.quantize(128, dither=Pillow.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
