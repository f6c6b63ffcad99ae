"""The names of our cookies, for whoever must know them without knowing anything else of a workshop."""

# A seat in a workshop, at the workshop's own path.
COOKIE = "remit_seat"
# The same at the join link, so that coming by it again leads back in. One response sets one cookie of a name.
WAY_BACK = "remit_way_back"
