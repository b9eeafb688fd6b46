"""Templates that a library puts in the place of the program's own."""

from webapp.settings import Settings

PICTURE = """
{%- macro figure(shown, lazy=true, waits=false, at_once=false) -%}
<figure class='plate'>
<span data-kind='photo' class='framed placed shown'>
<img alt='' class=veil src='data:image/gif;base64,{{ shown.stand_in }}'>
<noscript>
<picture>
<source srcset='{{ url_for("media.picture", name=shown.better[0][1][0].name) }}' type='{{ shown.better[0][0] }}' >
<img alt='{{ shown.alt }}' srcset='{{ url_for("media.picture", name=shown.fallback[-1].name) }} 960w' sizes=90vw
  width='{{ shown.fallback[0].size.width }}' src={{ url_for("media.picture", name=shown.fallback[0].name) }}>
</picture>
</noscript>
<a href='{{ url_for("media.picture", name=shown.fallback[-1].name) }}' class='big late load'>{{ shown.kilobytes }}</a>
<small>张三摄</small>
</span><figcaption>图一</figcaption></figure>
{%- endmacro -%}
{%- macro pictures_script() -%}
<script async data-switch='{{ say("save_data") }}' src='{{ url_for("assets.asset", path="js/pictures.js") }}'></script>
{%- endmacro -%}
{%- macro thumbnail(shown) -%}
<img class=thumbnail alt='' src='{{ url_for("media.picture", name=shown.fallback[0].name) }}'>
{%- endmacro -%}
"""
"""Pictures in other words: attributes in another order and other quotes, classes and a caption of its own."""


def own_template(library: Settings, name: str, text: str) -> None:
    """Let *library* have *text* as its template *name*."""
    folder = library.root / "templates"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
