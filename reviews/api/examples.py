"""Examples for the schema: what answers about reviews look like. Nobody wrote these reviews."""

SITE = "https://shop.example"
SLUG = "cetirizine-10mg-tablets"
SENT_AT, PUBLISHED_AT = "2026-02-11T18:20:05Z", "2026-02-12T08:41:30Z"

REVIEW = {
    "id": 512,
    "product": SLUG,
    "rating": 4,
    "title": "It helped",
    "text": "Less sneezing after a day.",
    "author": "dusty-bookshelf",
    "condition": {"name": "Hay fever", "slug": "hay-fever"},
    "taken_for": "weeks",
    "verified": True,
    "helpful": 6,
    "submitted_at": SENT_AT,
    "published_at": PUBLISHED_AT,
    "reply": {"text": "Thank you for telling us.", "at": "2026-02-13T10:00:00Z"},
}
REVIEWS = {
    "rating": {"average": 4.0, "count": 1, "stars": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}},
    "count": 1,
    "next": None,
    "consent": "I agree that everybody may read this, though it tells something about my health.",
    "results": [REVIEW],
}
REVIEW_SENT = {
    "rating": 4,
    "title": REVIEW["title"],
    "text": REVIEW["text"],
    "condition": "hay-fever",
    "taken_for": "weeks",
    "adult": True,
    "consent": True,
    "language": "en",
}
REVIEW_WAITING = {"id": 513, "product": SLUG, "state": "waiting", "verified": False, "submitted_at": SENT_AT}
VOTE = {"review": 512, "at": PUBLISHED_AT}
REPORT_SENT = {"why": "personal_information", "note": "A nurse is named."}
REPORT = {"review": 512, "why": REPORT_SENT["why"], "at": PUBLISHED_AT}

INVITATIONS_SENT = [{"product": SLUG, "order": "4711", "days": 30}]
INVITATIONS = [
    {
        "status": 201,
        "product": SLUG,
        "order": "4711",
        "link": f"{SITE}/reviews/invitations/1.G45veQ6R1IMe1BF-nSuzdO6QrngJf2niYIcHvPrlvYI/",
        "ends": "2026-03-13T09:00:00Z",
    }
]

ACCOUNT = {
    "user_name": "ana",
    "display_name": "Ana P.",
    "csrf_token": "Zc3mQ1n0yX8wV5tR7pL2kJ4hG6fD9sA1Zc3mQ1n0yX8wV5tR7pL2kJ4hG6fD9sA1",
    "key": None,
    "reviews": f"{SITE}/api/v1/account/reviews/",
}
MY_REVIEWS = {
    "next": None,
    "results": [
        {
            "id": 513,
            "product": SLUG,
            "product_name": "Cetirizine 10mg Tablets",
            "state": "waiting",
            "rating": 4,
            "title": REVIEW["title"],
            "text": REVIEW["text"],
            "verified": False,
            "submitted_at": SENT_AT,
            "reason": "",
            "note": "",
        }
    ],
}
