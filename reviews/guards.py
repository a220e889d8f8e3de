"""The record of moderation only grows, and "verified" is settled when a text is sent: the database refuses the rest.

See catalog/guards.py, which installs these too.
"""

from catalog.guards import GUARDED, Guard

RECORD, TEXTS = "reviews_decision", "reviews_reviewtext"
REFUSE = "EXECUTE FUNCTION reviews_decision_refuse()"

GUARDED[RECORD] = Guard(
    sqlite={
        f"reviews_decision_no_{verb}": f"""
        CREATE TRIGGER reviews_decision_no_{verb} BEFORE {verb.upper()} ON {RECORD}
        BEGIN SELECT RAISE(ABORT, 'the record of moderation only grows'); END"""
        for verb in ("update", "delete")
    }
    | {
        # INSERT OR REPLACE deletes what it replaces without asking the trigger above.
        "reviews_decision_no_replace": f"""
        CREATE TRIGGER reviews_decision_no_replace BEFORE INSERT ON {RECORD}
        WHEN EXISTS (SELECT 1 FROM {RECORD} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'the record of moderation only grows'); END"""
    },
    postgresql={
        f"reviews_decision_no_{verb}": f"""
        CREATE TRIGGER reviews_decision_no_{verb} BEFORE {verb.upper()} ON {RECORD} FOR EACH STATEMENT {REFUSE}"""
        for verb in ("update", "delete", "truncate")
    },
    postgresql_functions="""
    CREATE OR REPLACE FUNCTION reviews_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the record of moderation only grows'
      USING ERRCODE = 'integrity_constraint_violation'; END $$""",
)
GUARDED[TEXTS] = Guard(
    column="verified",
    sqlite={
        "reviews_reviewtext_verified_stays": f"""
        CREATE TRIGGER reviews_reviewtext_verified_stays BEFORE UPDATE OF verified ON {TEXTS}
        WHEN NEW.verified <> OLD.verified
        BEGIN SELECT RAISE(ABORT, 'verified is settled when a text is sent'); END"""
    },
    postgresql={
        "reviews_reviewtext_verified_stays": f"""
        CREATE TRIGGER reviews_reviewtext_verified_stays BEFORE UPDATE OF verified ON {TEXTS}
        FOR EACH ROW WHEN (NEW.verified <> OLD.verified) EXECUTE FUNCTION reviews_reviewtext_refuse()"""
    },
    postgresql_functions="""
    CREATE OR REPLACE FUNCTION reviews_reviewtext_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'verified is settled when a text is sent'
      USING ERRCODE = 'integrity_constraint_violation'; END $$""",
)
