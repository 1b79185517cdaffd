"""A seeded generator of people, registers, printed pages and their truth."""
