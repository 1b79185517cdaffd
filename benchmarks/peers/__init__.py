"""hotich beside its peers: the same worlds, the same questions, one run, and a page of figures.

`make bench` starts it in an environment of its own. Bulk matching is compared with Splink on
DuckDB, the look-up of one entry with PostgreSQL's pg_trgm and with tantivy. Nothing is asserted.
"""
