"""The pages of reviews: what everybody reads, and what a customer does with their own."""
