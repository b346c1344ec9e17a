"""The samples for web servers, run for real: what they serve, and with which header fields."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from ports import free_port

from mailgate.capture import headers
from tests.browser.conftest import Served
from tests.conftest import missing

DEPLOY = Path(__file__).parents[2] / "deploy"
COPY = gzip.compress(b"made before")
Server = Callable[[Path, Path, int], list[str]]


def nginx(folder: Path, public: Path, port: int) -> list[str]:
    """The sample with another port, no certificate and another folder; nothing else is changed."""
    sample = (DEPLOY / "nginx/mailgate.conf").read_text(encoding="utf-8")
    sample = re.sub(r"\n    (?:listen \[|ssl_certificate).*", "", sample)
    sample = sample.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};").replace("listen 80;", "listen unix:other;")
    sample = sample.replace("/var/lib/mailgate/public", str(public))
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in _TEMPORARY)
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log stderr;\nevents {{}}\nhttp {{\n"
        f"include /etc/nginx/mime.types;\naccess_log off;\n{temporary}{sample}}}\n",
        encoding="utf-8",
    )
    subprocess.run(["nginx", "-t", "-p", folder, "-c", folder / "nginx.conf"], check=True, capture_output=True)
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def caddy(folder: Path, public: Path, port: int) -> list[str]:
    sample = (DEPLOY / "caddy/Caddyfile").read_text(encoding="utf-8")
    sample = sample.replace("\nreports.example {", f"\nhttp://127.0.0.1:{port} {{")
    sample = sample.replace("/var/lib/mailgate/public", str(public))
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{sample}", encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@pytest.fixture(params=[nginx, caddy], ids=["nginx", "caddy"], scope="module")
def server(request: pytest.FixtureRequest) -> Server:
    if shutil.which(request.param.__name__) is None:
        missing(request.param.__name__, f"install the package {request.param.__name__}")
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def port(server: Server, served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder, number = tmp_path_factory.mktemp(server.__name__), free_port()
    folder.chmod(0o755)
    with running(server(folder, served.public, number), folder, number):
        yield number


@contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, env=environment) as process:
        answers(port, process)
        yield
        process.terminate()


def answers(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when the server takes connections."""
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    pytest.fail("the web server has ended")


def get(port: int, path: str, **fields: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=fields)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    "path", ["/", "/harbour/1.2/", "/harbour/feed.atom", "/style.css", "/search/", "/search/search.js"]
)
def test_every_answer_has_the_strict_header_fields(port: int, path: str) -> None:
    answer, _ = get(port, path)
    assert answer.status == 200
    for name, value in headers(path).items():
        assert answer.getheader(name) == value, name
    assert answer.getheader("Set-Cookie") is None
    assert answer.getheader("ETag")


def test_only_the_page_to_search_may_run_anything(port: int) -> None:
    searching, reading = (get(port, path)[0].getheader("Content-Security-Policy") or "" for path in ("/search/", "/"))
    assert "wasm-unsafe-eval" in searching
    assert "script-src" not in reading


def test_types_are_what_readers_need(port: int) -> None:
    types = {
        "/harbour/feed.atom": "application/atom+xml",
        "/style.css": "text/css",
        "/icon.svg": "image/svg+xml",
        "/sitemap.xml": "text/xml",
        "/robots.txt": "text/plain",
        "/.well-known/security.txt": "text/plain",
        "/search/search.js": "javascript",
    }
    for path, expected in types.items():
        answer, _ = get(port, path)
        assert answer.status == 200, path
        assert expected in (answer.getheader("Content-Type") or ""), path


def test_what_is_half_written_is_hidden_and_what_is_not_there_is_said_with_a_page(port: int, served: Served) -> None:
    (served.public / ".index.html.mailgate").write_text("half", encoding="utf-8")
    for path in ("/.index.html.mailgate", "/.lock.mailgate", "/nothing/here/"):
        answer, body = get(port, path)
        assert answer.status == 404
        assert b"half" not in body
    assert b"There is no page here" in body
    for name, value in headers("/nothing/here/").items():  # without Cache-Control it might be kept, and a page come
        assert answer.getheader(name) == value, name
    (served.public / ".index.html.mailgate").unlink()


def test_a_page_that_has_not_changed_is_not_sent_again(port: int) -> None:
    first, _ = get(port, "/harbour/1.2/")
    again, body = get(port, "/harbour/1.2/", **{"If-None-Match": first.getheader("ETag") or ""})
    assert again.status == 304
    assert body == b""


def test_pages_are_sent_compressed(port: int) -> None:
    answer, body = get(port, "/harbour/1.2/", **{"Accept-Encoding": "gzip"})
    assert answer.getheader("Content-Encoding") == "gzip"
    assert answer.getheader("Vary") == "Accept-Encoding"  # else what keeps pages on the way gives them to all
    assert len(body) < 6_000


def test_a_copy_that_was_compressed_before_is_handed_out_as_it_is(port: int, served: Served) -> None:
    copy = served.public / "harbour/1.2/index.html.gz"
    copy.write_bytes(COPY)
    answer, body = get(port, "/harbour/1.2/", **{"Accept-Encoding": "gzip"})
    plain, _ = get(port, "/harbour/1.2/")
    copy.unlink()
    assert body == COPY
    assert answer.getheader("Content-Encoding") == "gzip"
    assert (answer.getheader("Content-Type") or "").startswith("text/html")
    assert answer.getheader("ETag") != plain.getheader("ETag")
    assert plain.getheader("Content-Encoding") is None


def test_below_a_path_the_samples_serve_with_that_path_put_in(
    server: Server, served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As docs/operations.md says: the folder ends in the path, and it stands before /search/ and /404.html."""
    top, deploy, number = tmp_path / "www", tmp_path / "deploy", free_port()
    for folder in (*tmp_path.parents[:2], tmp_path, top):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    (top / "review").symlink_to(served.public)
    for name in ("nginx/mailgate.conf", "caddy/Caddyfile"):
        (deploy / name).parent.mkdir(parents=True)
        sample = (DEPLOY / name).read_text(encoding="utf-8")
        for path in ("/search/", "/404.html"):
            sample = sample.replace(path, f"/review{path}")
        (deploy / name).write_text(sample, encoding="utf-8")
    monkeypatch.setattr("tests.browser.test_web_servers.DEPLOY", deploy)
    with running(server(tmp_path, top, number), tmp_path, number):
        page, searching = (get(number, f"/review/{path}")[0] for path in ("harbour/1.2/", "search/"))
        assert page.status == 200
        assert "wasm-unsafe-eval" in (searching.getheader("Content-Security-Policy") or "")
        nothing, body = get(number, "/review/nothing/here/")
    assert nothing.status == 404
    assert b"There is no page here" in body
