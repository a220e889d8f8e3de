"""Reviews for programs and for apps of customers, below /api/v1/. Every answer starts at the approved ones.

reviews.py      the reviews of a product; one review; posting and taking back
opinions.py     votes and reports
invitations.py  links that make a review a verified one
account.py      who asks, and what is theirs
shapes.py       the shapes of these answers, for the schema; examples.py one of each
"""
