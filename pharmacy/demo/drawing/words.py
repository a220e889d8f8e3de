"""What one sees in the pictures, in plain words: their alternative texts."""

from .facts import Look, pack_size

ACCENT_FREE = {
    "oral_solution": "A brown glass bottle labelled {label} and a measuring cup with {colour} liquid",
    "oral_suspension": "A brown glass bottle labelled {label} and a measuring cup with {colour} liquid",
    "cream": "A white tube labelled {label} and a ribbon of {colour} cream",
    "ointment": "A white tube labelled {label} and a ribbon of {colour} ointment",
    "gel": "A white tube labelled {label} and a ribbon of {colour} gel",
    "lotion": "A white bottle with a flip cap, labelled {label}",
    "inhaler": "{a_colour} inhaler with a metal canister{second}, labelled {label}",
    "nasal_spray": "A white spray bottle with a nozzle for the nose, labelled {label}",
    "eye_drops": "A small white bottle with a tip for drops, its cap beside it, labelled {label}",
    "ear_drops": "A small white bottle with a tip for drops, its cap beside it, labelled {label}",
    "powder": "A white sachet labelled {label}",
    "patch": "A square {colour} skin patch on a clear backing, marked {mark}",
    "suppository": "Two {colour} suppositories, pointed at one end",
    "pessary": "Two {colour} pessaries, pointed at one end",
}
