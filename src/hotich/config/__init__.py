"""Settings, URLs and the tables that join the rooms."""
