"""What a browser would post: the form of a page as a dict, to be changed by a test and sent."""

from urllib.parse import urlsplit

from lxml import html


def posted(response, form="product_form", button="_continue") -> dict:
    """Every field of the (first) form as the page shows it, without the rows that only script adds."""
    page = html.fromstring(response.content.decode())
    found = page.xpath(f"//form[@id='{form}']" if form else "//main//form[@method='post']")[0]
    data: dict[str, list] = {button: ["1"]} if button else {}
    for control in found.xpath(".//input|.//select|.//textarea"):
        name, kind = control.get("name"), control.get("type")
        skipped = kind in ("submit", "file") or (kind in ("checkbox", "radio") and not control.get("checked"))
        if not name or skipped or "__prefix__" in name:
            continue
        data.setdefault(name, []).extend(values(control))
    return data


def values(control):
    if control.tag == "select":
        chosen = control.xpath(".//option[@selected]") or (
            [] if control.get("multiple") else control.xpath(".//option")[:1]
        )
        return [option.get("value", "") for option in chosen]
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n").replace("\n", "\r\n")]
    return [control.get("value", "on" if control.get("type") == "checkbox" else "")]


def with_row(data: dict, prefix: str, **fields) -> dict:
    """The form after "Add another": one more row of this prefix."""
    row = int(data[f"{prefix}-TOTAL_FORMS"][0])
    added = {f"{prefix}-{row}-{name}": value for name, value in fields.items()}
    return data | added | {f"{prefix}-TOTAL_FORMS": [str(row + 1)], f"{prefix}-{row}-id": [""]}


def text_of(response) -> str:
    """The visible words of the page's main part, with single spaces."""
    (main,) = html.fromstring(response.content.decode()).xpath("//main")
    return " ".join(main.text_content().split())


def path_of(response) -> str:
    return urlsplit(response.url).path
