"""The parts of a workshop's board that change often and alone: see `announce(workshop, touched=...)`."""

# Who is in the workshop, and what they are called.
PEOPLE = "people"
# Who of them is here just now.
HERE = "here"
# Who has finished what there is to do at this stage.
DONE = "done"
# How many votes are in.
VOTES = "votes"
# Whose hand is up, and who is ready.
SIGNALS = "signals"
# Who waits to be let in.
WAITING = "waiting"
# What the log of the workshop says.
ACTIVITY = "activity"
# How long there is left.
CLOCK = "clock"
# What the facilitators have planned and noted.
SHEET = "sheet"

# What `announce(workshop, stamps=ACTIVE)` notes: that somebody did just now what the stage is for.
ACTIVE = ("active_at",)
