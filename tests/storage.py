"""A server that speaks S3 and checks signatures (SeaweedFS), and what stands before it and sees each request."""

import json
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from ports import free_port

from renderer.bucket import Bucket, BucketError, Place
from tests.conftest import missing

KEY, SECRET, BUCKET = "PUBLISHER", "a-secret-of-tests", "reports"
_IDENTITIES = [
    {
        "name": "publisher",
        "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
]
_PORTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port", "filer.port.grpc")
_REQUEST = re.compile(rb"\b(PUT|DELETE|POST) /[^/ ]+/[^/ ]+/([^ ?]*)(?:\?\S*)? HTTP/1\.1\r\n")
_BLOCK = 1 << 16


class Storage:
    """The server's door on the loopback. `seen`: what was asked to be changed, in order; `is_away`: nobody answers.

    `is_silent`: whoever asks is kept waiting; `waits`: somebody is.
    """

    def __init__(self, server: int) -> None:
        self._server = server
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.seen: list[str] = []
        self.is_away = self.is_silent = False
        self.waits = threading.Event()
        self._open: set[socket.socket] = set()
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def place(self, secret: str = SECRET) -> Place:
        """A bucket, below a path that nobody else has."""
        return Place(
            name=BUCKET,
            region="us-east-1",
            endpoint=self.endpoint,
            prefix=uuid.uuid4().hex[:12],
            access_key=KEY,
            secret=secret,
        )

    def go_away(self) -> None:
        self.is_away = True
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.go_away()
        with suppress(OSError):  # not everywhere, but on Linux this ends an accept that waits
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._accepting.join(timeout=5)
        for each in list(self._open):
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._socket.accept()
                if self.is_away:
                    client.close()
                    continue
                if self.is_silent:
                    self._open.add(client)
                    self.waits.set()
                    continue
                self._open.add(client)
                server = socket.create_connection(("127.0.0.1", self._server))
                self._open.add(server)
                threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_asking: bool) -> None:
        with suppress(OSError):
            while data := source.recv(_BLOCK):
                if is_asking:
                    found = _REQUEST.findall(data)
                    self.seen += [f"{method.decode()} {path.decode()}" for method, path in found]
                target.sendall(data)
        for each in (source, target):
            self._open.discard(each)
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """The server, as long as the context lasts: its port."""
    program = Path(sys.executable).with_name("weed")
    if not program.is_file():
        missing("weed", "install requirements-dev.txt")
    (folder / "s3.json").write_text(json.dumps({"identities": _IDENTITIES}), encoding="utf-8")
    *ports, port, grpc = (free_port() for _ in range(len(_PORTS) + 2))
    places = [f"-{name}={number}" for name, number in zip(_PORTS, ports, strict=True)]
    command = [str(program), "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", *places]
    command += ["-s3", f"-s3.port={port}", f"-s3.port.grpc={grpc}", f"-s3.config={folder}/s3.json"]
    command += ["-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-volume.max=10"]
    command += ["-master.volumeSizeLimitMB=16"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port, process, folder)
            yield port
        finally:
            process.kill()


def _wait(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Return when an object can be written."""
    place = Place(name=BUCKET, region="us-east-1", endpoint=f"http://127.0.0.1:{port}", access_key=KEY, secret=SECRET)
    bucket = Bucket(place, folder, folder / "first.db", is_compressed=False)
    while process.poll() is None:
        with suppress(BucketError):
            bucket.probe()
            bucket.close()
            return
        time.sleep(0.1)
    pytest.fail("the storage has ended")


@pytest.fixture(scope="session")
def storage_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("storage")
    with server(folder) as port:
        yield port
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def storage(storage_port: int) -> Iterator[Storage]:
    door = Storage(storage_port)
    yield door
    door.close()
