"""The page of the freeze: a button, the progress, the weight of the frozen site, and the site as one file."""

import tempfile
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, send_file, url_for

from webapp.core.left_out import in_groups
from webapp.store.frozen_site import frozen_on, zip_site
from webapp.web.admin.access import admin_blueprint, admin_state
from webapp.web.site.site import the_site
from webapp.web.weight import load_weights, over_lines

LOOK_AGAIN_SECONDS = 1

MOST_TOLD = 20
"""The most findings of one kind on the page."""

blueprint: Blueprint = admin_blueprint(__name__)


@blueprint.get("/freeze")
def freeze_page() -> Any:
    """Show the progress of the freeze, and the result of the last one."""
    freeze_job = admin_state().freeze_job
    state = freeze_job.state  # read once: if it ended while the page is made, the page would not reload
    weights = load_weights(the_site().build)
    page = render_template(
        "admin/freeze.html",
        state=state,
        is_possible=freeze_job.is_possible,
        made=frozen_on(the_site().build / "site", the_site().settings.zone),
        weights=weights,
        over=over_lines(weights, the_site().say) if weights else (),
        groups=list(in_groups(state.left_out, MOST_TOLD)) if state.left_out is not None else (),
    )
    # The page reloads itself without a script.
    return page, {"Refresh": str(LOOK_AGAIN_SECONDS)} if state.is_running else {}


@blueprint.post("/freeze")
def freeze() -> Any:
    """Begin a freeze."""
    admin_state().freeze_job.start()
    return redirect(url_for("admin_freeze.freeze_page"), code=303)


@blueprint.get("/freeze/site.zip")
def download() -> Response:
    """Send the frozen site."""
    site = the_site().build / "site"
    if not site.is_dir() or admin_state().freeze_job.state.is_running:
        abort(404)
    # It has no name on the disk, and is deleted after the last reader.
    file = tempfile.TemporaryFile(dir=the_site().settings.build)  # noqa: SIM115 (the response closes it)
    zip_site(site, file)
    file.seek(0)
    return send_file(file, "application/zip", as_attachment=True, download_name="site.zip")
