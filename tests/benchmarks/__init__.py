"""How fast it is, as ratios to floors of the same run: ``python -m tests.benchmarks``.

Not part of the test run. Absolute figures belong to a machine; a ratio to a constant
answer from the same server, measured in the same minute, travels.
"""
