"""Which drawing belongs to which dosage form."""

from . import containers, devices, solids

DRAWINGS = {
    "tablet": solids.tablet,
    "capsule": solids.capsule,
    "lozenge": solids.lozenge,
    "suppository": solids.suppository,
    "pessary": solids.suppository,
    "oral_solution": containers.medicine_bottle,
    "oral_suspension": containers.medicine_bottle,
    "cream": containers.tube,
    "ointment": containers.tube,
    "gel": containers.tube,
    "lotion": containers.lotion_bottle,
    "nasal_spray": containers.spray_bottle,
    "eye_drops": containers.dropper_bottle,
    "ear_drops": containers.dropper_bottle,
    "powder": containers.sachet,
    "inhaler": devices.inhaler,
    "injection": devices.injection,
    "patch": devices.patch,
}


def drawn(look):
    """Return the layer with the dosage form on it; a jar for a form without a drawing."""
    return DRAWINGS.get(look.form, containers.plain_jar)(look)
