"""What all admin pages share: who may see them, what they accept, and the article of a page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from webapp.core.article import Article
from webapp.core.language.query import Query
from webapp.errors import WebappError
from webapp.ingest.review import original_of
from webapp.store.change.edit import ArticleFile, read_article_file
from webapp.store.change.own_file import own_file
from webapp.web.admin.failed_searches import FailedSearches
from webapp.web.admin.freeze_job import FreezeJob
from webapp.web.admin.password import password_hash
from webapp.web.admin.session import PREFIX, csrf, has_session, is_own_form, is_signed_in, keep_sessions
from webapp.web.search import searched
from webapp.web.site.page_words import page_words
from webapp.web.site.rate_limit import RateLimiter
from webapp.web.site.site import Site, current_snapshot, the_site

# A form has an article's text, in which a character may take nine bytes; and a folder has many files.
_BYTES_PER_CHARACTER = 9
_MAX_PARTS = 5000
_MAX_SIGN_IN_BYTES = 20_000

_EXTENSION = "shuwu-admin"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class AdminState:
    """The state of the admin pages, as long as the process runs."""

    freeze_job: FreezeJob
    failed_searches: FailedSearches
    tries: RateLimiter = field(default_factory=RateLimiter)

    def note_search(self, site: Site, query: Query, was_found: bool) -> None:
        """Count a reader's failed search, if there is an admin."""
        if has_admin(site):
            self.failed_searches.note(query, request.remote_addr or "", was_found)


def prepare_admin(app: Flask, freeze_job: FreezeJob) -> None:
    """Give *app* sessions and the state of the admin pages."""
    keep_sessions(app)
    site = the_site(app)
    state = AdminState(freeze_job, FailedSearches(site.settings.root))
    app.extensions[_EXTENSION] = state
    searched.connect(state.note_search, site)

    def has_original(article: Article) -> bool:
        return original_of(site.settings.content / article.path) is not None

    app.jinja_env.globals.update(csrf=csrf, has_original=has_original, told=site.settings.words)


def admin_state() -> AdminState:
    """Return the state of the admin pages."""
    state: AdminState = current_app.extensions[_EXTENSION]
    return state


def has_admin(site: Site) -> bool:
    """Tell whether *site* has an admin: without a password nobody can sign in."""
    return bool(password_hash(site.settings.root))


def admin_blueprint(module: str) -> Blueprint:
    """Return the blueprint of an admin module; its pages are only for the admin."""
    name = module.rpartition(".")[2]
    blueprint = Blueprint(f"admin_{name}", module, url_prefix=PREFIX)
    blueprint.before_request(_guard)
    blueprint.after_request(_not_to_be_kept)
    blueprint.context_processor(_admin_words)
    blueprint.register_error_handler(RequestEntityTooLarge, _too_large)
    blueprint.register_error_handler(WebappError, _cannot)
    return blueprint


def _admin_words() -> dict[str, Any]:
    """Return the words of the admin pages, in the language of readers or in English."""
    settings = the_site().settings
    return {} if settings.admin_lang == settings.page_lang else page_words(settings, settings.admin_lang)


def body_limit(app: Flask) -> Callable[[str, str], int]:
    """Return a function that returns the most bytes of a request, given its path and its Cookie header.

    Only an admin who is signed in may send files: others could fill the disk.
    """

    def limit(path: str, cookies: str) -> int:
        with app.app_context():
            return upload_bytes() if path.startswith(f"{PREFIX}/") and has_session(cookies) else 0

    return limit


def upload_bytes() -> int:
    """Return the most bytes of one upload."""
    return the_site().settings.max_upload_mb * 1_000_000


def find_article(slug: str) -> Article:
    """Return the article *slug*, public or not; abort with 404 if there is none."""
    return current_snapshot().any_article(slug) or abort(404)


def find_article_file(slug: str) -> ArticleFile:
    """Return the file of the article *slug*; abort with 404 if there is none."""
    return read_article_file(the_site().settings, find_article(slug))


def find_own_file(slug: str) -> ArticleFile:
    """Return the file of the article *slug* for a change; a row of a collection gets one."""
    settings = the_site().settings
    return read_article_file(settings, own_file(settings, find_article(slug)))


def done(phrase: str, endpoint: str, **values: Any) -> Any:
    """Refresh the library, flash *phrase*, and redirect to *endpoint*."""
    the_site().library.refresh()
    flash(the_site().say(phrase))
    return redirect(url_for(endpoint, **values), code=303)


def _guard() -> Any:
    if not has_admin(the_site()):
        abort(404)
    is_door = request.blueprint == "admin_sign_in"
    signed_in = is_signed_in()
    if not is_door and not signed_in:
        if request.method == "GET":
            return redirect(url_for("admin_sign_in.sign_in_page"), code=303)
        return render_template("admin/stop.html", reason="signed_out", advice="signed_out_help"), 403
    request.max_content_length = upload_bytes() if signed_in else _MAX_SIGN_IN_BYTES
    request.max_form_memory_size = the_site().settings.max_article_chars * _BYTES_PER_CHARACTER
    request.max_form_parts = _MAX_PARTS
    if request.method == "POST" and not is_own_form():
        return render_template("admin/stop.html", reason="foreign_form", advice="foreign_form_help"), 403
    return None


def _not_to_be_kept(response: Response) -> Response:
    response.cache_control.no_store = True
    return response


def _too_large(_error: HTTPException) -> tuple[str, int]:
    return render_template("admin/stop.html", reason="too_large", advice="too_large_help"), 413


def _cannot(error: WebappError) -> tuple[str, int]:
    return render_template("admin/stop.html", reason="cannot", advice="cannot_help", detail=error.lines()[0]), 409
