"""Offices, officers, appointments, teams, workstations and what each may do."""
