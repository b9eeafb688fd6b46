"""QR codes for printed sheets."""

import io

from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """Return *text* as a QR code in SVG, with its quiet zone.

    Level M: a code is readable with a seventh of it under a fold or a stain.
    """
    import segno  # noqa: PLC0415 (few pages have codes)

    svg = io.BytesIO()
    code = segno.make(text, error="m", boost_error=False, micro=False)
    code.save(svg, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="qr", lineclass=None, nl=False)
    return Markup(svg.getvalue().decode())  # noqa: S704 (only numbers are in it)
