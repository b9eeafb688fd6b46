"""``python -m webapp`` is the same as ``shuwu``."""

from webapp.cli import main

if __name__ == "__main__":
    main()
