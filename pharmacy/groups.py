"""The groups of staff, and just the permissions that their work needs. Made by a migration of `pharmacy`."""

from accounts.models import EDITORS, MODERATORS, PHARMACISTS, SAFETY

DRAFT_PARTS = ("ingredient", "indication", "keyfeature", "safetynote", "section", "image")
SAFETY_NOUNS = ("safetyreport", "safetynote", "safetyquestion")
TERMS = ("substance", "manufacturer", "condition", "category")


def rights(app, models, *actions):
    return [f"{app}.{action}_{model}" for model in models for action in actions]


PERMISSIONS = {
    EDITORS: [
        *rights("catalog", ("product",), "view", "add", "change", "submit"),
        *rights("catalog", DRAFT_PARTS, "view", "add", "change", "delete"),
        *rights("catalog", TERMS, "view", "add", "change"),
        *rights("catalog", ("pack", "synonymgroup"), "view", "add", "change", "delete"),
        *rights("catalog", ("picture",), "view"),
    ],
    PHARMACISTS: [
        *rights("catalog", ("product",), "view", "sign", "switch_reviews"),
        *rights("catalog", (*DRAFT_PARTS, "pack", "picture", "publication"), "view"),
        *rights("catalog", TERMS, "view", "change"),
        *rights("catalog", ("synonymgroup",), "view", "add", "change", "delete"),
        *rights("reviews", SAFETY_NOUNS, "view"),
        *rights("reviews", ("safetyreport",), "handle"),
        *rights("reviews", ("invitation",), "view", "issue"),
        *rights("reviews", ("review", "decision"), "view"),
        "reviews.answer_review",
    ],
    MODERATORS: [
        *rights("reviews", ("review", "reviewtext", "decision", "complaint", "letter"), "view"),
        *rights("reviews", ("screeningword",), "view", "add", "change", "delete"),
        *rights("reviews", ("invitation",), "view", "issue"),
        "reviews.moderate_review",
        "reviews.answer_review",
    ],
    SAFETY: [
        *rights("reviews", SAFETY_NOUNS, "view"),
        *rights("reviews", ("safetyreport",), "handle"),
        "reviews.see_contact",
    ],
}


def install_groups(group_model, permission_model):
    """Make the groups, and set their permissions to exactly these. Harmless to repeat."""
    for name, wanted in PERMISSIONS.items():
        group, _created = group_model.objects.get_or_create(name=name)
        keys = [right.split(".") for right in wanted]
        found = [permission_model.objects.get(content_type__app_label=app, codename=code) for app, code in keys]
        group.permissions.set(found)
