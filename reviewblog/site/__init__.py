"""What the author sets once for the whole site: its name, language, zone, manners."""
