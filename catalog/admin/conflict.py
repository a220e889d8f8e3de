"""Two people edited the same product: what the second one is told, and what the form then holds."""

from catalog import content, difference
from catalog.models import Edit


def told(product, seen: int) -> dict:
    """What changed between the version that was seen and the product as it is now, for the page."""
    edits = list(product.edits.filter(version__gt=seen, version__lte=product.version).select_related("by"))
    before = Edit.objects.filter(product=product, version=seen).first()
    now = Edit.objects.filter(product=product, version=product.version).first()
    parts = difference.compare(before.content, now.content) if before and now else []
    return {"edits": edits, "parts": parts}


def keep_theirs(data, product, seen: int, form_class):
    """What I did not touch shows what they saved, so that my next save does not silently undo it.

    Changes `data`, the posted form. Rows stay as they were posted: they are compared on the page.
    """
    before = Edit.objects.filter(product=product, version=seen).first()
    if before is None:
        return
    mine = form_class(data, instance=as_product(product, before.content), initial=terms(before.content))
    theirs = form_class(instance=product)
    for name in set(mine.fields) - set(mine.changed_data):
        post(data, theirs[name])


def as_product(product, values):
    """The columns of a content in a product that is never saved."""
    earlier = type(product)(pk=None)
    content.assign(earlier, values, content.PLAIN)
    for group, columns in content.GROUPS.items():
        content.assign(earlier, values[group], columns)
    for field in earlier._meta.concrete_fields:
        setattr(earlier, field.attname, field.to_python(getattr(earlier, field.attname)))
    return earlier


def terms(values) -> dict:
    return {
        "manufacturer": values["manufacturer"] and values["manufacturer"]["id"],
        "categories": [row["id"] for row in values["categories"]],
    }


def post(data, bound):
    """Put a field's own value into the posted data as a browser would send it."""
    value = bound.value()
    many = value if isinstance(value, list | tuple) else [value]
    data.pop(bound.html_name, None)
    spelled = ["on" if one is True else str(getattr(one, "pk", one)) for one in many if one not in (None, False)]
    if spelled:
        data.setlist(bound.html_name, spelled)
