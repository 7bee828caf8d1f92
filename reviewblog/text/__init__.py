"""Pure functions from text to text: no Flask, no database, no network."""
