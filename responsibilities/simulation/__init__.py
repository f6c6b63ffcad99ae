"""Simulated people: they join, list, vote and watch over real HTTP and real streams, and keep count of it all."""
