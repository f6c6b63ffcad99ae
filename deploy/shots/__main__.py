"""python -m deploy.shots [--pictures]"""

import sys
import time

from playwright.sync_api import sync_playwright

from config.embedded import ROOT
from deploy.installation import Installation
from deploy.shots import file, pictures
from deploy.shots.camera import Camera
from deploy.shots.cast import gather
from deploy.shots.walk import walk
from tests import chromium

FOLDER = ROOT / ".shots"


def main() -> int:
    """Take all pictures, say what looked wrong, and return 1 if anything did."""
    began = time.monotonic()
    camera = Camera(FOLDER)
    with Installation() as remit, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        walk(gather(browser, remit.url, camera), remit, file.write(remit.data))
        browser.close()
    problems = [*camera.problems, *(pictures.keep(FOLDER) if "--pictures" in sys.argv else ())]
    print(f"{camera.taken} pictures in {FOLDER.relative_to(ROOT)}/, {time.monotonic() - began:.0f} seconds.")
    for problem in problems:
        print(f"  ! {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
