"""What `pharmacy/_picture.html` needs of a picture: its addresses, by format and width."""

from django.urls import reverse

from catalog.imaging.sizes import FORMATS, widths


def image_facts(image: dict, *, preview: bool = False, own: list | None = None) -> dict:
    """The image with "url" (its largest JPEG), "srcset" (of JPEGs) and "sources" [{"type", "srcset"}], the best first.

    `image` has at least "sha256" and "width"; `own` are the widths that it is made in, where they are known already.
    Addresses are public ones; of a preview, those for staff alone.
    """
    view = "admin:catalog_picture" if preview else "machines:picture"
    own = own or widths(image["width"])
    # Looked up once: a list of medicines has hundreds of these addresses, and they differ in their ends alone.
    stem = reverse(view, args=[image["sha256"], 1, "jpg"]).removesuffix("1.jpg")
    srcsets = {kind: [(f"{stem}{width}.{kind}", width) for width in own] for kind in FORMATS}
    srcset = {kind: ", ".join(f"{url} {width}w" for url, width in pairs) for kind, pairs in srcsets.items()}
    return image | {
        "url": srcsets["jpg"][-1][0],
        "srcset": srcset["jpg"],
        "sources": [
            {"type": made.content_type, "srcset": srcset[kind]} for kind, made in FORMATS.items() if kind != "jpg"
        ],
    }
