"""Requests to other people's servers, which must never reach our own network."""
