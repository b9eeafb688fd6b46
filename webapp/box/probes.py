"""The probes by which phones and computers detect a captive portal, and the answers that they expect.

Any other answer makes them say "sign in" and open the page that it redirects to. After the expected answer they keep
the network. Sources: Android's NetworkMonitor (Huawei, Honor, Xiaomi, OPPO and vivo ask
their own hosts for the same path), Apple's captive network assistant, Microsoft's NCSI, Firefox, Facebook,
NetworkManager as distributions set it up, KDE, Kindles.
"""

from typing import NamedTuple


class Online(NamedTuple):
    """The answer that means "online": a status, and a *body* with its type."""

    status: str
    body: bytes = b""
    type: str = "text/plain"


_NOTHING = Online("204 No Content")
_SUCCESS = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
_HELP = b'<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'
_KINDLE = b"<html><body>81ce4465-7167-4dcb-835b-dcc9e44c112a</body></html>"
_MANAGER = Online("200 OK", b"NetworkManager is online\n")
_OK = Online("200 OK", b"OK\n")

PATHS = {
    "/generate_204": _NOTHING,
    "/gen_204": _NOTHING,
    "/mobile/status.php": _NOTHING,
    "/hotspot-detect.html": Online("200 OK", _SUCCESS, "text/html"),
    "/library/test/success.html": Online("200 OK", _SUCCESS, "text/html"),
    "/success.html": Online("200 OK", _SUCCESS, "text/html"),
    "/connecttest.txt": Online("200 OK", b"Microsoft Connect Test"),
    "/ncsi.txt": Online("200 OK", b"Microsoft NCSI"),
    "/success.txt": Online("200 OK", b"success\n"),
    "/canonical.html": Online("200 OK", _HELP, "text/html"),
    "/check_network_status.txt": _MANAGER,
    "/nm-check.txt": _MANAGER,
    "/nm": _MANAGER,
    "/static/hotspot.txt": _OK,
    "/kindle-wifi/wifistub.html": Online("200 OK", _KINDLE, "text/html"),
    "/kindle-wifi/wifistub-eink.html": Online("200 OK", _KINDLE, "text/html"),
}
"""By path, for any host: phone makers use many."""

ROOTS = {
    "captive.apple.com": Online("200 OK", _SUCCESS, "text/html"),
    "connectivity-check.ubuntu.com": _NOTHING,
    "cp.cloudflare.com": _NOTHING,
    "conncheck.opensuse.org": _MANAGER,
    "networkcheck.kde.org": _OK,
}
"""By host, for the path ``/``."""

_HOSTS = (
    *("connectivitycheck.gstatic.com", "connectivitycheck.android.com", "clients3.google.com", "clients4.google.com"),
    *("gstatic.com", "google.com", "google.cn", "googleapis.com", "googleapis.cn", "gstatic.cn"),
    *("rom.miui.com", "platform.hicloud.com", "platform.hihonorcloud.com", "coloros.com", "oppomobile.com"),
    *("vivo.com.cn", "samsung.com", "apple.com", "airport.us", "itools.info", "ibook.info", "thinkdifferent.us"),
    *("msftconnecttest.com", "msftncsi.com", "edge.microsoft.com", "detectportal.firefox.com", "portal.fb.com"),
    *("nmcheck.gnome.org", "network-test.debian.org", "fedoraproject.org", "ping.archlinux.org", "www.archlinux.org"),
    *("spectrum.s3.amazonaws.com", *ROOTS),
)


def is_asked(host: str) -> bool:
    """Tell whether *host* is one that phones probe, and so not a name of the box."""
    return host in _HOSTS or host.endswith(tuple(f".{known}" for known in _HOSTS))


def hoped_for(host: str, path: str) -> Online | None:
    """Return the answer that a phone expects from *path* on *host*; None if that is no probe."""
    return PATHS.get(path) or (ROOTS.get(host) if path == "/" else None)
