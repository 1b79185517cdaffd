"""The receiving side: everything it knows comes from the file.

Nothing here knows the rooms in which entries are typed, checked or tracked (import contract).
"""
