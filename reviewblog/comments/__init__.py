"""Readers' comments: how they come in, who decides, which are shown."""
