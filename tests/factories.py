"""Plain functions that make real objects. Keyword arguments only; what a test does not name is sensible."""

import io
import itertools
from datetime import timedelta

import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image as Pillow

from accounts.models import EDITORS, MODERATORS, PHARMACISTS, SAFETY, User
from catalog import listing_checks
from catalog.content import digest
from catalog.models import Listing, Pack, Product
from reviews import stamp
from reviews.models import Invitation, Review, ReviewText, SafetyReport

numbers = itertools.count(1)
PASSWORD = "a-long-test-password"


def user(*, name="customer", groups=(), **fields) -> User:
    account = User(username=name, email=f"{name}@example.com", display_name=fields.pop("display_name", name), **fields)
    account.set_password(PASSWORD)
    account.save()
    account.groups.set(Group.objects.filter(name__in=groups))
    account.emailaddress_set.create(email=account.email, verified=True, primary=True)
    return account


def editor(*, name="editor") -> User:
    return user(name=name, groups=[EDITORS], is_staff=True)


def pharmacist(*, name="pharmacist") -> User:
    return user(name=name, groups=[PHARMACISTS], is_staff=True)


def moderator(*, name="moderator") -> User:
    return user(name=name, groups=[MODERATORS], is_staff=True)


def content(**changes) -> dict:
    """A small content that passes every listing check without a warning."""
    values = {
        "name": "Testazole 10 mg Tablets",
        "slug": "testazole-10-mg-tablets",
        "brand_name": "",
        "manufacturer": {"name": "Example Laboratories"},
        "market": "us",
        "language": "en",
        "dosage_form": "tablet",
        "route": "oral",
        "legal_status": "general_sale",
        "categories": [{"name": "Allergy"}],
        "atc_code": "",
        "appearance": {"description": "", "colour": "white", "second_colour": "", "shape": "round", "imprint": "T 10"},
        "source": {"name": "Testazole label", "version": "3", "date": "2024-05-01", "url": "https://example.com/label"},
        "ingredients": [{"substance": {"name": "testazole"}, "strength": "10", "unit": "mg", "per": ""}],
        "excipients": "Lactose.",
        "summary": "Testazole eases the sneezing of hay fever.",
        "description": "A tablet that works for a day.",
        "indications": [{"title": "Hay fever", "text": "For adults.", "condition": {"name": "Hay fever"}}],
        "key_features": [{"title": "Once a day", "text": "One tablet lasts a day."}],
        "storage": {
            "text": "Keep in a dry place.",
            "minimum_celsius": "20",
            "maximum_celsius": "25",
            "protect_from_light": False,
            "protect_from_moisture": True,
            "original_container": True,
            "refrigerate": False,
            "do_not_freeze": False,
            "handling": "",
        },
        "safety_notes": [
            {"severity": "warning", "topic": "driving", "title": "Driving", "text": "It can make you sleepy."}
        ],
        "sections": [
            {"kind": "contraindications", "title": "", "text": "Do not take it if you are allergic to testazole."},
            {"kind": "how_to_take", "title": "", "text": "Swallow one tablet with water."},
            {"kind": "side_effects", "title": "", "text": "Sleepiness."},
        ],
        "programme": {"name": "", "url": "", "telephone": "", "requirements": ""},
        "images": [],
        "demonstration": False,
    }
    return values | changes


def draft(*, by, **changes) -> Product:
    """A draft of its own name and slug, unless the test names them."""
    number = next(numbers)
    changes.setdefault("slug", f"testazole-{number}")
    return Product.draft(content(**changes), by=by)


def submitted(*, by, **changes) -> Product:
    product = draft(by=by, **changes)
    submit(product, by=by)
    return product


def submit(product, *, by):
    read = product.edits.first().content  # what a person would read, without putting it together again
    acknowledged = [finding.id for finding in listing_checks.run(read)]
    return product.submit(by=by, digest=digest(read), note="As the label says.", acknowledged=acknowledged)


def listed(*, editor, pharmacist, **changes) -> Listing:
    product = draft(by=editor, **changes)
    product.publish(by=pharmacist, digest=submit(product, by=editor).digest)
    return Listing.objects.get(product=product)


def republish(product, *, editor, pharmacist, **changes):
    """Edit columns of a listed product, submit and sign it again."""
    with product.editing(by=editor) as edited:
        for column, value in changes.items():
            setattr(edited, column, value)
        edited.save()
    return edited.publish(by=pharmacist, digest=submit(edited, by=editor).digest)


def pack(*, product, by, **fields) -> Pack:
    values = {"sku": f"SKU-{next(numbers)}", "size": 30, "unit": "tablets", "price": "12.50", "currency": "USD"}
    row = Pack(product=product, **(values | fields))
    row.keep(by=by)
    return row


CONSENT = "I agree that everybody may read this."


def review(*, listing, author, rating=4, title="It helped", text="I slept better after two days.", **fields):
    fields = {"consent": CONSENT} | fields
    return Review.post(by=author, listing=listing, rating=rating, title=title, text=text, **fields)


def approved(*, listing, author, moderator, **fields):
    text = review(listing=listing, author=author, **fields)
    return text.review.approve(by=moderator, text=text)


def picture_bytes(*, size=(900, 600), colour="navy", kind="PNG", **save) -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", size, colour).save(out, kind, **save)
    return out.getvalue()


def written(*, listing, by, **changes) -> dict:
    """What the form of a review sends, ten seconds after it was shown to a customer."""
    with time_machine.travel(timezone.now() - timedelta(seconds=10), tick=False):
        stamped = stamp.stamp(by, listing)
    values = {"rating": "4", "title": "It helped", "text": "I slept.", "adult": "on", "consent": "on"}
    return values | {"stamp": stamped} | changes


def safety_officer(*, name="officer") -> User:
    return user(name=name, groups=[SAFETY], is_staff=True)


def safety_report(*, listing, author, pregnancy=False, **fields) -> SafetyReport:
    """As screening would open it, for a review that waits."""
    text = review(listing=listing, author=author, **fields)
    return SafetyReport.open_for(text, listing=listing, pregnancy=pregnancy)


def invited(*, listing, author, moderator, by, **fields):
    """A published review that was written through an invitation, and so is verified."""
    invitation, _link = Invitation.issue(
        by=by, product=listing.product, order=f"order {next(numbers)}", through="admin"
    )
    return approved(listing=listing, author=author, moderator=moderator, invitation=invitation, **fields)


def judged(*, listing, author, moderator) -> Review:
    """A review with all that a moderator can meet: a masked part, a complaint, an answer, a later text with marks."""
    shown = approved(listing=listing, author=author, moderator=moderator, text="Ask Joan. It eased my hay fever.")
    found = shown.review
    found.mask(by=moderator, text=shown, spans=[("text", 4, 8)], digest=ReviewText.objects.get(pk=shown.pk).digest)
    found.complain(by=user(name="reader"), why="personal_information", note="A nurse is named.")
    found.answer(by=moderator, text="Thank you.")
    later = review(
        listing=listing, author=author, title="Write to me", text="At me@example.com, or ring +1 202 555 0142."
    )
    marks = [{"field": "text", "start": 3, "end": 17, "kind": "email"}]
    marks += [{"field": "text", "start": 10, "end": 17, "kind": "web_address"}]
    ReviewText.objects.filter(pk=later.pk).update(marks=marks, urgency=40)
    return found
