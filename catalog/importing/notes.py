"""Safety notes out of running text: which sentence is about what, and how grave it is."""

import re
from dataclasses import dataclass, field

from .wording import sentences

# topic: (title of a note that the page gives none, words that show the topic)
TITLES_AND_WORDS = {
    "pregnancy": (
        "Pregnancy",
        r"pregnan|teratogen|birth defect|embryo|\bfo?etal|\bfo?etus|unborn|contracepti|\bcondom"
        r"|reproductive potential|child-?bearing",
    ),
    "restricted_programme": (
        "Restricted programme",
        r"restricted (?:distribution )?program|\bREMS\b|pregnancy prevention program|controlled distribution",
    ),
    "blood_counts": (
        "Blood counts",
        r"neutrop(?:a)?eni|thrombocytop(?:a)?eni|\ban(?:a)?emia|blood (?:cell )?counts?|\bCBC\b|platelet"
        r"|white blood cell|h(?:a)?ematologic|agranulocyt",
    ),
    "blood_clots": (
        "Blood clots",
        r"thromboembol|thrombos[ie]s|thromboprophyl|blood clot|pulmonary embol|deep vein|\bDVT\b|\bVTE\b",
    ),
    "breastfeeding": ("Breastfeeding", r"breast-?\s?feed|breast-?\s?milk|nursing mother|\blactation"),
    "bleeding": ("Bleeding", r"\bbleed|h(?:a)?emorrhag"),
    "heart": (
        "Heart",
        r"heart (?:attack|failure|rhythm|problem|disease|rate)|\bcardia|arrhythmi|\bQT\b|myocard|cardiovascular",
    ),
    "blood_pressure": ("Blood pressure", r"blood pressure|\bhypotensi|\bhypertensi"),
    "liver": ("Liver", r"\bliver\b|\bhepat"),
    "kidneys": ("Kidneys", r"\bkidney|\brenal"),
    "skin": ("Skin", r"\brash|stevens.johnson|skin reaction|photosensitiv|sunburn|sunlight"),
    "allergy": ("Allergy", r"allerg|hypersensitiv|anaphyla"),
    "breathing": ("Breathing", r"respiratory depression|breathing|bronchospasm|slow breath"),
    "mental_health": ("Mental health", r"suicid|\bdepression|\bmood\b|psychiatric|hallucinat"),
    "nerves": ("Nerves", r"neuropath|seizure|\bnumbness|\bconvulsion"),
    "eyes": ("Eyes", r"\bvision\b|\beyes?\b|contact lens|glaucoma"),
    "muscles": ("Muscles", r"rhabdomyol|\bmuscle|myopath|\btendon"),
    "bones": ("Bones", r"\bfracture|osteopor|\bbones?\b"),
    "blood_sugar": ("Blood sugar", r"hypoglyc|hyperglyc|blood (?:sugar|glucose)"),
    "cancer": ("Cancer", r"second(?:ary)? (?:primary )?(?:malignan|cancer)|risk of cancer|skin cancer"),
    "dependence": ("Dependence", r"\bdependen(?:ce|cy|t on)|addict|\bwithdrawal|\babuse|\bmisuse|habit.forming"),
    "driving": ("Driving", r"\bdriv(?:e|ing)\b|operat\w{0,4} (?:heavy )?machine|use machine"),
    "alcohol": ("Alcohol", r"\balcohol"),
    "overdose": ("Overdose", r"\boverdos"),
    "infection": ("Infection", r"\binfections?\b"),
    "interactions": ("Other medicines", r"\binteract|other medic(?:ine|ation)s?\b|concomitant|co-?administ"),
    "handling": ("Handling", r"\bhandl(?:e|ed|ing)\b|\bgloves\b"),
    "how_to_take": (
        "How to take it",
        r"\bswallow|\bchew|\bcrush|with(?:out)? food|with water|same time (?:each|every) day|empty stomach"
        r"|\bmeals?\b|missed dose|miss a dose|exceed the (?:\w+ )?dose",
    ),
    "stopping": (
        "Stopping treatment",
        r"\babrupt|suddenly stop|stop(?:ping)? (?:taking|treatment)|stop suddenly|discontinu",
    ),
    "monitoring": ("Monitoring", r"be monitored|regular (?:tests|checks|monitoring|check-ups)|blood tests"),
    "children": ("Children", r"\bchildren|p(?:a)?ediatric|\badolescent"),
    "older_people": ("Older people", r"\belderly|older (?:people|adults|patients)"),
}
TITLES = {topic: title for topic, (title, _words) in TITLES_AND_WORDS.items()} | {"other": "Please note"}
TOPICS = {topic: re.compile(words, re.IGNORECASE) for topic, (_title, words) in TITLES_AND_WORDS.items()}
LOOK_AT = 5000
GRAVE = re.compile(
    r"teratogen|birth defect|embryo.fo?etal|life.threatening|\bfatal|\bdeath|thromboembol"
    r"|deep vein thrombosis|pulmonary embol|anaphyla|suicid"
    r"|respiratory depression|liver failure|heart attack|\bstroke\b|myocardial infarction|contraindicat"
    r"|medical emergency",
    re.IGNORECASE,
)
BOXED = re.compile(r"(?<!no )\b(?:boxed|black[- ]box) warning", re.IGNORECASE)
SIDE_EFFECTS = re.compile(
    r"\b(?:side[- ]effects?|adverse (?:effects?|reactions?|events?))\b[^.]{0,60}\b(?:includes?|are|is"
    r"|may|can|such as|reported|seen|occur)\b"
    r"|\b(?:common|rare|serious|possible)(?:ly reported)? (?:side[- ]effects?|adverse (?:effects?"
    r"|reactions?))\b[^.]{0,60}:",
    re.IGNORECASE,
)
PROGRAMME = re.compile(r"\b((?:[A-Z][\w®™-]{1,40} ){1,4}REMS\b|[A-Z][\w-]{1,40} Pregnancy Prevention Program(?:me)?\b)")
NOT_A_NAME = {
    "The",
    "A",
    "An",
    "This",
    "Its",
    "Their",
    "Under",
    "Through",
    "Shared",
    "System",
    "Each",
    "Every",
    "No",
    "Your",
    "FDA",
}


@dataclass
class Group:
    """Neighbouring sentences of one paragraph that belong to one topic; "side_effects" is a topic here too, "" is
    none."""

    topic: str
    spans: list = field(default_factory=list)


def groups(text):
    """A paragraph's sentences, grouped: a sentence that shows no topic stays with the one before it, else joins the
    first that follows."""
    found = []
    for start, end in sentences(text):
        topic = _next_topic(text[start:end], found[-1].topic if found else "")
        if found and topic in ("", found[-1].topic):
            found[-1].spans.append((start, end))
        elif found and not found[-1].topic:
            found[-1].topic = topic
            found[-1].spans.append((start, end))
        else:
            found.append(Group(topic, [(start, end)]))
    return found


def topic_of(text):
    """The topic that a text shows most words of, or "other"."""
    return _topic(text) or "other"


def severity_of(text, topic, *, least="precaution"):
    """How grave a note is: "boxed" only where the page itself says so, "information" for how to take the medicine."""
    if least == "boxed" or BOXED.search(text):
        return "boxed"
    if GRAVE.search(text):
        return "warning"
    return "information" if topic == "how_to_take" else least


def programme_in(text):
    """The name of a restricted programme that a text names ("EXAMPLE REMS"), or ""."""
    for match in PROGRAMME.finditer(text):
        words = re.sub("[®™]", "", match[1]).split()
        while words and words[0] in NOT_A_NAME:
            words.pop(0)
        if len(words) > 1:
            return " ".join(words)
    return ""


def _next_topic(sentence, current):
    if SIDE_EFFECTS.search(sentence):
        return "side_effects"
    if current in TOPICS and TOPICS[current].search(sentence):
        return current
    topic = _topic(sentence)
    # The programme is there because of the pregnancy risk, so its sentence stays with it.
    return current if (current, topic) == ("pregnancy", "restricted_programme") else topic


def _topic(text):
    scores = {topic: sum(1 for _ in words.finditer(text, 0, LOOK_AT)) for topic, words in TOPICS.items()}
    best = max(scores, key=scores.get)
    return best if scores[best] else ""
