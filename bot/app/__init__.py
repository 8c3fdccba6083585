"""Composition: configuration, store, exchange and bot become one process."""
