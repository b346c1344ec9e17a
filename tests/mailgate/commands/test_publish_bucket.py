"""`publish`, `check` and `status` where the pages are kept in a bucket as well."""

import re
import subprocess
import sys

import pytest

from mailgate.settings import SettingsError, load
from tests.mailgate.commands.conftest import Site, change
from tests.storage import SECRET, Storage, storage, storage_port

__all__ = ["storage", "storage_port"]


@pytest.fixture
def kept(site: Site, storage: Storage) -> Site:
    place = storage.place()
    secret = site.folder / "bucket.secret"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    secret.chmod(0o600)
    table = (
        f'[bucket]\nname = "{place.name}"\nregion = "{place.region}"\nendpoint = "{place.endpoint}"\n'
        f'prefix = "{place.prefix}"\naccess_key = "{place.access_key}"\nsecret_file = "bucket.secret"\n'
    )
    site.config.write_text(site.config.read_text(encoding="utf-8") + table, encoding="utf-8")
    return site


def test_publish_brings_up_what_it_writes_and_check_then_finds_nothing(kept: Site) -> None:
    assert kept.run("publish").exit_code == 0
    built = kept.run("publish", "--all")
    assert re.search(r"bucket: \d+ brought up, 0 deleted", built.stderr)
    checked = kept.run("publish", "--check")
    assert checked.exit_code == 0, checked.output
    assert "bucket: 0 would be brought up, 0 deleted" in checked.stderr


def test_check_names_what_is_not_in_the_bucket(kept: Site) -> None:
    kept.run("publish", "--all")
    (kept.folder / "public" / "imprint.html").write_text("<p>Imprint", encoding="utf-8")
    checked = kept.run("publish", "--check")
    assert checked.exit_code == 1
    assert checked.stdout.splitlines() == ["bring up imprint.html"]
    assert "bucket: 1 brought up" in kept.run("publish", "--all").stderr


def test_while_the_bucket_is_away_every_command_says_so(kept: Site, storage: Storage) -> None:
    assert re.search("ok +bucket: can be written", kept.run("check").stdout)
    storage.go_away()
    assert "error   bucket: the bucket reports: " in kept.run("check").stdout
    assert "of work left" in kept.run("publish").stderr
    assert re.search(r"rebuild: [1-9]\d* waiting", kept.run("status").stdout)
    assert kept.run("publish", "--all").exit_code == 1
    built = kept.run("publish", "--all")  # now without archives that are new
    assert built.exit_code == 1
    assert "is brought up by the part that publishes, once it answers" in built.stderr
    storage.is_away = False
    assert kept.run("publish", "--all").exit_code == 0


def test_a_full_build_that_is_killed_between_folder_and_bucket_is_made_up_for_by_the_next_publisher(
    kept: Site, storage: Storage
) -> None:
    kept.run("publish", "--all")
    change(kept, "(?m)^title = .*", 'title = "Another name"')
    storage.is_silent = True
    command = [sys.executable, "-m", "mailgate", "--config", str(kept.config), "publish", "--all"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as build:
        storage.waits.wait()
        assert kept.run("publish").exit_code == 0  # a build that lives is not meddled with
        build.kill()
    storage.is_silent = False
    assert "Another name" in (kept.folder / "public/index.html").read_text(encoding="utf-8")
    assert "bring up index.html" in kept.run("publish", "--check").stdout.splitlines()
    assert kept.run("publish").exit_code == 0
    assert kept.run("publish", "--check").exit_code == 0


def test_a_secret_that_others_can_read_is_told(kept: Site) -> None:
    (kept.folder / "bucket.secret").chmod(0o644)
    assert f"{kept.folder}/bucket.secret can be read by others" in kept.run("check").stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(?m)^secret_file = .*\n", "", "access_key and secret_file are set together"),
        ("(?m)^endpoint = .*", 'endpoint = "s3.example"', "is not the address of a server"),
        ("(?m)^region = ", "zone = ", "there is no such setting"),
    ],
)
def test_faults_of_the_settings_are_said(kept: Site, old: str, new: str, said: str) -> None:
    change(kept, old, new)
    with pytest.raises(SettingsError, match=said):
        load(kept.config)
