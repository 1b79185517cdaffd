"""The rules on paper: values in, values out; no Django, no I/O, no clock, no randomness."""
