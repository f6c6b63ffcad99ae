"""The figures of the benchmark, one module for each kind of load; `deploy.bench.__main__` runs them in this order."""

from deploy.bench.entries import Figure
from deploy.bench.figures import arrivals, costs, delivery, joining, memory, page, restart, silent, votes

FIGURES: tuple[Figure, ...] = (
    votes.votes,
    arrivals.one_of_300,
    arrivals.one_of_1000,
    arrivals.hundred_of_20,
    costs.audience,
    joining.joining,
    memory.memory,
    delivery.delivery,
    restart.restart,
    silent.silent,
    costs.size,
    page.page,
)
