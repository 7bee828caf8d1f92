"""Feeds as documents: what goes into them, and RSS, Atom, JSON Feed and OPML of it."""
