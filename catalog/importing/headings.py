"""The headings that shops write, and the place in a product's content that each one stands for."""

import re
from functools import lru_cache

from .wording import bare

LONGEST = 160

# After normalising: lower case, "&" is "and", no product name, no trailing "of", "for", "on".
WORDINGS = {
    "description": """
        description; product description; product details; product detail; product information; about; about
        product; overview; product overview; introduction; product introduction; details; what is; full description;
        long description; general information; medicine overview; how does work; how works; how it works; mechanism
        of action; mode of action; pharmacology; clinical pharmacology; pharmacodynamics; therapeutic class; drug
        class
    """,
    "summary": "short description; summary; at a glance; in short; quick overview",
    "indications": """
        indications; indication; uses; use; used for; used to treat; indications and usage; indications and use;
        indicated for; what is used for; what are used for; what used for; therapeutic indications; medical uses;
        common uses; therapeutic uses; approved uses; product uses; conditions treated; what does treat; why is
        prescribed; when is used; usage and indications; what is and what it is used for; who is for; primary uses
    """,
    "key_features": """
        key features; features; key feature; highlights; product highlights; key benefits; benefits; advantages;
        product features; main features; key features and benefits; features and benefits; benefits and features;
        key highlights; key points; product benefits; key information; at a glance features; why choose
    """,
    "storage": """
        storage; how to store; storage and handling; storage conditions; storage instructions; storage information;
        storage condition; how should i store; how do i store; where to keep; keeping; storing; storage advice;
        storage requirements; storage guidelines; storage recommendations; how to keep; how should be stored;
        storage and stability
    """,
    "storage.handling": """
        handling; disposal; handling and disposal; safe handling; how to dispose; how to handle; special handling;
        handling precautions
    """,
    "safety_notes": """
        important note; important notes; note; notes; please note; important; important information; warnings;
        warning; precautions; precaution; warnings and precautions; warning and precautions; precautions and
        warnings; safety information; safety; safety advice; important safety information; safety warnings; safety
        precautions; caution; cautions; special warnings; special warnings and precautions; special precautions;
        before taking; before using; before you take; before you use; what you need to know before you take; what
        you need to know before you use; safety notes; safety note; safety note and warnings; special instructions;
        risks; important warnings; when to be careful; use with caution; general precautions; important notice
    """,
    "safety_notes.boxed": """
        boxed warning; black box warning; boxed warnings; black box warnings; fda boxed warning; fda black box
        warning
    """,
    "safety_notes.alcohol": "alcohol; alcohol warning; alcohol interaction",
    "safety_notes.driving": "driving; driving and using machines; driving and machines; effects on ability to drive",
    "safety_notes.liver": "liver; liver disease; hepatic impairment; liver problems",
    "safety_notes.kidneys": "kidney; kidneys; kidney disease; renal impairment; kidney problems",
    "safety_notes.children": "children; use in children; paediatric use; pediatric use; children and adolescents",
    "safety_notes.older_people": "elderly; use in elderly; geriatric use; older people; older adults",
    "safety_notes.monitoring": "monitoring; tests and monitoring; laboratory monitoring",
    "programme": """
        rems; rems program; rems programme; restricted programme; restricted program; risk management programme;
        pregnancy prevention programme
    """,
    "sections.contraindications": """
        contraindications; contraindication; contra-indications; contra indications; who should not take; who should
        not use; when not to use; when not to take; do not take; do not use; do not take if; do not use if; who
        cannot take; who must not take; when should i not take; who should not be taking; who should avoid
    """,
    "sections.how_to_take": """
        how to use; how to take; how should i take; how should i use; how do i take; how do i use; how should be
        taken; how is taken; how to take it; how to use it; dosage; dose; doses; dosing; dosage and administration;
        administration; directions; directions of use; directions for use; direction for use; directions to use;
        instructions; instructions for use; how to administer; recommended dosage; recommended dose; usage; usage
        instructions; suggested use; posology; usual dose; dosage instructions; dosage information; dosage
        guidelines; method of administration; how much to take; how and when to take; posology and method of
        administration; dosage and directions; how to apply; application
    """,
    "sections.missed_dose": """
        missed dose; missed a dose; missed doses; if you miss a dose; what if i miss a dose; miss a dose; forgotten
        dose; if you forget to take; what if you forget to take; what should i do if i miss a dose; what if you miss
        a dose; if i miss a dose; what to do if you miss a dose; what happens if i miss a dose; if you forget a
        dose; what if i forget to take
    """,
    "sections.overdose": """
        overdose; overdosage; if you take too much; what if i overdose; what happens if i overdose; in case of
        overdose; if you take more than you should; what if i take too much; what should i do if i overdose; what to
        do in case of overdose
    """,
    "sections.side_effects": """
        side effects; side effect; side-effects; possible side effects; common side effects; serious side effects;
        adverse effects; adverse reactions; adverse events; undesirable effects; what are the side effects; what are
        side effects; what are the possible side effects; what side effects can cause; potential side effects; side
        effects information; known side effects; rare side effects
    """,
    "sections.interactions": """
        interactions; interaction; drug interactions; drug interaction; drug-drug interactions; medicine
        interactions; food interactions; drug-food interactions; other medicines; taking other medicines;
        interactions with other medicines; interaction with other medicines; interacts with; drugs interactions;
        what other drugs will affect; medication interactions; interactions with food; interactions with food and
        drink
    """,
    "sections.pregnancy": """
        pregnancy; breastfeeding; breast-feeding; breast feeding; lactation; pregnancy and breastfeeding; pregnancy
        and lactation; fertility; nursing mothers; pregnant women; use in pregnancy; during pregnancy; pregnancy
        warning; fertility pregnancy and lactation; pregnancy category; pregnant or breastfeeding
    """,
    "sections.counselling": """
        counselling; counseling; patient counselling; patient counselling information; patient counseling
        information; patient information; advice; patient advice; expert advice; doctor's advice; pharmacist's
        advice; quick tips; tips; lifestyle advice; diet and lifestyle advice
    """,
    "composition": """
        composition; ingredients; ingredient; active ingredients; active ingredient; each tablet contains; each
        capsule contains; each ml contains; contains; salt composition; composition and ingredients; active
        substance; each film-coated tablet contains; each film coated tablet contains; what contains; drug
        composition; key ingredients; each dose contains; each gram contains; each 5 ml contains; qualitative and
        quantitative composition
    """,
    "excipients": """
        excipients; inactive ingredients; other ingredients; list of excipients; non-active ingredients; excipients
        list; inactive ingredient
    """,
    "appearance": """
        appearance; what looks like; how looks; physical description; tablet description; capsule description
    """,
    "manufacturer": """
        manufacturer; manufactured by; made by; marketed by; manufacturer details; manufacturer information;
        marketer details
    """,
    "attributes": """
        additional information; specifications; specification; product specifications; product specification;
        technical details; product attributes; attributes; additional info; more information; technical
        specifications; product data; properties; at a glance table
    """,
    "faq": """
        faq; faqs; frequently asked questions; questions and answers; common questions; q and a; customer questions
    """,
    "reviews": """
        reviews; review; customer reviews; ratings and reviews; reviews and ratings; product reviews; testimonials;
        customer feedback; ratings; rating and reviews; user reviews; what our customers say; write a review;
        verified reviews
    """,
    "related": """
        related products; related product; you may also like; similar products; customers also bought; customers
        also viewed; recommended products; related items; frequently bought together; recently viewed; recently
        viewed products; people also bought; alternatives; upsells; you might also like; best sellers; popular
        products
    """,
    "shop": """
        shipping; delivery; shipping and delivery; shipping information; delivery information; returns; return
        policy; refund policy; payment; payment methods; shipping and returns; delivery and returns; why buy from
        us; why choose us; contact us; customer service; newsletter; shopping cart; vendor information; vendor info;
        more offers; store policies; how to order; how to buy
    """,
}
OUTSIDE = {"reviews", "related", "shop", "faq"}

JOINER = re.compile(r"\s*(?:/|,|\||\+|\band\b)\s*")
GENERIC = re.compile(
    r"\b(?:this|the|your|our|these) (?:medicines?|medications?|products?|drugs?|tablets?|capsules?|cream"
    r"|treatment|pills?|inhaler|item)\b"
)
LOOSE_END = re.compile(r"\s(?:of|for|on|about|with|in|to|from|is|are|a|an|the|by|it)$")
TAIL = re.compile(r"^(.{3,60}?)\s+(?:of|for|on|about|with|regarding)\s+(\S.*)$")
QUESTIONS = [
    (re.compile(r"what (?:is|are) .{2,80} (?:used for|used to treat|prescribed for)"), "indications"),
    (
        re.compile(r"how (?:to|do i|do you|should i|should you|should) (?:use|take|apply|inject) .{2,80}"),
        "sections.how_to_take",
    ),
    (re.compile(r"how (?:to|do i|should i) (?:store|keep) .{2,80}"), "storage"),
    (re.compile(r"how does .{2,80} work"), "description"),
    (re.compile(r"who (?:should|must|can) ?not (?:take|use) .{2,80}"), "sections.contraindications"),
    (re.compile(r"before (?:taking|using|you take|you use) .{2,80}"), "safety_notes"),
    (re.compile(r"what are the (?:possible )?side effects of .{2,80}"), "sections.side_effects"),
    (re.compile(r"each .{2,40} contains"), "composition"),
    (re.compile(r"what (?:is|are) .{2,60} for"), "indications"),
    (re.compile(r"what (?:is|are) (?!your|our|the)\S+(?: \S+)?"), "description"),
]


def place_of(heading, name=""):
    """The place that a heading opens ("storage", "sections.side_effects", "reviews", …), or "" where it is not known.

    `name` is the product's, which shops write into their headings: "Storage for X", "X side effects".
    """
    if len(heading) > LONGEST:
        return ""
    text = _normal(heading)
    shorter = _without_name(text, name)
    return _known(text) or _known(shorter) or _joined(shorter) or _before_a_name(heading) or _asked(text)


def is_content(place):
    """Whether a place belongs to the product, and not to the shop around it."""
    return bool(place) and place not in OUTSIDE


def _normal(heading):
    text = re.sub(r"[®™©“”\"]", "", bare(heading)).casefold()
    text = text.replace("’", "'").replace("'s ", " ").replace("&", " and ")
    text = re.sub(r"\(\s*\d*\s*\)\s*$", "", text.strip())
    text = re.sub(r"^\W*(?:(?:\d{1,2}[.)]|section \d{1,2}[:.]?)\s*)?\W*", "", text)
    return " ".join(re.sub(r"[\s:?.!\-–—>*#|]+$", "", text).split())


def _without_name(text, name):
    for part in _name_parts(name):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", text, count=1)
    return _trimmed(" ".join(GENERIC.sub(" ", text).split()))


@lru_cache(maxsize=8)
def _name_parts(name):
    words = _normal(name).split()
    longest = [" ".join(words[:size]) for size in range(len(words), 0, -1)]
    return [part for part in longest if len(part) > 3]


def _trimmed(text):
    text = re.sub(r"^(?:the|a|an|s|of|for|on|:|-|–)\s", "", text.strip(" :-–—,"))
    while LOOSE_END.search(text):
        text = LOOSE_END.sub("", text)
    return text


def _known(text):
    return PLACES.get(text, "") or PLACES.get(_trimmed(text), "")


def _joined(text):
    places = [_known(part) for part in JOINER.split(text)]
    return places[0] if len(places) > 1 and all(places) else ""


def _before_a_name(heading):
    """ "Storage for X" where X is written as a name, though it is not this product's."""
    match = TAIL.match(" ".join(re.sub(r"[®™©]", "", bare(heading)).split()))
    if not match or not (match[2][0].isupper() or len(match[2].split()) < 3):
        return ""
    head = _normal(match[1])
    return _known(head) or _joined(head)


def _asked(text):
    return next((place for pattern, place in QUESTIONS if pattern.fullmatch(text)), "")


def _table():
    pairs = ((wording, place) for place, wordings in WORDINGS.items() for wording in wordings.split(";"))
    return {_trimmed(" ".join(wording.split())): place for wording, place in pairs}


PLACES = _table()
