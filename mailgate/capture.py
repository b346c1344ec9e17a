"""A demonstration's outside world, on the loopback: a smarthost that keeps letters, and a web server that shows them.

The smarthost sends nothing on. The web server serves the site's pages at `/` and the letters at `/outbox/`, with the
header fields that the samples in deploy/ set. For one person's machine: neither is for a network.
"""

import asyncio
import logging
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from urllib.parse import unquote, urlsplit

from aiosmtpd.smtp import SMTP, Envelope, Session

from mailgate.captured import Letters
from renderer import environment

HOST: Final = "127.0.0.1"
LARGEST: Final = 10 * 1024 * 1024
_NOTHING_ELSE: Final = (
    "style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": f"default-src 'none'; {_NOTHING_ELSE}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
_SEARCH: Final = f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; {_NOTHING_ELSE}"


def headers(path: str) -> dict[str, str]:
    """Return the header fields for a path: only the page to search has a script, and its index needs WebAssembly."""
    return {**HEADERS, "Content-Security-Policy": _SEARCH} if path.startswith("/search/") else HEADERS


class Capture:
    """Both servers, while the context lasts. A port of 0 is replaced by a free one.

    `folder` is the Maildir that keeps the letters, `public` the folder of the pages. Raises OSError on a taken port.
    """

    def __init__(self, folder: Path, public: Path, *, smtp_port: int = 0, web_port: int = 0) -> None:
        self.letters = Letters(folder)
        self._loop = asyncio.new_event_loop()
        self._smtp: asyncio.Server | None = None
        self._threads: list[threading.Thread] = []
        try:
            self._smtp = self._loop.run_until_complete(self._listen(smtp_port))
            pages = partial(_Pages, letters=self.letters, directory=str(public))
            self._web = _WebServer((HOST, web_port), pages)
        except OSError:
            self._close_smtp()
            raise
        self.smtp_port: int = self._smtp.sockets[0].getsockname()[1]
        self.web_port: int = self._web.server_address[1]

    @property
    def url(self) -> str:
        """Where the pages are served."""
        return f"http://{HOST}:{self.web_port}/"

    def __enter__(self) -> Self:
        """Serve, in threads of its own."""
        self._threads = [
            threading.Thread(target=self._loop.run_forever, name="captured smtp"),
            threading.Thread(target=self._web.serve_forever, kwargs={"poll_interval": 0.05}, name="captured web"),
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Serve no more. What was taken is kept."""
        self._web.shutdown()
        self._web.server_close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        for thread in self._threads:
            thread.join()
        self._close_smtp()

    async def _listen(self, port: int) -> asyncio.Server:
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd's: it prints addresses
        return await self._loop.create_server(self._session, HOST, port)

    def _session(self) -> SMTP:
        return SMTP(
            _Keeper(self.letters),
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            hostname="captured.test",
            ident="letters are kept here, not sent",
            loop=self._loop,
        )

    def _close_smtp(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._loop.run_until_complete(_end_sessions())
        self._loop.close()


async def _end_sessions() -> None:
    sessions = asyncio.all_tasks() - {asyncio.current_task()}
    for session in sessions:
        session.cancel()
    await asyncio.gather(*sessions, return_exceptions=True)
    await asyncio.sleep(0)  # closed transports say so


class _Keeper:
    """aiosmtpd's handler: every message is kept, once for each recipient."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        body = content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content or b""
        for recipient in envelope.rcpt_tos:
            self._letters.keep((envelope.mail_from or "").strip("<>"), recipient, body)
        return "250 2.0.0 Kept"

    async def handle_exception(self, _error: Exception) -> str:
        return "451 4.3.0 Try again later"


class _WebServer(ThreadingHTTPServer):
    """Answers each request in a thread that does not outlive the program."""

    daemon_threads = True
    allow_reuse_address = True


class _Pages(SimpleHTTPRequestHandler):
    """The site's files, and the letters. GET and HEAD only."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    extensions_map = {  # noqa: RUF012  as in the class below
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
        ".atom": "application/atom+xml; charset=utf-8",
    }
    _templates = environment.pages()

    def __init__(self, *arguments: Any, letters: Letters, **named: Any) -> None:
        self._letters = letters
        super().__init__(*arguments, **named)

    def do_GET(self) -> None:
        """Answer with a letter, or a file."""
        if not self._show_letters():
            super().do_GET()

    def do_HEAD(self) -> None:
        """Answer as to GET, without the content."""
        if not self._show_letters():
            super().do_HEAD()

    def end_headers(self) -> None:
        """Add what every answer says."""
        for name, value in headers(self.path).items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, _path: Any) -> None:
        """Show no folder that has no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal is for the demonstration."""

    def _show_letters(self) -> bool:
        path = unquote(urlsplit(self.path).path)
        if path == "/outbox":
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", "/outbox/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return True
        if not path.startswith("/outbox/"):
            return False
        found = self._letter_page(path.removeprefix("/outbox/"))
        if found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._answer(*found)
        return True

    def _letter_page(self, name: str) -> tuple[str, bytes] | None:
        """Return type and content of what stands at this name below /outbox/."""
        if name == "":
            page = self._templates.get_template("page/captured.html").render(letters=self._letters.all())
            return "text/html; charset=utf-8", page.encode()
        if name == "captured.css":
            return "text/css; charset=utf-8", environment.source(self._templates, "page/captured.css")
        if name.endswith(".eml"):
            raw = self._letters.raw(name.removesuffix(".eml"))
            return None if raw is None else ("text/plain; charset=utf-8", raw)
        letter = self._letters.get(name.removesuffix("/"))
        if letter is None:
            return None
        page = self._templates.get_template("page/captured-letter.html").render(letter=letter)
        return "text/html; charset=utf-8", page.encode()

    def _answer(self, kind: str, content: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
