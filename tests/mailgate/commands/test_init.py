"""`mailgate init`, and what the settings file says when it is wrong."""

import stat
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from mailgate.app import build
from mailgate.cli import main
from mailgate.settings import Settings, SettingsError, load
from mailgate.smtp.limits import Endpoint
from store.migrations import is_current, newest
from store.people import Moderators
from tests.mailgate.commands.conftest import Site, change

GIVEN = [
    "--domain",
    "Reports.Example",
    "--base-url",
    "https://reports.example",
    "--smarthost",
    "mail.county.example:587",
]
GIVEN += ["--moderator", "mo@desk.example"]


def init(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["init", str(folder), *GIVEN, *more])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_makes_settings_keys_database_and_an_empty_public_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    result = init(folder, "--moderator", "io@desk.example")
    assert result.exit_code == 0, result.output
    names = {path.name for path in folder.iterdir()}
    assert names == {"mailgate.toml", "data.key", "lookup.key", "mailgate.db", "public", "run"}
    assert [mode(folder / name) for name in ("data.key", "lookup.key", "mailgate.db")] == [0o600] * 3
    assert list((folder / "public").iterdir()) == []
    settings = load(folder / "mailgate.toml")
    assert (settings.domain, settings.base_url) == ("reports.example", "https://reports.example/")
    assert settings.operator == "mo@desk.example"
    assert settings.listen.smtp == (Endpoint(host="127.0.0.1", port=8025),)
    assert (settings.smarthost.host, settings.smarthost.port, settings.smarthost.tls) == (
        "mail.county.example",
        587,
        "starttls",
    )
    app = build(settings)
    assert is_current(app.store)
    with app.store.read() as connection:
        people = [each.address for each in Moderators(connection, app.box).all()]
    assert people == ["mo@desk.example", "io@desk.example"]
    app.close()


def test_the_settings_file_can_be_read_and_moved_with_its_folder(tmp_path: Path) -> None:
    init(tmp_path / "here")
    text = (tmp_path / "here/mailgate.toml").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert text.count("#") > 15
    (tmp_path / "here").rename(tmp_path / "there")
    build(load(tmp_path / "there/mailgate.toml")).close()


def test_keys_differ_from_site_to_site(tmp_path: Path) -> None:
    init(tmp_path / "a")
    init(tmp_path / "b")
    keys = {(tmp_path / name).read_text() for name in ("a/data.key", "a/lookup.key", "b/data.key", "b/lookup.key")}
    assert len(keys) == 4


def test_every_option_finds_its_place(tmp_path: Path) -> None:
    more = ["--operator", "op@desk.example", "--language", "de", "--listen", "[::1]:2525", "--lmtp", "run/lmtp.sock"]
    assert init(tmp_path / "site", *more).exit_code == 0
    settings = load(tmp_path / "site/mailgate.toml")
    assert (settings.operator, settings.language) == ("op@desk.example", "de")
    assert settings.listening().smtp == (Endpoint(host="::1", port=2525),)
    assert settings.listening().lmtp == (Endpoint(path=tmp_path / "site/run/lmtp.sock"),)


def test_with_lmtp_alone_nothing_listens_for_smtp(tmp_path: Path) -> None:
    assert init(tmp_path / "site", "--lmtp", "127.0.0.1:2424").exit_code == 0
    door = load(tmp_path / "site/mailgate.toml").listening()
    assert (door.smtp, door.lmtp) == ((), (Endpoint(host="127.0.0.1", port=2424),))


def test_it_can_be_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    assert init(tmp_path / "site", "--database", postgresql_url).exit_code == 0
    assert not (tmp_path / "site/mailgate.db").exists()
    app = build(load(tmp_path / "site/mailgate.toml"))
    assert is_current(app.store)
    app.close()


def test_it_refuses_a_folder_that_has_a_site_and_changes_nothing(site: Site) -> None:
    before = {path: path.read_bytes() for path in site.folder.iterdir() if path.is_file()}
    result = init(site.folder)
    assert result.exit_code == 1
    assert "has a site already" in result.stderr
    assert {path: path.read_bytes() for path in site.folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("more", "said", "status"),
    [
        (["--domain", "re ports", "--base-url", "ftp://x", "--language", "123"], ["domain", "base_url", "language"], 1),
        (["--moderator", "nobody"], ["nobody"], 1),
        (["--moderator", "abuse@reports.example"], ["the site itself"], 1),
        (["--operator", "postmaster@reports.example"], ["the site itself"], 1),
        (["--operator", "a@b@c"], ["operator"], 1),
        (["--database", "mysql://x/y"], ["mysql"], 1),
        (["--smarthost", "mail.county.example"], ["HOST:PORT"], 2),
        (["--smarthost", "mail.county.example:99999"], ["HOST:PORT"], 2),
        (["--listen", "nowhere"], ["HOST:PORT"], 2),
        (["--web", "127.0.0.1:80"], ["--web"], 2),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_makes_no_site(
    tmp_path: Path, more: list[str], said: list[str], status: int
) -> None:
    result = init(tmp_path / "site", *more)
    assert result.exit_code == status
    assert all(each in result.stderr for each in said)
    assert "Traceback" not in result.output
    assert not (tmp_path / "site/mailgate.toml").exists()


def faults(site: Site) -> list[str]:
    with pytest.raises(SettingsError) as error:
        load(site.config)
    return error.value.faults


def test_all_faults_are_told_at_once_each_with_its_place(site: Site) -> None:
    change(site, 'domain = "reports.example"', 'domain = "no domain"\ncolour = "green"')
    change(site, "port = 9", 'port = "nine"\nspeed = 3')
    change(site, 'tls = "none"', 'tls = "some"')
    change(site, r"\[limits\]", "[limits]\nconnectoins = 3\nidle = -1")
    found = faults(site)
    places = {each.partition(":")[0] for each in found}
    assert places == {"domain", "colour", "smarthost.port", "smarthost.speed", "smarthost.tls", "limits.connectoins"}
    assert "colour: there is no such setting" in found
    assert "smarthost.port: must be a whole number" in found


def test_a_setting_that_is_missing_and_one_that_is_not_a_setting_are_told(site: Site) -> None:
    change(site, r"operator = .*\n", 'folder = "/"\n')
    assert faults(site) == ["folder: there is no such setting", "operator: is not set"]


def test_a_file_that_is_not_toml_or_not_there_is_told_in_one_line(site: Site, tmp_path: Path) -> None:
    site.config.write_text("domain = ", encoding="utf-8")
    assert "it is not TOML" in faults(site)[0]
    result = CliRunner().invoke(main, ["--config", str(tmp_path / "none.toml"), "status"])
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr


def test_the_environment_names_the_file_and_sets_nothing_else(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILGATE_CONFIG", str(site.config))
    monkeypatch.setenv("DOMAIN", "elsewhere.example")
    monkeypatch.setenv("PREFIX", "x")
    result = CliRunner().invoke(main, ["moderators", "list"])
    assert result.output.startswith("mo@desk.example\t")
    assert load(site.config).domain == "reports.example"


def test_limits_of_the_file_reach_the_door(site: Site) -> None:
    change(site, "# message_size = 2097152", "message_size = 4096")
    assert load(site.config).listening().limits.message_size == 4096


def test_a_key_that_is_damaged_missing_or_open_to_all_is_refused(site: Site) -> None:
    key = site.folder / "data.key"
    key.chmod(0o644)
    assert "chmod 600" in site.run("status").stderr
    key.chmod(0o600)
    key.write_text("abc")
    assert "damaged" in site.run("status").stderr
    key.unlink()
    result = site.run("status")
    assert result.exit_code == 1
    assert "cannot be read" in result.stderr


def test_the_publisher_needs_no_data_key(site: Site) -> None:
    (site.folder / "data.key").unlink()
    assert site.run("publish").exit_code == 0
    assert (site.folder / "public" / "sellay-ferry" / "12" / "index.html").is_file()


def test_settings_are_frozen(site: Site) -> None:
    settings: Settings = load(site.config)
    with pytest.raises(ValueError, match="frozen"):
        settings.domain = "elsewhere.example"


def test_upgrade_leaves_a_current_database_and_refuses_that_of_a_later_version(site: Site) -> None:
    result = site.run("upgrade")
    assert (result.exit_code, result.stderr) == (0, f"the database is at {newest()} already\n")
    with closing(site.app().store) as store, store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    result = site.run("upgrade")
    assert result.exit_code == 1
    assert "made by a later version" in result.stderr
    assert "a later version of mailgate" in site.run("status").stderr


def test_upgrade_makes_the_tables_of_a_database_that_has_none(site: Site) -> None:
    (site.folder / "mailgate.db").unlink()
    assert site.run("status").exit_code == 1
    assert site.run("upgrade").exit_code == 0
    assert site.run("status").exit_code == 0
