"""The sync process: it asks the networks, sends what is due, and never draws."""
