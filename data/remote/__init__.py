"""Tables that are not on this machine's disk: files at an address, and the rows of a database."""
