"""The tracking list: cases, differences, minutes, remedies."""
