"""The commands that sign a release, and bring copies of it up to date."""

from datetime import UTC, datetime
from pathlib import Path

import click

from webapp.cli.command import LibraryCommand
from webapp.cli.printing import progress, show, size
from webapp.errors import UpdateError
from webapp.freeze.release_folders import ReleaseFolders
from webapp.settings import Settings, load_settings
from webapp.update.minisign import PublicKey, is_encrypted, new_secret_key, read_public_key, read_secret_key
from webapp.update.numbers import NUMBER_FILE
from webapp.update.pull import pull as pull_site
from webapp.update.root import PUBLIC_KEY
from webapp.update.sign import sign as sign_site
from webapp.update.source import open_source
from webapp.update.verify import verify_site

_KEY = "publisher.key"
_PUBLIC = "publisher.pub"
_PASSWORD = "SHUWU_KEY_PASSWORD"  # noqa: S105 (the name of a variable)


@click.group()
def key() -> None:
    """Make the key that releases are signed with.

    \b
    Example: shuwu key new
    """


@key.command(cls=LibraryCommand)
@click.option("--no-password", is_flag=True, help="Leave the key open to whoever can read its file.")
@click.option("--password", envvar=_PASSWORD, show_envvar=True, help="Password of the key.  [default: it is asked for]")
def new(no_password: bool, password: str | None, library: Path, as_json: bool) -> None:
    """Make the secret key publisher.key, and publisher.pub, which is for everyone.

    Keep a second copy of publisher.key where nobody else finds it: without it, copies take no more releases.

    \b
    Example: shuwu key new
    """
    settings = load_settings(library)
    secret, public = settings.root / _KEY, settings.root / _PUBLIC
    if secret.exists():
        raise UpdateError(
            str(secret), "there is a key already.", "Keep it: copies trust no other. To change it, move it away."
        )
    if password is None and not no_password:
        password = click.prompt("Password for the new key", hide_input=True, confirmation_prompt=True, err=True)
    made = new_secret_key()
    secret.touch(mode=0o600)
    secret.write_text(made.file("" if no_password else password or ""), "utf-8")
    public.write_text(made.public.file(), "utf-8")
    facts = {"secret": str(secret), "public": str(public), "key": made.public.line}
    show(as_json, facts, f"The secret key is in {secret}.", f"The public key is {made.public.line}")


@click.command(cls=LibraryCommand)
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Secret key.  [default: the library's]")
@click.option("--password", envvar=_PASSWORD, show_envvar=True, help="Password of the key.  [default: it is asked for]")
def sign(key_file: Path | None, password: str | None, library: Path, as_json: bool) -> None:
    """Number and sign the frozen site, so that copies can be brought up to date.

    \b
    Example: shuwu sign
    """
    settings = load_settings(library)
    path = key_file or settings.root / _KEY
    text = _read_key(path)
    if password is None and is_encrypted(str(path), text):
        password = click.prompt("Password of the key", hide_input=True, err=True)
    secret = read_secret_key(str(path), text, password or "")
    folders = ReleaseFolders(settings.build)
    with folders.locked():
        record = settings.root / NUMBER_FILE
        signed = sign_site(folders.site, settings.build / "signed", secret, datetime.now(UTC), record)
    lines = [
        f"Release {signed.release}: {signed.files} files, {signed.changed} changed since the last one that was signed."
    ]
    if signed.step_bytes:
        lines.append(f"A copy of that one has to fetch about {size(signed.step_bytes)}.")
    show(as_json, signed.as_json(), *lines)


@click.command(cls=LibraryCommand)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--key", "key_text", help="Public key, its file or its line.  [default: the library's, or that of DIR]")
@click.pass_context
def verify(ctx: click.Context, folder: Path | None, key_text: str | None, library: Path, as_json: bool) -> None:
    """Check that DIR, a copy, or otherwise build/site holds what was signed; exit with 1 if not.

    \b
    Example: shuwu verify /media/card/village
    """
    site, key_place = (folder, folder / PUBLIC_KEY) if folder else _own_site(load_settings(library))
    verified = verify_site(site, _public_key(key_text) if key_text else _public_key(str(key_place)))
    lines = [f"{fault.file}: {fault.fault}." for fault in verified.faults]
    lines.append(f"Release {verified.release} of {verified.date}, signed by {verified.key}. Faults: {len(lines)}.")
    if folder and not key_text:
        lines.append("That is the key that lies in the folder itself. To be sure of the publisher, give --key.")
    show(as_json, verified.as_json(), *lines)
    ctx.exit(1 if verified.faults else 0)


@click.command(cls=LibraryCommand)
@click.argument("source", metavar="URL|DIR")
@click.argument("copy", metavar="COPY", type=click.Path(path_type=Path))
@click.option(
    "--key", "key_text", help="Publisher's public key, its file or its line.  [default: that of the first pull]"
)
def pull(source: str, copy: Path, key_text: str | None, library: Path, as_json: bool) -> None:
    """Bring the folder COPY up to the signed release at a web address or in a folder.

    What was fetched before a cut is not fetched again. COPY stays as it is until all is there.

    \b
    Example: shuwu pull https://example.org/village /srv/village
    """
    publisher = _public_key(key_text) if key_text else None
    with progress() as on_progress:
        pulled = pull_site(
            open_source(source),
            copy,
            publisher,
            lambda step: on_progress(
                f"{size(step.total - step.done)} to come of {size(step.total)}, {step.files} files"
            ),
        )
    lines = [
        f"Release {pulled.release}: fetched {pulled.fetched_files} files ({size(pulled.fetched_bytes)} in all), "
        f"kept {pulled.reused_files}."
    ]
    if pulled.trusted_now:
        lines.append(
            f"From now on this copy takes only what the key {pulled.key} has signed. Ask the publisher if it is his."
        )
    show(as_json, pulled.as_json(), *(lines if pulled.switched else [f"Release {pulled.release} is here already."]))


def _own_site(settings: Settings) -> tuple[Path, Path]:
    return settings.build / "site", settings.root / _PUBLIC


def _read_key(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise UpdateError(str(path), "there is no key here.", "Make one with: shuwu key new") from None
    except UnicodeDecodeError:
        raise UpdateError(str(path), "this is no key of minisign.", "Name another file.") from None


def _public_key(text: str) -> PublicKey:
    """Return the public key that is *text*, or that is in the file of this name."""
    is_line = text.startswith("RW") and not Path(text).exists()
    return read_public_key("--key" if is_line else text, text if is_line else _read_key(Path(text)))
