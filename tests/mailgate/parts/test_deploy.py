"""The samples in deploy/ are true: the settings load, the units are understood."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mailgate import settings
from mailgate.running.supervise import PARTS
from mailgate.settings_file import Wishes, write

DEPLOY = Path(__file__).parents[3] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("mailgate*.*"))


def test_the_sample_settings_can_be_used():
    found = settings.load(DEPLOY / "mailgate.toml")
    assert found.domain == "reports.example"
    assert found.smarthost.tls == "starttls"


def test_what_is_commented_out_in_the_sample_settings_can_be_used_too(tmp_path):
    lines = (DEPLOY / "mailgate.toml").read_text().splitlines()
    known = {line.partition(" = ")[0] for line in lines if " = " in line and not line.startswith("#")}
    options = [line[2:] for line in lines if re.match(r"# (\[[a-z]+\]$|[a-z_]+ = )", line)]
    used = [line[2:] if line[2:] in options and line[2:].partition(" = ")[0] not in known else line for line in lines]
    (tmp_path / "mailgate.toml").write_text("\n".join(used))
    settings.load(tmp_path / "mailgate.toml")


def test_the_sample_settings_have_all_that_a_new_site_has(tmp_path):
    wishes = Wishes(
        domain="reports.example",
        base_url="https://reports.example/",
        smarthost_host="mail.reports.example",
        smarthost_port=587,
        smarthost_tls="starttls",
        operator="op@desk.example",
        since="2026-05-04",
        smtp=(),
        lmtp=(),
    )
    named = re.compile(r"^(?:# )?(\[[a-z]+\]|[a-z_]+ =)", re.MULTILINE)
    assert set(named.findall(write(wishes))) <= set(named.findall((DEPLOY / "mailgate.toml").read_text()))


def test_systemd_understands_every_unit(tmp_path):
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("systemd-analyze is missing: install systemd")
    shutil.copytree(DEPLOY / "systemd", tmp_path / "units")
    program = Path(sys.executable).with_name("mailgate")
    units = []
    for path in sorted((tmp_path / "units").iterdir()):
        if path.suffix in (".service", ".socket", ".target", ".timer"):
            path.write_text(path.read_text().replace("/opt/mailgate/bin/mailgate", str(program)))
            units.append(str(path))
    environment = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}/units:"}
    done = subprocess.run([analyze, "verify", *units], capture_output=True, text=True, env=environment, check=False)
    ours = [line for line in done.stderr.splitlines() if "mailgate" in line]
    assert ours == []
    assert done.returncode == 0


def test_every_part_of_run_has_a_unit_that_starts_the_same():
    for part in PARTS:
        unit = (DEPLOY / f"systemd/mailgate-{part[0]}.service").read_text()
        assert f"ExecStart=/opt/mailgate/bin/mailgate {' '.join(part)}\n" in unit
        assert f"mailgate-{part[0]}.service" in (DEPLOY / "systemd/mailgate.target").read_text()


def test_what_is_made_once_a_day_has_a_timer_that_comes_with_all_parts():
    units = {path.name: path.read_text() for path in UNITS if path.is_file()}
    assert "ExecStart=/opt/mailgate/bin/mailgate publish --all\n" in units["mailgate-nightly.service"]
    assert "OnCalendar=" in units["mailgate-nightly.timer"]
    assert "mailgate-nightly.timer" in units["mailgate.target"]


def test_only_the_sender_has_a_way_out_and_the_password_and_the_publisher_has_no_data_key():
    read = {path.stem.removeprefix("mailgate-"): path.read_text() for path in UNITS if path.suffix == ".service"}
    for part in ("listen", "work", "publish", "nightly"):
        assert "PrivateNetwork=yes" in read[part]
        assert "InaccessiblePaths=-/var/lib/mailgate/smarthost.password" in read[part]
    assert "PrivateNetwork" not in read["send"]
    assert "InaccessiblePaths=-/var/lib/mailgate/data.key" in read["publish"]


def test_the_container_file_copies_what_is_there_and_is_let_through():
    """The list of what is let through begins with nothing: a file that is copied and not on it fails the build."""
    source = (DEPLOY / "Containerfile").read_text()
    copied = {name for line in re.findall(r"(?m)^COPY (?!--)(.*) \S+$", source) for name in line.split()}
    allowed = set(re.findall(r"(?m)^!(.*)$", (DEPLOY.parent / ".dockerignore").read_text()))
    assert copied == allowed
    assert all((DEPLOY.parent / name).exists() for name in copied)


def test_the_container_file_takes_the_versions_of_extras_from_the_lock():
    """Each line of the lock is one version, without what pip does not take in a constraint."""
    [script] = re.findall(r"sed -n '(.*)' /src", (DEPLOY / "Containerfile").read_text())
    lock = DEPLOY.parent / "requirements-dev.txt"
    versions = subprocess.run(["sed", "-n", script, lock], capture_output=True, text=True, check=True).stdout.split()
    assert len(versions) == len(re.findall(r"(?m)^[a-z0-9].*==", lock.read_text()))
    assert all(re.fullmatch(r"[a-z0-9._-]+==[^;\\ ]+", version) for version in versions)
