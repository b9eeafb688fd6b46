"""The commands that sign a release, and bring copies of it up to date."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from webapp.cli.command import LibraryCommand
from webapp.cli.printing import Out, size
from webapp.disk.files import write_file
from webapp.errors import UpdateError
from webapp.freeze.release_folders import ReleaseFolders
from webapp.messages import Message
from webapp.settings import Settings, load_settings
from webapp.update.minisign import PublicKey, is_encrypted, new_secret_key, read_public_key, read_secret_key
from webapp.update.numbers import NUMBER_FILE
from webapp.update.pull import PullProgress
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
def new(no_password: bool, password: str | None, library: Path, out: Out) -> None:
    """Make the secret key publisher.key, and publisher.pub, which is for everyone.

    Keep a second copy of publisher.key where nobody else finds it: without it, copies take no more releases.

    \b
    Example: shuwu key new
    """
    settings = load_settings(library)
    secret, public = settings.root / _KEY, settings.root / _PUBLIC
    if secret.exists():
        raise UpdateError(str(secret), Message("key_exists"), Message("keep_key"))
    if password is None and not no_password:
        password = _new_password(out)
    made = new_secret_key()
    # The secret key comes last: if it exists, both do.
    write_file(public, made.public.file().encode())
    write_file(secret, made.file("" if no_password else password or "").encode(), mode=0o600)
    facts = {"secret": str(secret), "public": str(public), "key": made.public.line}
    out.show(facts, Message("secret_key_in", file=secret), Message("public_key_is", key=made.public.line))


@click.command(cls=LibraryCommand)
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="Secret key.  [default: the library's]")
@click.option("--password", envvar=_PASSWORD, show_envvar=True, help="Password of the key.  [default: it is asked for]")
def sign(key_file: Path | None, password: str | None, library: Path, out: Out) -> None:
    """Number and sign the frozen site, so that copies can be brought up to date.

    \b
    Example: shuwu sign
    """
    settings = load_settings(library)
    path = key_file or settings.root / _KEY
    text = _read_key(path)
    if password is None and is_encrypted(str(path), text):
        password = click.prompt(out.say(Message("key_password")), hide_input=True, err=True)
    secret = read_secret_key(str(path), text, password or "")
    folders = ReleaseFolders(settings.build)
    with folders.locked():
        record = settings.root / NUMBER_FILE
        signed = sign_site(folders.site, settings.build / "signed", secret, datetime.now(UTC), record)
    lines = [Message("signed", release=signed.release, files=signed.files, changed=signed.changed)]
    if signed.step_bytes:
        lines.append(Message("step_size", size=size(signed.step_bytes)))
    out.show(signed.as_json(), *lines)


@click.command(cls=LibraryCommand)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--key", "key_text", help="Public key, its file or its line.  [default: the library's, or that of DIR]")
@click.pass_context
def verify(ctx: click.Context, folder: Path | None, key_text: str | None, library: Path, out: Out) -> None:
    """Check that DIR, a copy, or otherwise build/site holds what was signed; exit with 1 if not.

    \b
    Example: shuwu verify /media/card/village
    """
    site, key_place = (folder, folder / PUBLIC_KEY) if folder else _own_site(load_settings(library))
    verified = verify_site(site, _public_key(key_text) if key_text else _public_key(str(key_place)))
    lines = [Message("file_fault", file=fault.file, fault=fault.fault) for fault in verified.faults]
    lines.append(Message("verified", release=verified.release, date=verified.date, key=verified.key, faults=len(lines)))
    if folder and not key_text:
        lines.append(Message("key_of_folder"))
    out.show(verified.as_json(), *lines)
    ctx.exit(1 if verified.faults else 0)


@click.command(cls=LibraryCommand)
@click.argument("source", metavar="URL|DIR")
@click.argument("copy", metavar="COPY", type=click.Path(path_type=Path))
@click.option(
    "--key", "key_text", help="Publisher's public key, its file or its line.  [default: that of the first pull]"
)
def pull(source: str, copy: Path, key_text: str | None, library: Path, out: Out) -> None:
    """Bring the folder COPY up to the signed release at a web address or in a folder.

    What was fetched before a cut is not fetched again. COPY stays as it is until all is there.

    \b
    Example: shuwu pull https://example.org/village /srv/village
    """
    publisher = _public_key(key_text) if key_text else None
    with out.progress() as on_progress:
        pulled = pull_site(
            open_source(source),
            copy,
            publisher,
            lambda step: on_progress(_to_come(step)),
        )
    lines = [
        Message(
            "pulled",
            release=pulled.release,
            fetched=pulled.fetched_files,
            size=size(pulled.fetched_bytes),
            kept=pulled.reused_files,
        )
    ]
    if pulled.trusted_now:
        lines.append(Message("trusted_now", key=pulled.key))
    out.show(pulled.as_json(), *(lines if pulled.switched else [Message("release_is_here", release=pulled.release)]))


def _new_password(out: Out) -> str:
    """Ask for a password twice, until both answers match."""
    ask = partial(click.prompt, hide_input=True, err=True)
    while True:
        password: str = ask(out.say(Message("new_key_password")))
        if ask(out.say(Message("repeat_password"))) == password:
            return password
        click.echo(out.say(Message("passwords_differ")), err=True)


def _to_come(step: PullProgress) -> Message:
    return Message("to_come", left=size(step.total - step.done), total=size(step.total), files=step.files)


def _own_site(settings: Settings) -> tuple[Path, Path]:
    return settings.build / "site", settings.root / _PUBLIC


def _read_key(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise UpdateError(str(path), Message("no_key"), Message("make_key")) from None
    except UnicodeDecodeError:
        raise UpdateError(str(path), Message("no_minisign_key"), Message("name_other_file")) from None


def _public_key(text: str) -> PublicKey:
    """Return the public key in *text*: the key itself, or the name of its file."""
    is_line = text.startswith("RW") and not Path(text).exists()
    return read_public_key("--key" if is_line else text, text if is_line else _read_key(Path(text)))
