"""What pages say to machines in the words of schema.org: nodes of JSON-LD, linked by their @id.

A page is one graph. Nodes are plain dicts that hold no empty value; addresses in them are absolute. What may be
said of prices and stars is decided in docs/decisions/0008-what-machines-are-told.md.
"""
