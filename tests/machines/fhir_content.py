"""What the tests of FHIR sign, and how they read the narrative."""

from lxml import etree

from tests.public.hidden import image

XHTML = "{http://www.w3.org/1999/xhtml}"
FULL = {
    "name": "Testazole & Placebine Tablets",
    "brand_name": "Testa",
    "legal_status": "restricted_programme",
    "categories": [{"name": "Blood"}],
    "atc_code": "L04AX06",
    "appearance": {
        "description": "Blue & white.",
        "colour": "dark_blue",
        "second_colour": "white",
        "shape": "capsule",
        "imprint": "T 4",
    },
    "ingredients": [
        {"substance": {"name": "testazole"}, "strength": "4", "unit": "mg", "per": ""},
        {"substance": {"name": "placebine"}, "strength": "0.5", "unit": "percent", "per": ""},
        {"substance": {"name": "fillerin"}, "strength": "100", "unit": "unit", "per": "mL"},
    ],
    "description": (
        "Line one  \nline two.\n\n3. third\n4. fourth\n\n| a | b |\n| - | - |\n| 1 & 2 | [x](https://e.com/?a=1&b=2) |"
    ),
    "indications": [{"title": "Myeloma", "text": "For adults.", "condition": {"name": "Myeloma"}}],
    "storage": {
        "text": "Keep it cold.",
        "minimum_celsius": "2",
        "maximum_celsius": "7.5",
        "protect_from_light": True,
        "protect_from_moisture": True,
        "original_container": True,
        "refrigerate": True,
        "do_not_freeze": True,
        "handling": "Wear gloves.",
    },
    "safety_notes": [
        {"severity": "information", "topic": "skin", "title": "Sun", "text": "Stay in the shade."},
        {
            "severity": "boxed",
            "topic": "pregnancy",
            "title": "Pregnancy",
            "text": "Harms **a baby**: stop & ask <first>.\n\n- Always.\n- Even then.",
        },
        {"severity": "warning", "topic": "driving", "title": "Driving", "text": "It can make you sleepy."},
        {"severity": "boxed", "topic": "blood_clots", "title": "Clots", "text": "No “second” thoughts."},
    ],
    "sections": [
        {"kind": "counselling", "title": "", "text": "Ask about **travel**."},
        {"kind": "pregnancy", "title": "", "text": "Never."},
        {"kind": "interactions", "title": "", "text": "Grapefruit."},
        {"kind": "side_effects", "title": "Common", "text": "Sleepiness."},
        {"kind": "side_effects", "title": "Rare", "text": "Fever."},
        {"kind": "overdose", "title": "", "text": "Ring at once."},
        {"kind": "missed_dose", "title": "", "text": "Skip it."},
        {"kind": "how_to_take", "title": "", "text": "With water."},
        {"kind": "contraindications", "title": "", "text": "Pregnancy."},
    ],
    "programme": {
        "name": "Test REMS",
        "url": "https://example.com/rems?a=1&b=2",
        "telephone": "+1 202 555 0142",
        "requirements": "A test each month.",
    },
}
HOSTILE = [
    "<script>alert(1)</script>",
    "Salt & Vinegar &amp; &lt;b&gt;",
    """She said "no" and 'yes'""",
    "Pill 💊 for 👩‍⚕️",
    "دواء تجربة",
    "]]> <!-- --> <?php ?>",
]


def everything() -> dict:
    """FULL with a picture, which has to be there before."""
    return FULL | {"images": [image("navy", alt="A blue capsule.")]}


def parsed(div: str):
    """The root of a narrative, which has to be XML and of XHTML's namespace."""
    root = etree.fromstring(div)
    assert root.tag == f"{XHTML}div"
    return root


def texts(div: str) -> list[str]:
    """Its texts in order, each without spaces around it; those of spaces alone left out."""
    return [text.strip() for text in parsed(div).itertext() if text.strip()]
