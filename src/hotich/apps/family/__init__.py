"""Family (người thân): whom an officer is kin to, and which entries he must leave to others."""
