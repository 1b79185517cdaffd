"""Books: inventory, states, custody, assignment."""
