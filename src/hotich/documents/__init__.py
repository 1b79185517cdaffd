"""Printed and exported documents: the layout of Decree 30/2020 once, for all."""
