"""``python -m webapp`` is the same as ``shuwu``."""

from webapp.cli.main import main

if __name__ == "__main__":
    main()
