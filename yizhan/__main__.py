"""The command line: ``yizhan up``, ``serve``, ``work``, ``replay``, ``verify``, ``bench`` …"""

import sys

from yizhan.config.commandline import main

if __name__ == "__main__":
    sys.exit(main())
