"""Two people edited the same product: what the second one is told, and what the form then holds."""

from django.forms import BooleanField
from django.utils.translation import gettext as _

from catalog import content, difference
from catalog.models import Edit


def told(product, seen: int) -> dict:
    """What changed between the version that was seen and the product as it is now, for the page."""
    edits = list(product.edits.filter(version__gt=seen, version__lte=product.version).select_related("by"))
    before = Edit.objects.filter(product=product, version=seen).first()
    now = Edit.objects.filter(product=product, version=product.version).first()
    parts = difference.compare(before.content, now.content) if before and now else []
    return {"edits": edits, "parts": parts}


def keep_theirs(data, product, seen: int, form_class) -> list[dict]:
    """What I did not touch shows what they saved, so that my next save does not silently undo it.

    Returns what both of us changed: {"label", "theirs", "mine"} for each such field, in the order of the form.

    Changes `data`, the posted form. Rows stay as they were posted: they are compared on the page.
    """
    before = Edit.objects.filter(product=product, version=seen).first()
    if before is None:
        return []
    mine = form_class(data, instance=as_product(product, before.content), initial=terms(before.content))
    theirs = form_class(instance=product)
    for name in set(mine.fields) - set(mine.changed_data):
        post(data, theirs[name])
    was = form_class(instance=as_product(product, before.content), initial=terms(before.content))
    both = [name for name in mine.changed_data if spelled(was[name]) != spelled(theirs[name])]
    return [clash(mine[name], theirs[name]) for name in both if spelled(mine[name]) != spelled(theirs[name])]


def clash(mine, theirs) -> dict:
    return {"label": mine.label, "theirs": spelled(theirs), "mine": spelled(mine)}


def spelled(bound) -> str:
    """The value of a field as a person reads it: choices by their names, terms too."""
    value = bound.value()
    many = value if isinstance(value, list | tuple) else [value]
    chosen = {"" if one in (None, False) else str(getattr(one, "pk", one)) for one in many}
    terms_to_choose = getattr(bound.field, "queryset", None)
    if terms_to_choose is not None:
        return " · ".join(map(str, terms_to_choose.filter(pk__in=[key for key in chosen if key.isdecimal()])))
    if isinstance(bound.field, BooleanField):
        return _("yes") if value else _("no")
    names = dict(getattr(bound.field, "choices", ()))
    return " · ".join(str(names.get(key, key)) for key in sorted(chosen)).replace("\r\n", "\n")


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
