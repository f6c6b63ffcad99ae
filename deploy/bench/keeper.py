"""python -m deploy.bench.keeper: keeps an installation's database up while its server comes and goes.

Says the number of its postmaster, then waits until nobody can say anything to it any more.
"""

import sys

from config import embedded


def main() -> None:
    embedded.ensure()
    print((embedded.DATA / "postgresql/postmaster.pid").read_text().split()[0], flush=True)
    sys.stdin.read()
    embedded.release()


if __name__ == "__main__":
    main()
