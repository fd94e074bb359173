"""Mutants: small faults put into the rules, the sessions and the journal, and which of them the tests find.

Run with ``python -m benchmarks.mutants``; docs/mutants.md says more. No mutant is ever written to a file.
"""
