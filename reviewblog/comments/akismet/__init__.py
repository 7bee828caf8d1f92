"""Akismet, where the owner has a key for it: somebody else's opinion of a comment.

https://akismet.com/developers/detailed-docs/
"""
