"""Remit with what only a benchmark needs: an empty page, and a board that is one region of two kilobytes."""
