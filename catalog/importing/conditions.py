"""The conditions that an indication's title can name plainly, and the names that the catalogue has for them."""

import re

# A name of one condition must not be found inside the name of another, so the longer stand first and are taken out.
WORDS = {
    "Pulmonary arterial hypertension": r"pulmonary (?:arterial )?hypertension|\bPAH\b",
    "": r"(?:ocular|intracranial|portal) hypertension|manic depression|bipolar depression|heart failure prevention",
    "Multiple myeloma": r"multiple myeloma|plasma cell myeloma",
    "Kaposi sarcoma": r"kaposi(?:['’]?s)? sarcoma",
    "Type 2 diabetes": r"type (?:2|ii) diabetes|diabetes (?:mellitus )?type (?:2|ii)\b",
    "Type 1 diabetes": r"type (?:1|i) diabetes|diabetes (?:mellitus )?type (?:1|i)\b",
    "High blood pressure": r"high blood pressure|hypertension",
    "High cholesterol": r"high cholesterol|hypercholesterol(?:a)?emia|dyslipid(?:a)?emia",
    "Blood clots": r"blood clots?|deep vein thrombosis|pulmonary embolism|venous thromboembolism",
    "Atrial fibrillation": r"atrial fibrillation",
    "COPD": r"\bCOPD\b|chronic obstructive pulmonary disease",
    "Asthma": r"asthma",
    "Hay fever": r"hay ?fever|(?:seasonal )?allergic rhinitis",
    "Itchy eyes": r"itchy eyes|allergic conjunctivitis",
    "Eczema": r"eczema|atopic dermatitis",
    "Acne": r"\bacne\b",
    "Glaucoma": r"glaucoma",
    "Migraine": r"migraine",
    "Acid reflux": r"acid reflux|heartburn|\bG(?:O|E|OE)RD\b|gastro-?(?:o)?esophageal reflux",
    "Eye infection": r"eye infections?|bacterial conjunctivitis",
    "Fungal skin infection": r"fungal skin infections?|athlete['’]?s foot|ringworm|tinea",
    "Bacterial infection": r"bacterial infections?",
    "Depression": r"depression|depressive (?:disorder|episode)s?",
    "Anxiety": r"anxiety",
    "Underactive thyroid": r"underactive thyroid|hypothyroidism",
    "Rheumatoid arthritis": r"rheumatoid arthritis",
    "Osteoarthritis": r"osteoarthritis",
    "Severe allergic reaction": r"severe allergic reactions?|anaphylaxis",
    "Heart failure": r"heart failure",
    "Psoriasis": r"psoriasis",
    "Pain": r"\bpain\b",
    "Fever": r"\bfever\b",
}
CONDITIONS = {name: re.compile(rf"\b(?:{pattern})", re.IGNORECASE) for name, pattern in WORDS.items()}
DENIED = re.compile(r"\b(?:not|without|except|never|respiratory depression)\b", re.IGNORECASE)


def condition_in(title):
    """{"name": …} of the one condition that a title names, or None where it names none, several, or denies one."""
    if DENIED.search(title):
        return None
    found, rest = [], title
    for name, pattern in CONDITIONS.items():
        shorter = pattern.sub(" ", rest)
        if shorter != rest:
            found, rest = [*found, name], shorter
    return {"name": found[0]} if len(found) == 1 and found[0] else None
