import io
import zipfile

import pytest
from django.core.management import call_command

HEAD = "ApplNo\tProductNo\tForm\tStrength\tReferenceDrug\tDrugName\tActiveIngredient\tReferenceStandard"
# Form, strength, brand, substances.
EXPORT = [
    ("TABLET;ORAL", "500MG", "METFORMIN HYDROCHLORIDE", "METFORMIN HYDROCHLORIDE"),
    ("TABLET, EXTENDED RELEASE;ORAL", "EQ 1GM BASE", "GLUCOPHAGE XR", "METFORMIN HYDROCHLORIDE"),
    ("CAPSULE;ORAL", "4MG **Federal Register determination**", "POMALYST", "POMALIDOMIDE"),
    ("TABLET;ORAL", "300MG;30MG", "TYLENOL W/ CODEINE NO. 3", "ACETAMINOPHEN; CODEINE PHOSPHATE"),
    ("INJECTABLE;INJECTION", "20,000 UNITS/ML", "LIQUAEMIN SODIUM", "HEPARIN SODIUM"),
    ("SOLUTION/DROPS;OPHTHALMIC", "0.005%", "XALATAN", "LATANOPROST"),
    ("AEROSOL, METERED;INHALATION", "EQ 0.09MG BASE/INH", "PROAIR HFA", "ALBUTEROL SULFATE"),
    ("FOR SUSPENSION;ORAL", "EQ 250MG BASE/5ML", "AMOXIL", "AMOXICILLIN"),
    ("TABLET;ORAL", "20MEQ", "K-DUR", "POTASSIUM CHLORIDE"),
    ("FILM, EXTENDED RELEASE;TRANSDERMAL", "0.1MG/24HR", "CLIMARA", "ESTRADIOL"),
    ("TABLET;ORAL", "1MG;2MG;3MG;4MG", "FOUR & MORE 5", "ALPHA; BETA; GAMMA; DELTA"),
    ("GAS;INHALATION", "99%", "NITROUS OXIDE, USP", "NITROUS OXIDE"),
    ("INJECTABLE;INJECTION", "10mCi/ML", "TECHNETIUM", "TECHNETIUM TC-99M"),
]


def export(rows=EXPORT, products=HEAD, names=("Products.txt", "Applications.txt")) -> bytes:
    """A zip as the FDA gives it away."""
    lines = [
        f"{place:06d}\t001\t{form}\t{strength}\t0\t{brand}\t{substance}\t0"
        for place, (form, strength, brand, substance) in enumerate(rows)
    ]
    makers = [f"{place:06d}\tNDA\t\tJOHNSON & JOHNSON {place % 3}" for place in range(len(rows))]
    texts = ["\r\n".join([products, *lines]), "\r\n".join(["ApplNo\tApplType\tApplPublicNotes\tSponsorName", *makers])]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in zip(names, texts, strict=True):
            archive.writestr(name, text.encode("latin-1"))
    return out.getvalue()


@pytest.fixture
def zipped(tmp_path):
    path = tmp_path / "drugsatfda.zip"
    path.write_bytes(export())
    return path


@pytest.fixture
def generate(db):
    """`generate(products=10, reviews=5, …)` runs the command; returns what it printed."""

    def run(products=30, reviews=0, **options):
        out = io.StringIO()
        call_command("generate_catalogue", products=products, reviews=reviews, stdout=out, **options)
        return out.getvalue()

    return run


@pytest.fixture
def remove():
    def run():
        out = io.StringIO()
        call_command("remove_generated", stdout=out)
        return out.getvalue()

    return run
