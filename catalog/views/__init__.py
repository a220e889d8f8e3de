"""The public pages. Every view starts from the public tables: Listing and Address."""
