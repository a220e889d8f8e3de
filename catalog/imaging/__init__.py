"""Pictures as pixels and files, without the database: cleaned, scaled, encoded, named, and written whole.

The nouns build on it: `catalog/models/picture.py` makes sizes, `catalog/pictures.py` takes uploads,
`catalog/picture_shelf.py` puts sizes where the public fetches them.
"""
