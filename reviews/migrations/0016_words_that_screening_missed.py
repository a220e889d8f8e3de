"""Words that screening did not know, for sites that have their lists: what staff deleted of them stays deleted."""

from django.db import migrations

from reviews.screening.seeds import add_words

# fmt: off
WORDS = {
    ("pregnancy", False): [
        "i am expecting", "i'm expecting", "im expecting", "we are expecting", "we're expecting",
        "she is expecting", "she's expecting", "wife is expecting", "daughter is expecting",
        "sister is expecting", "partner is expecting", "found out i was expecting", "learnt i was expecting",
        "learned i was expecting", "realised i was expecting", "realized i was expecting",
        "did not know i was expecting", "didn't know i was expecting",
    ],
    ("pregnancy", True): [
        "i am expecting to", "i am expecting more", "i am expecting less", "i am expecting better",
        "i am expecting worse", "i am expecting results", "i am expecting miracles", "i am expecting wonders",
        "i am expecting nothing", "i am expecting too much", "i am expecting a refund",
        "i am expecting a delivery", "i am expecting a parcel", "i am expecting a package",
        "i am expecting a reply", "i am expecting an answer", "i am expecting a call",
        "i am expecting side effects", "i am expecting some relief", "i'm expecting to", "i'm expecting more",
        "i'm expecting less", "i'm expecting better", "i'm expecting worse", "i'm expecting results",
        "i'm expecting miracles", "i'm expecting wonders", "i'm expecting nothing", "i'm expecting too much",
        "i'm expecting a refund", "i'm expecting a delivery", "i'm expecting a parcel",
        "i'm expecting a package", "i'm expecting a reply", "i'm expecting an answer", "i'm expecting a call",
        "i'm expecting side effects", "i'm expecting some relief", "im expecting to", "im expecting more",
        "im expecting less", "im expecting better", "im expecting worse", "im expecting results",
        "im expecting miracles", "im expecting wonders", "im expecting nothing", "im expecting too much",
        "im expecting a refund", "im expecting a delivery", "im expecting a parcel", "im expecting a package",
        "im expecting a reply", "im expecting an answer", "im expecting a call", "im expecting side effects",
        "im expecting some relief", "we are expecting to", "we are expecting more", "we are expecting less",
        "we are expecting better", "we are expecting worse", "we are expecting results",
        "we are expecting miracles", "we are expecting wonders", "we are expecting nothing",
        "we are expecting too much", "we are expecting a refund", "we are expecting a delivery",
        "we are expecting a parcel", "we are expecting a package", "we are expecting a reply",
        "we are expecting an answer", "we are expecting a call", "we are expecting side effects",
        "we are expecting some relief", "we're expecting to", "we're expecting more", "we're expecting less",
        "we're expecting better", "we're expecting worse", "we're expecting results",
        "we're expecting miracles", "we're expecting wonders", "we're expecting nothing",
        "we're expecting too much", "we're expecting a refund", "we're expecting a delivery",
        "we're expecting a parcel", "we're expecting a package", "we're expecting a reply",
        "we're expecting an answer", "we're expecting a call", "we're expecting side effects",
        "we're expecting some relief",
    ],
    ("side_effect", False): [
        "was sick for", "was sick after", "was sick all", "was sick twice", "was sick # times",
        "was sick every", "was sick again", "was sick within", "was sick an hour", "was sick from it",
        "was sick the whole", "been sick for", "been sick since", "been sick every", "been sick twice",
        "got sick from", "got sick after", "sick for # days", "violently sick", "sick to the stomach",
        "pain in my chest", "pains in my chest", "pain in the chest", "pains in the chest",
        "pressure in my chest", "pressure on my chest", "lost consciousness", "lose consciousness",
        "losing consciousness", "loss of consciousness", "unconscious", "skin peel*", "skin came off",
        "skin comes off", "skin is coming off", "hands peel*", "feet peel*", "fingers peel*", "face peel*",
        "lips peel*", "poop* blood", "poo blood", "pooing blood", "pooed blood", "pass* blood", "pee* blood",
        "urinat* blood", "spit* blood", "blood in the toilet", "blood when i went", "was blood when",
        "blood in the stool*", "blood in the urine", "killed my dad", "killed my father", "killed my mum",
        "killed my mom", "killed my mother", "killed my husband", "killed my wife", "killed my partner",
        "killed my son", "killed my daughter", "killed my child", "killed my baby", "killed my brother",
        "killed my sister", "killed my friend", "killed my uncle", "killed my aunt", "killed my grandfather",
        "killed my grandmother", "killed my grandad", "killed my grandpa", "killed my grandma", "killed him",
        "killed her", "is dead because", "dead because of", "dead from", "nearly killed me", "almost killed me",
        "nearly killed my", "almost killed my",
    ],
    ("side_effect", True): [
        "was sick for years", "was sick for months",
    ],
    ("dose", False): [
        "double it", "triple it", "halve it", "safely double", "safely increase", "safely take", "safely skip",
        "safely stop", "safely halve", "you can safely use #",
    ],
}
# fmt: on


def add(apps, schema_editor):
    add_words(apps.get_model("reviews", "ScreeningWord"), "en", WORDS)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0015_safety_words_fit_masked_texts")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
