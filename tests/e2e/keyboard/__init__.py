"""Keys counted and input methods replayed, in an installation with books of the tests' own."""
