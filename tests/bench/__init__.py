"""Benchmarks: each compares us with a baseline, side by side in one run."""
