"""Books of every register in the browser, in an installation of their own."""
