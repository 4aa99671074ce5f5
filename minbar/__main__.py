"""`python -m minbar` is the `minbar` command."""

import sys

from minbar.cli import main

sys.exit(main())
