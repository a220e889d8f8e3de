"""Examples for the schema: what answers look like. The facts are those of the demonstration; figures are made up."""

from typing import Any

SITE = "https://shop.example"
SLUG = "pomalidomide-4mg-capsules"
PAGE, ADDRESS = f"{SITE}/products/{SLUG}/", f"{SITE}/api/v1/products/{SLUG}/"
SIGNED = "2026-03-02T09:30:00Z"
NOBODY = "0" * 64


def text(source: str) -> dict[str, str]:
    return {"source": source, "html": f"<p>{source}</p>" if source else ""}


def term(name: str) -> dict[str, str]:
    return {"name": name, "slug": name.lower().replace(" ", "-")}


MAKER = term("Bristol-Myers Squibb")
IDENTITY = {
    "id": 1,
    "slug": SLUG,
    "name": "Pomalidomide 4mg Capsules",
    "brand_name": "",
    "market": "us",
    "language": "en",
    "dosage_form": "capsule",
    "route": "oral",
    "legal_status": "restricted_programme",
    "atc_code": "L04AX06",
    "url": PAGE,
    "demonstration": True,
    "manufacturer": MAKER,
    "ingredients": [
        {"substance": term("pomalidomide"), "strength": {"value": "4", "unit": "mg", "text": "4 mg"}},
    ],
}
PREGNANCY = {
    "severity": "boxed",
    "topic": "pregnancy",
    "title": "Severe harm to an unborn baby; restricted programme",
    "text": text("Do not take pomalidomide if you are pregnant. It can cause severe birth defects."),
}
CLOTS = {
    "severity": "boxed",
    "topic": "blood_clots",
    "title": "Blood clots, heart attack and stroke",
    "text": text("Clots, heart attack and stroke have happened in people with multiple myeloma who took pomalidomide."),
}
SUMMARY = "A capsule for multiple myeloma and for Kaposi sarcoma in adults."
PICTURE = {"url": f"{SITE}/pictures/4f/4fd2a1.jpg", "alt": "A blue capsule.", "width": 900, "height": 600}

PRODUCTS = {
    "count": 1,
    "next": None,
    "facets": [
        {
            "name": "form",
            "label": "Dosage form",
            "values": [{"value": "capsule", "label": "Capsule", "count": 1, "chosen": False}],
            "more": False,
        }
    ],
    "words_read": None,
    "did_you_mean": None,
    "results": [
        IDENTITY
        | {
            "boxed_warnings": [PREGNANCY["title"], CLOTS["title"]],
            "api": ADDRESS,
            "summary": SUMMARY,
            "image": PICTURE,
            "rating": None,
            "price_from": None,
            "version": 2,
            "signed_at": SIGNED,
            "found_by": {"label": "Indications", "snippet": "… adults who have had multiple myeloma …"},
        }
    ],
}

SIGNATURE: dict[str, Any] = {
    "version": 2,
    "format": 1,
    "digest": "34e7d5d7575ef4faa93452e26c54b1f294e9b4a26b3de0aa46886a9ed6d74159",
    "seal": "46c410f947170b8882c4163f1249099320412c79facd6fc4884faee9e7fc2151",
    "previous_seal": "6fb0ad45d1e80f2ebd55b07e73c3f1480613c9e08aa326f6441f983851040c1d",
    "signed_at": SIGNED,
    "signed_by": {"role": "pharmacist"},
    "four_eyes": True,
    "publication": f"{ADDRESS}publications/2/",
}
FIRST = SIGNATURE | {
    "version": 1,
    "digest": "9a0c24b1d4ad2d3bd6c1a1a2f2c0e8f5d1a7b3c49e5f60718293a4b5c6d7e8f9",
    "seal": SIGNATURE["previous_seal"],
    "previous_seal": NOBODY,
    "signed_at": "2026-01-12T14:05:00Z",
    "publication": f"{ADDRESS}publications/1/",
}

PRODUCT = (
    IDENTITY
    | SIGNATURE
    | {
        "boxed_warnings": [PREGNANCY, CLOTS],
        "summary": text(SUMMARY),
        "description": text("You take capsules on the first 21 days of a cycle of 28, and none on the last 7."),
        "excipients": text("Mannitol, pregelatinised starch and sodium stearyl fumarate."),
        "categories": [term("Blood"), term("Cancer")],
        "appearance": {
            "description": text("A hard capsule with a dark blue cap and a blue body."),
            "colour": "blue",
            "second_colour": "dark_blue",
            "shape": "capsule",
            "imprint": "POML 4 mg",
        },
        "source": {
            "name": "Pomalyst (pomalidomide) capsules, US prescribing information",
            "version": "February 2025",
            "date": None,
            "url": "https://dailymed.nlm.nih.gov/",
        },
        "storage": {
            "text": text("Keep the capsules at room temperature."),
            "handling": text("Do not open or crush a capsule."),
            "minimum_celsius": "20",
            "maximum_celsius": "25",
            "protect_from_light": False,
            "protect_from_moisture": False,
            "original_container": False,
            "refrigerate": False,
            "do_not_freeze": False,
        },
        "programme": {
            "name": "PS-Pomalidomide REMS",
            "url": "https://www.ps-pomalidomiderems.com",
            "telephone": "1-888-423-5436",
            "requirements": text("Your prescriber and your pharmacy must both be certified."),
        },
        "indications": [
            {
                "title": "Multiple myeloma, together with dexamethasone",
                "text": text("For adults who have had at least two earlier treatments."),
                "condition": term("Multiple myeloma"),
            }
        ],
        "key_features": [{"title": "With or without food", "text": text("A regular hour helps you to remember.")}],
        "safety_notes": [
            {
                "severity": "warning",
                "topic": "blood_counts",
                "title": "Low blood counts",
                "text": text("Your blood is counted on a schedule that depends on your illness."),
            }
        ],
        "sections": [
            {
                "kind": "contraindications",
                "loinc": "34070-3",
                "title": "",
                "text": text("Do not take these capsules if you are pregnant or think that you might be."),
            }
        ],
        "images": [PICTURE],
        "packs": [
            {
                "sku": "DEMO-POM4-21",
                "gtin": "00200040400215",
                "national_code": "",
                "size": 21,
                "unit": "capsules",
                "price": None,
                "availability": None,
            }
        ],
        "rating": None,
        "takes_reviews": True,
        "side_effects": {
            "name": "FDA MedWatch",
            "url": "https://www.fda.gov/medwatch",
            "telephone": "1-800-332-1088",
        },
        "first_signed_at": FIRST["signed_at"],
        "publications": f"{ADDRESS}publications/",
    }
)

PUBLICATIONS = {"next": None, "results": [SIGNATURE | {"current": True}, FIRST | {"current": False}]}
PUBLICATION = SIGNATURE | {
    "current": True,
    "content": {"format": 1, "name": IDENTITY["name"], "slug": SLUG, "summary": SUMMARY},
}
DIFFERENCE = {
    "from": 1,
    "to": 2,
    "page": f"{PAGE}history/?from=1&to=2",
    "parts": [
        {
            "label": "Storage",
            "changes": [
                {
                    "label": "Temperature",
                    "words": [
                        {"op": "equal", "text": "20 to "},
                        {"op": "delete", "text": "30"},
                        {"op": "insert", "text": "25"},
                        {"op": "equal", "text": " °C"},
                    ],
                }
            ],
        }
    ],
}

SUGGESTIONS = {
    "q": "poma",
    "suggestions": [
        {
            "kind": "substance",
            "text": "pomalidomide",
            "note": "",
            "slug": "pomalidomide",
            "url": f"{SITE}/substances/pomalidomide/",
            "api": f"{SITE}/api/v1/products/?substance=pomalidomide",
            "lang": "en",
        },
        {"kind": "product", "text": IDENTITY["name"], "note": "Capsule", "lang": "en"}
        | {"slug": SLUG, "url": PAGE, "api": ADDRESS},
    ],
}

EPOCH = "02453373b63a48e3983a3a276cd4965c"
CHANGE = {"tick": 41, "kind": "published", "at": SIGNED, "id": 1, "slug": SLUG, "listed": True}
CHANGE |= {"url": PAGE, "api": ADDRESS}
CHANGES = {
    "epoch": EPOCH,
    "tick": 57,
    "more": False,
    "next": f"{SITE}/api/v1/changes/?after={EPOCH}.57.61",
    "results": [
        CHANGE,
        {
            "tick": 57,
            "kind": "withdrawn",
            "at": "2026-03-05T16:12:44Z",
            "id": 7,
            "slug": "diclofenac-1-percent-gel",
            "listed": False,
            "url": f"{SITE}/products/diclofenac-1-percent-gel/",
            "api": f"{SITE}/api/v1/products/diclofenac-1-percent-gel/",
        },
    ],
}

PACK = {
    "sku": "DEMO-POM4-21",
    "gtin": "00200040400215",
    "national_code": "",
    "size": 21,
    "unit": "capsules",
    "price": "399.00",
    "currency": "USD",
    "availability": "low_stock",
    "version": 4,
}
PACKS = {"next": None, "results": [PACK]}
PACK_SENT = {"price": "399.00", "availability": "low_stock"}
PACKS_SENT = [{"sku": PACK["sku"], **PACK_SENT, "version": 3}]
PACK_ANSWERS = [{"status": 200, "pack": PACK}]


def terms(kind: str, plural: str, name: str, description: str = "", *, has_page: bool = True) -> dict[str, Any]:
    """A list of one term of this kind."""
    slug = term(name)["slug"]
    row = {"slug": slug, "name": name, "description": description, "count": 3}
    row |= {"url": f"{SITE}/{plural}/{slug}/" if has_page else None}
    return {"next": None, "results": [row | {"products": f"{SITE}/api/v1/products/?{kind}={slug}"}]}


TERMS = {
    "condition": terms("condition", "conditions", "Multiple myeloma", "A cancer of plasma cells in the bone marrow."),
    "substance": terms("substance", "substances", "pomalidomide"),
    "category": terms("category", "categories", "Cancer", "Medicines against cancer."),
    "manufacturer": terms("manufacturer", "manufacturers", "Bristol-Myers Squibb", has_page=False),
}

# Their shapes are those of FHIR; here is how each begins.
FHIR_MEDICATION_KNOWLEDGE = {"resourceType": "MedicationKnowledge", "id": SLUG, "status": "active"}
FHIR_BUNDLE = {"resourceType": "Bundle", "type": "document", "timestamp": SIGNED}
FHIR_METADATA = {"resourceType": "CapabilityStatement", "status": "active", "kind": "instance", "fhirVersion": "5.0.0"}
