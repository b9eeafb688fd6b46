"""Write the files of the frozen index."""

from pathlib import Path


def write_changed(path: Path, text: str) -> None:
    """Make *path* hold *text*; a file that does already keeps its date, which tells rsync there is nothing to send."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    half = path.with_name(f".{path.name}")
    half.write_text(text, encoding="utf-8", newline="\n")
    half.replace(path)
