"""``python -m attestry``: the command line without its script."""

from __future__ import annotations

from attestry.cli.main import main

if __name__ == "__main__":
    main()
