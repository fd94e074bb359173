"""Measurements: ratios within one run, never a test. Run as ``python -m benchmarks.engine`` from the root."""
