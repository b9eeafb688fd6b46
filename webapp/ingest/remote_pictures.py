"""Fetch the pictures of an article from other sites, if a setting allows it.

A dropped file may name a host in a private network to attack it. So each host name is looked up once and refused unless
all its IP addresses are public, and the connection goes to these addresses. Redirects are treated the same.
"""

import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.util import Timeout, Url, parse_url

from webapp.causes import cause
from webapp.core.draft import Draft
from webapp.core.finding import Finding
from webapp.core.html.references import references
from webapp.ingest.readers.extracted_pictures import ExtractedPictures
from webapp.messages import Message, Value

RULE = "remote-picture"
MOST_PICTURES = 40
MOST_BYTES = 8_000_000
MOST_SECONDS = 30.0
MOST_REDIRECTS = 3

_LONGEST_SHOWN = 200
_PORTS = {"http": 80, "https": 443}
_REMEDY = Message("save_remote_picture")

IsAllowed = Callable[[str], bool]
"""Tells whether connecting to an IP address is allowed."""


class _Unreachable(Exception):
    """Why a picture could not be fetched."""


def is_public(address: str) -> bool:
    """Tell whether the IP *address* is on the public internet."""
    found = ip_address(address)
    return found.is_global and not found.is_multicast


def finding(address: str, why: Value | None = None) -> Finding:
    """Return the finding for a picture that stays at a remote *address*; *why* tells that it could not be fetched."""
    shown = address[:_LONGEST_SHOWN]
    failed = Message("remote_failed", address=shown, why=why) if why else None
    return Finding(RULE, failed or Message("remote_left", address=shown), 1, _REMEDY)


def still_remote(findings: Sequence[Finding], text: str) -> list[Finding]:
    """Return *findings* without those about remote pictures that *text* no longer has."""
    shown = {address[:_LONGEST_SHOWN] for address in references(text).remote_pictures}
    return [each for each in findings if each.rule != RULE or each.message.values["address"] in shown]


def bring_in(
    draft: Draft, findings: Sequence[Finding], folder: Path, is_allowed: IsAllowed = is_public
) -> tuple[Draft, list[Finding], Mapping[str, Path]]:
    """Fetch the remote pictures of *draft* to *folder*, and let its text name the files.

    Also returns *findings*, with the reasons for failed pictures, and the files by their names in lower case.
    """
    box, text, reasons = ExtractedPictures(folder, "remote"), draft.text, []
    deadline = time.monotonic() + MOST_SECONDS
    for number, address in enumerate(references(text).remote_pictures):
        try:
            if number >= MOST_PICTURES:
                raise _Unreachable(Message("remote_too_many", most=MOST_PICTURES))
            name = box.put(_fetch(address, deadline, is_allowed))
            if not name:
                raise _Unreachable(Message("remote_no_picture"))
            text = re.sub(rf"(!\[[^][\n]*]\(\s*<?){re.escape(address)}(?=[)>\s])", rf"\g<1>{name}", text)
        except _Unreachable as error:
            reasons.append(finding(address, cause(error)))
    others = [each for each in findings if each.rule != RULE]
    files = {path.name.lower(): path for path in folder.iterdir()}
    return replace(draft, text=text, pictures=(*draft.pictures, *files)), [*others, *reasons], files


def _fetch(address: str, deadline: float, is_allowed: IsAllowed) -> bytes:
    """Return the content at *address*; an address without a scheme means HTTPS."""
    for _ in range(MOST_REDIRECTS + 1):
        try:
            url = parse_url(urljoin("https:", address))
            response = _get(url, deadline, is_allowed)
        except (HTTPError, OSError, ValueError) as error:
            raise _Unreachable(Message("remote_unreachable", why=type(error).__name__)) from error
        target = response.get_redirect_location()
        if not target:
            return _content(response, deadline)
        response.release_conn()
        address = urljoin(url.url, target)
    raise _Unreachable(Message("remote_leads_on"))


def _get(url: Url, deadline: float, is_allowed: IsAllowed) -> urllib3.BaseHTTPResponse:
    port = url.port or _PORTS.get(url.scheme or "", 0)
    if not port or not url.host:
        raise _Unreachable(Message("remote_no_address"))
    found = {str(row[4][0]) for row in socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)}
    if not all(map(is_allowed, found)):
        raise _Unreachable(Message("remote_not_public"))
    left = max(0.1, deadline - time.monotonic())
    timeout, address = Timeout(total=left, connect=min(left, 5)), min(found)
    if url.scheme == "https":
        pool: urllib3.HTTPConnectionPool = urllib3.HTTPSConnectionPool(
            address, port, timeout, server_hostname=url.host, assert_hostname=url.host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout)
    headers = {"Host": url.netloc or url.host, "Accept": "image/*", "User-Agent": "shuwu"}
    return pool.request("GET", url.request_uri, headers=headers, retries=False, redirect=False, preload_content=False)


def _content(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    content = bytearray()
    try:
        if response.status != 200:
            raise _Unreachable(Message("remote_answers", status=response.status))
        for block in response.stream(1 << 16):
            content += block
            if len(content) > MOST_BYTES:
                raise _Unreachable(Message("remote_too_big", most=MOST_BYTES // 1_000_000))
            if time.monotonic() > deadline:
                raise _Unreachable(Message("remote_too_slow"))
    except (HTTPError, OSError) as error:
        raise _Unreachable(Message("line_was_cut")) from error
    finally:
        response.close()
    return bytes(content)
