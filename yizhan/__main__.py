"""The command line as a module: ``python -m yizhan``."""

import sys

from yizhan.config.commandline import main

if __name__ == "__main__":
    sys.exit(main())
