"""A world full of what must not be seen: drafts, waiting and rejected words, what was withdrawn."""

from catalog import content, engine, listing_checks
from catalog.models import Address, Category, Condition, Edit, Listing, Manufacturer, Pack, Picture, Product, Substance
from catalog.pictures import keep
from reviews.models import Invitation, Review, SafetyQuestion, Vote
from tests import factories
from tests.public import walk

MARK = "zqhidden"  # whatever must not be seen carries it
GONE = "withdrawnzole"  # the withdrawn product: seen where its addresses say that it is gone, and nowhere else
PRICE = "9753.19"  # of a medicine whose market hides prices
TERM_MODELS = (Category, Condition, Manufacturer, Substance)


def build() -> walk.Fill:
    """Makes the world; returns what to fill every address with.

    The index is built while what is withdrawn or superseded later still stands in it, as it does on a host.
    """
    staff = {
        "editor": factories.user(name=f"{MARK}-editor", groups=["editors"], is_staff=True),
        "pharmacist": factories.user(name=f"{MARK}-pharmacist", groups=["pharmacists"], is_staff=True),
    }
    moderator = factories.user(name=f"{MARK}-moderator", groups=["moderators"], is_staff=True)
    shown(staff, moderator)
    never_public(staff)
    withdrawn(staff, moderator)
    british(staff, moderator)
    closed(staff, moderator)
    safety_reports()
    return walk.Fill(
        products=sorted({edit.content["slug"] for edit in Edit.objects.all()} | public_slugs()),
        terms=sorted({slug for model in TERM_MODELS for slug in model.objects.values_list("slug", flat=True)}),
        pictures=list(Picture.objects.values_list("sha256", flat=True)),
        reviews=list(Review.objects.values_list("pk", flat=True)),
        questions=list(SafetyQuestion.objects.values_list("pk", flat=True)),
        votes=list(Vote.objects.values_list("pk", flat=True)),
        invitations=[invitation.token for invitation in Invitation.objects.all()],
        skus=list(Pack.objects.values_list("sku", flat=True)),
        words=[MARK, MARK[:4], GONE, f"{GONE[:8]} 10 mg", "10 mg", "testazole", f"{MARK}-{GONE}", PRICE],
    )


def public_slugs() -> set[str]:
    return set(Address.objects.values_list("slug", flat=True))


def marked(slug, *, colour) -> dict:
    """A content with the mark in everything that it holds, its terms and its picture included."""
    term = {"name": f"{MARK} {slug}"}
    return factories.content(
        name=f"{MARK} {slug} 10 mg Tablets",
        slug=slug,
        brand_name=MARK,
        manufacturer=term,
        categories=[term],
        appearance={"description": MARK, "colour": "white", "second_colour": "", "shape": "round", "imprint": MARK},
        source={"name": MARK, "version": MARK, "date": "2024-05-01", "url": f"https://example.com/{MARK}"},
        ingredients=[{"substance": term, "strength": "10", "unit": "mg", "per": ""}],
        excipients=MARK,
        summary=f"{MARK} is a summary.",
        description=f"{MARK} is a description.",
        indications=[{"title": MARK, "text": MARK, "condition": term}],
        key_features=[{"title": MARK, "text": MARK}],
        storage=factories.content()["storage"] | {"text": MARK, "handling": MARK},
        safety_notes=[{"severity": "boxed", "topic": "driving", "title": MARK, "text": MARK}],
        sections=[
            {"kind": kind, "title": MARK, "text": f"{MARK} {kind}"}
            for kind in ("contraindications", "how_to_take", "side_effects")
        ],
        programme={"name": MARK, "url": f"https://example.com/{MARK}", "telephone": MARK, "requirements": MARK},
        images=[image(colour, alt=MARK)],
    )


def image(colour, *, alt) -> dict:
    picture = keep(factories.picture_bytes(colour=colour))
    return {"sha256": picture.sha256, "alt": alt, "width": picture.width, "height": picture.height}


def shown(staff, moderator):
    """One that may be seen, at its second slug, with everything hidden about it that there can be."""
    listing = factories.listed(**staff, slug="first-slug", images=[image("white", alt="A white tablet.")])
    engine.catch_up()
    factories.republish(listing.product, **staff, slug="shown", brand_name="Shownbrand")
    listing = Listing.objects.get()
    factories.pack(product=listing.product, by=staff["editor"], sku="SHOWN-1")
    factories.pack(product=listing.product, by=staff["editor"], sku=f"{MARK}-1", availability="discontinued")
    reviews_in_every_state(listing, moderator)
    with listing.product.editing(by=staff["editor"], why=f"{MARK} why") as draft:
        content.fill(draft, marked(f"{MARK}-new-slug", colour="red"))


def author(number, display_name=MARK):
    return factories.user(name=f"{MARK}-author-{number}", display_name=display_name)


def reviews_in_every_state(listing, moderator):
    hidden = {"title": MARK, "text": f"{MARK} text", "listing": listing}
    factories.review(author=author(1), **hidden)
    rejected = factories.review(author=author(2), **hidden)
    rejected.review.reject(by=moderator, text=rejected, reason="off_topic", note=f"{MARK} note")
    changed = author(3, display_name="Shown Name")
    factories.approved(author=changed, moderator=moderator, **hidden)
    factories.approved(author=changed, moderator=moderator, listing=listing, title="Shown title", text="Shown words.")
    factories.review(author=changed, **hidden)
    replaced = author(4)
    factories.review(author=replaced, **hidden)
    factories.review(author=replaced, **hidden)
    what_staff_and_readers_did(listing, moderator, hidden)


def what_staff_and_readers_did(listing, moderator, hidden):
    """Words that were masked, sent back, taken down; a complaint about what is shown; an answer taken away."""
    masked = factories.review(
        author=author(7, "Masked Name"), listing=listing, title="Masked", text=f"Ask {MARK} on 5."
    )
    masked = masked.review.mask(by=moderator, text=masked, spans=[("text", 4, 4 + len(MARK))], digest=masked.digest)
    masked.review.approve(by=moderator, text=masked)
    masked.review.complain(by=author(8), why="abusive", note=f"{MARK} note")
    masked.review.answer(by=moderator, text=f"{MARK} answer")
    masked.review.remove_answer(by=moderator)
    back = factories.review(author=author(9), **hidden)
    back.review.ask_change(by=moderator, text=back, note=f"{MARK} note")
    down = factories.approved(author=author(10), moderator=moderator, **hidden)
    down.review.reject(by=moderator, text=down, reason="off_topic")


def submit(product, *, by):
    acknowledged = [finding.id for finding in listing_checks.run(product.snapshot())]
    product.submit(by=by, digest=product.digest(), note=f"{MARK} note", acknowledged=acknowledged)


def never_public(staff):
    """A draft, one that waits, one that was sent back, and terms that nothing uses."""
    for state, colour in (("draft", "green"), ("waiting", "blue"), ("sent-back", "grey")):
        product = Product.draft(marked(f"{MARK}-{state}", colour=colour), by=staff["editor"])
        factories.pack(product=product, by=staff["editor"], sku=f"{MARK}-{state}")
        if state != "draft":
            submit(product, by=staff["editor"])
        if state == "sent-back":
            product.send_back(by=staff["pharmacist"], reason=f"{MARK} reason")
    for model in TERM_MODELS:
        model.objects.create(name=f"{MARK} used by nobody", slug=f"{MARK}-nobody")


def withdrawn(staff, moderator):
    """Two slugs, a picture, a pack, a published review: all gone, but for its name and its public note."""
    values = marked(f"{GONE}-1", colour="black") | {"name": f"{GONE} 10 mg Tablets"}
    listing = factories.listed(**staff, **values)
    factories.pack(product=listing.product, by=staff["editor"], sku=f"{MARK}-{GONE}")
    text = factories.approved(listing=listing, author=author(5), moderator=moderator, title=MARK, text=MARK)
    text.review.vote(by=author(17))
    Invitation.issue(by=staff["pharmacist"], product=listing.product, order=MARK, through="admin")
    engine.catch_up()
    factories.republish(listing.product, **staff, slug=f"{GONE}-2")
    engine.catch_up()
    listing.product.withdraw(by=staff["pharmacist"], reason=f"{MARK} reason", public_note=f"The note on {GONE}.")


def british(staff, moderator):
    """Where the market shows no reviews and no prices of such a medicine: some were public under other rules."""
    listing = factories.listed(**staff, slug="british", name="Britazole 10 mg Tablets")
    factories.approved(listing=listing, author=author(6), moderator=moderator, title=MARK, text=MARK)
    factories.pack(product=listing.product, by=staff["editor"], sku="GB-1", price=PRICE)
    engine.catch_up()
    factories.republish(listing.product, **staff, market="gb", legal_status="prescription_only")


def closed(staff, moderator):
    """Listed, with published reviews that a pharmacist has closed."""
    listing = factories.listed(**staff, slug="closed", name="Closedazole 10 mg Tablets")
    factories.approved(listing=listing, author=author(11), moderator=moderator, title=MARK, text=MARK)
    listing.product.switch_reviews(by=staff["pharmacist"], to_open=False)


def safety_reports():
    """Reports in every state, with notes, a question that is answered and one that waits."""
    officer = factories.safety_officer(name=f"{MARK}-officer")
    listing = Listing.objects.get(slug="shown")
    hidden = {"title": MARK, "text": f"{MARK} gave me a rash.", "listing": listing}
    for number, act in enumerate(("ask", "answer", "forward", "close"), start=20):
        report = factories.safety_report(author=author(number), **hidden)
        report.assess(by=officer, reaction=f"{MARK} rash")
        report.note(by=officer, text=f"{MARK} note")
        question = report.ask(by=officer, text=f"{MARK}, since when?")
        if act == "answer":
            question.reply(by=question.customer, text=f"{MARK} for a week.")
        if act == "forward":
            report.forward(by=officer, reference=MARK, incomplete_because=MARK)
        if act == "close":
            report.close(by=officer, reason=MARK)
