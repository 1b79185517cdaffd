"""Files with personal data: asked for, confirmed by a second person, closed for one receiver."""
