"""The headings that shops write."""

import pytest

from catalog.importing.headings import place_of

NAME = "Zentapril 10 mg Tablets"


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("Description", "description"),
        ("PRODUCT DESCRIPTION:", "description"),
        ("What is Zentapril?", "description"),
        ("How does Zentapril work?", "description"),
        ("Uses", "indications"),
        ("Indications / Uses of Zentapril 10 mg Tablets", "indications"),
        ("**Indications & Usage**", "indications"),
        ("What is Zentapril used for?", "indications"),
        ("1. What Zentapril® is and what it is used for", "indications"),
        ("Uses of Something Else", "indications"),
        ("Benefits of Zentapril", "key_features"),
        ("Key Features:", "key_features"),
        ("Highlights", "key_features"),
        ("Storage for Zentapril 10 mg Tablets", "storage"),
        ("How to Store", "storage"),
        ("How should I store Zentapril™?", "storage"),
        ("Important Note on Zentapril 10 mg Tablets", "safety_notes"),
        ("Warnings & Precautions", "safety_notes"),
        ("Safety information", "safety_notes"),
        ("Black box warning", "safety_notes.boxed"),
        ("Contra-indications", "sections.contraindications"),
        ("Who should not take Zentapril?", "sections.contraindications"),
        ("Dosage", "sections.how_to_take"),
        ("Directions", "sections.how_to_take"),
        ("3. How to take this medicine", "sections.how_to_take"),
        ("Dosage & Administration", "sections.how_to_take"),
        ("Zentapril side effects", "sections.side_effects"),
        ("What are the possible side effects of Zentapril?", "sections.side_effects"),
        ("Drug interactions", "sections.interactions"),
        ("Pregnancy / Breastfeeding", "sections.pregnancy"),
        ("If you miss a dose", "sections.missed_dose"),
        ("Overdose", "sections.overdose"),
        ("Each film-coated tablet contains:", "composition"),
        ("Inactive ingredients", "excipients"),
        ("Additional information", "attributes"),
        ("FAQs", "faq"),
        ("Reviews (0)", "reviews"),
        ("Related products", "related"),
        ("Shipping & Returns", "shop"),
    ],
)
def test_a_known_heading_has_a_place(heading, place):
    assert place_of(heading, NAME) == place


@pytest.mark.parametrize(
    "heading",
    ["", "Why patients like us", "Uses in children with asthma", "Zentapril", "x" * 500, "***", "Storage is easy"],
)
def test_other_headings_have_none(heading):
    assert place_of(heading, NAME) == ""
