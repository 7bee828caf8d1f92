"""Full-text search: an index of plain values, known by the number of a review.

Both databases store the same folded words and answer the same way; what differs is in
``sqlite`` and ``postgresql``. Who may see what is not decided here: ``reviews.search``.
"""
