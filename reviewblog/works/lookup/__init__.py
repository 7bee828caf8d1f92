"""Facts about works, looked up in other people's catalogues for an author to accept."""
