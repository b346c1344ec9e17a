"""A Postfix of one's own: a private configuration and queue, loopback, unprivileged port. Needs root, and Postfix."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

from ports import free_port

POSTFIX = shutil.which("postfix", path="/usr/sbin:/usr/bin:/usr/local/sbin")

_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {daemons}
command_directory = {commands}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = front.example
mydestination =
mynetworks = 127.0.0.0/8
local_recipient_maps =
alias_maps =
alias_database =
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
smtpd_client_connection_count_limit = 0
smtpd_banner = front.example ESMTP
in_flow_delay = 0
smtpd_peername_lookup = no
disable_dns_lookups = yes
smtp_dns_support_level = disabled
"""

_MASTER = """\
127.0.0.1:{port} inet  n - n - 200 smtpd
pickup     unix  n - n 60 1 pickup
cleanup    unix  n - n - 0 cleanup
qmgr       unix  n - n 300 1 qmgr
tlsmgr     unix  - - n 1000? 1 tlsmgr
rewrite    unix  - - n - - trivial-rewrite
bounce     unix  - - n - 0 bounce
defer      unix  - - n - 0 bounce
trace      unix  - - n - 0 bounce
verify     unix  - - n - 1 verify
flush      unix  n - n 1000? 0 flush
proxymap   unix  - - n - - proxymap
smtp       unix  - - n - - smtp
relay      unix  - - n - - smtp
showq      unix  n - n - - showq
error      unix  - - n - - error
retry      unix  - - n - - error
discard    unix  - - n - - discard
local      unix  - n n - - local
virtual    unix  - n n - - virtual
lmtp       unix  - - n - - lmtp
anvil      unix  - - n - 1 anvil
scache     unix  - - n - 1 scache
postlog    unix-dgram n - n - 1 postlogd
"""


def is_possible() -> bool:
    """Whether a Postfix can be started here."""
    return POSTFIX is not None and os.geteuid() == 0


class PrivatePostfix:
    """Starts in `folder` with some settings beyond the common ones; use it as a context."""

    def __init__(self, folder: Path, *, settings: str = "", services: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        self._settings = settings
        self._services = services

    def __enter__(self) -> "PrivatePostfix":
        for name in ("etc", "queue", "data"):
            (self.folder / name).mkdir(parents=True)
        owner = pwd.getpwnam("postfix").pw_uid
        os.chown(self.folder / "data", owner, -1)
        for each in (self.folder, *self.folder.parents):
            if each.stat().st_uid == os.geteuid() and each != Path(each.anchor):
                each.chmod(each.stat().st_mode | 0o011)  # Postfix's own user must reach its folder
        known = {
            "folder": self.folder,
            "daemons": _default("daemon_directory"),
            "commands": _default("command_directory"),
        }
        (self.folder / "etc/main.cf").write_text(_MAIN.format(**known) + self._settings)
        (self.folder / "etc/master.cf").write_text(_MASTER.format(port=self.port) + self._services)
        self._control("start")
        self._await_port()
        return self

    def __exit__(self, *_: object) -> None:
        self._control("stop", check=False)

    @property
    def log(self) -> str:
        """What Postfix has logged so far."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def queued(self, queue: str) -> int:
        """Return how many messages are in one of its queues."""
        return sum(len(files) for _, _, files in os.walk(self.folder / "queue" / queue))

    def _control(self, command: str, *, check: bool = True) -> None:
        assert POSTFIX is not None
        done = subprocess.run(
            [POSTFIX, "-c", str(self.folder / "etc"), command], capture_output=True, text=True, check=False
        )
        if check and done.returncode != 0:
            raise RuntimeError(f"postfix {command}: {done.stderr}{done.stdout}{self.log}")

    def _await_port(self) -> None:
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as probe:
                    probe.recv(100)
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"Postfix does not answer: {self.log}")


def _default(name: str) -> str:
    return subprocess.run(["postconf", "-dh", name], capture_output=True, text=True, check=True).stdout.strip()
