"""What a person may write into their settings, and what they are told when it can't stand."""

import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialtui import settings
from socialtui.domain import deadlines
from socialtui.domain.errors import ConfigFault, UsageFault
from socialtui.domain.mention import Kind
from socialtui.domain.nearest import no_such
from socialtui.settings import measures

Faults = Callable[[str], tuple[str, ...]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def faults(file: Path) -> Faults:
    def of(text: str) -> tuple[str, ...]:
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigFault) as caught:
            settings.load(file)
        assert str(file) in caught.value.next_step
        return caught.value.faults

    return of


def test_a_missing_file_means_all_defaults(file: Path) -> None:
    found = settings.load(file, brand="acme", user="ana")
    assert (found.brand, found.user, found.theme, found.recall_seconds) == ("acme", "ana", "dark", 10)
    assert found.hours.week[0] == (settings.Span(540, 750), settings.Span(795, 1080))
    assert found.hours.week[5] == found.hours.week[6] == ()
    assert (found.clock.complaint, found.clock.praise) == (3600, 86_400)
    assert (found.sync.linger, found.sync.settle) == (600, 20)


def test_the_file_of_a_first_run_says_the_defaults_and_names_every_setting(file: Path) -> None:
    file.write_text(settings.TEMPLATE)
    assert settings.load(file, brand="acme") == settings.Settings(brand="acme")
    named = {
        f"{key}.{inner}" if isinstance(value, dict) else key
        for key, value in tomllib.loads(settings.TEMPLATE).items()
        for inner in (value if isinstance(value, dict) else [key])
    }
    assert named == set(settings.KNOWN)


def test_what_is_written_is_what_holds(file: Path) -> None:
    file.write_text(
        'sign = "^am"\nbrand = "Acme Widgets"\nbrand_names = ["Acme"]\ntimezone = "Europe/Berlin"\n'
        'colors = "256"\nascii = true\nrecall_seconds = 0\n'
        '[hours]\nmonday = ["22:00-24:00"]\nholidays = ["2026-12-26", 2026-12-25]\n'
        '[clock]\ncomplaint = "1h30m"\n[sync]\nlinger = "5m"\n[roles]\nshort = ["main", "main", "second"]\n'
    )
    found = settings.load(file, brand="acme")
    assert (found.sign, found.brand, found.brand_names) == ("^am", "Acme Widgets", ("Acme",))
    assert (found.colors, found.ascii, found.recall_seconds) == ("256", True, 0)
    assert found.hours.week[:2] == ((settings.Span(1320, 1440),), settings.Hours().week[1])
    assert found.hours.holidays == (date(2026, 12, 25), date(2026, 12, 26))
    assert (found.clock.complaint, found.clock.question) == (5400, 14_400)
    assert found.sync.linger == 300
    assert found.roles.short == ("main", "second")


def test_all_faults_are_named_at_once_with_line_and_nearest_word(faults: Faults) -> None:
    assert faults(
        'colour = "auto"\n\nmouse = "yes"\nrecall_seconds = 121\n[clock]\ncomplaints = "1h"\nlead = "soon"\n'
    ) == (
        "settings.toml:1: colour: no such setting; did you mean colors?",
        'settings.toml:3: mouse: must be true or false, not "yes"',
        "settings.toml:4: recall_seconds: must be a whole number from 0 to 120, not 121",
        "settings.toml:6: clock.complaints: no such setting; did you mean complaint?",
        'settings.toml:7: clock.lead: must be a duration such as "30s", "10m", "4h" or "2d", '
        'from 1m to 30d, not "soon"',
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            '[clock]\ntheme = "dark"',
            "2: clock.theme: no such setting here; did you mean theme, above the first",
        ),
        ('linger = "1h"', "1: linger: no such setting here; did you mean sync.linger?"),
        ("zzzzz = 1", "1: zzzzz: no such setting"),
        ("sign = 3", "1: sign: must be text in quotes, not 3"),
        ('sign = "a\\u001b[31m"', "1: sign: must be one line without control characters"),
        ('colors = "255"', '1: colors: must be "auto", "16", "256" or "true", not "255"; did you mean 256?'),
        ("recall_seconds = true", "1: recall_seconds: must be a whole number from 0 to 120, not true"),
        ('timezone = "Europe/Berln"', 'not "Europe/Berln"; did you mean Europe/Berlin?'),
        ('timezone = "Berlin"', "did you mean Europe/Berlin?"),
        ('timezone = "Europe"', "1: timezone: must be a time zone such as Europe/Berlin"),
        ('timezone = "../../etc/passwd"', "1: timezone: must be a time zone"),
        ('[hours]\nmonday = "09:00-17:00"', "2: hours.monday: must be a list of spans"),
        ('[hours]\nmonday = ["9-17"]', '2: hours.monday[1]: "9-17" must be written HH:MM-HH:MM'),
        ('[hours]\nmonday = ["17:00-09:00"]', '"17:00-09:00" ends before it starts'),
        ('[hours]\nmonday = ["17:00-24:30"]', '"17:00-24:30" ends after 24:00'),
        ('[hours]\nmonday = [\n"09:00-12:00",\n"11:00-13:00"]', "4: hours.monday[2]: "),
        (
            "[hours]\nholidays = [2026-12-25, 3]",
            "2: hours.holidays[2]: must be a date such as 2026-12-25, not 3",
        ),
        ('[hours]\nholidays = ["2026-02-30"]', "hours.holidays[1]: must be a date"),
        ("[hours]\nholidays = [2026-12-25T10:00:00Z]", "hours.holidays[1]: must be a date"),
        ('[sync]\nsettle = "0s"', "2: sync.settle: must be a duration"),
        ('[roles]\nshort = "main"', "2: roles.short: must be a list of names"),
        ('[roles]\nshort = ["main", ""]', '2: roles.short[2]: must be a name in quotes, not ""'),
        ('[roles]\ntweets = ["main"]', "2: roles.tweets: no such setting"),
        ("hours = 3", "1: hours: must be a table, [hours]"),
        ("[theme]\nname = 1", "1: theme: must be text in quotes, not a table"),
        ("sign =", "1: not TOML: "),
        ('a = 1\nb = "x', "2: not TOML: "),
        ("sign = 'a'\nsign = 'b'", "2: not TOML: "),
    ],
)
def test_a_fault_names_its_line_and_what_is_allowed(faults: Faults, text: str, fault: str) -> None:
    assert fault in "\n".join(faults(text))


def test_a_week_without_any_hour_is_a_fault(faults: Faults) -> None:
    week = "".join(f"{day} = []\n" for day in settings.WEEKDAYS)
    assert faults(f"\n[hours]\n{week}") == (
        'settings.toml:2: hours: must have a span on some day; ["00:00-24:00"] on each is round the clock',
    )


def test_a_file_that_is_not_text_or_not_readable_is_named(file: Path) -> None:
    file.write_bytes(b'sign = ""\ntheme = "\xff"\n')
    with pytest.raises(ConfigFault, match=r"settings\.toml:2: not UTF-8 text"):
        settings.load(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(ConfigFault, match="can't be read"):
        settings.load(file)


def test_a_byte_order_mark_does_no_harm(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbftheme = "light"\n')
    assert settings.load(file).theme == "light"


TOML = '''\
top = 1
"quoted key" = """
[not.a.table]
x = 1
"""
a.b = [ # , not an item
  1,

  "]", # "
  { c = 1, d = [1,
2] },
]

[[task]]
name = 'one'
[[task]]
  name = "two"
  [task.when]
  "every.day" = true
[x . y]
z = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 1),
        (("quoted key",), 2),
        (("a",), 6),
        (("a", "b", 0), 7),
        (("a", "b", 1), 9),
        (("a", "b", 2), 10),
        (("a", "b", 2, "c"), 10),
        (("task",), 14),
        (("task", 0, "name"), 15),
        (("task", 1), 16),
        (("task", 1, "name"), 17),
        (("task", 1, "when", "every.day"), 19),
        (("x", "y", "z"), 21),
        (("x", "y", "missing"), 20),
        (("nowhere",), 1),
    ],
)
def test_each_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(TOML)
    assert settings.line_of(TOML, path) == line


def test_another_rooms_file_gets_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('[queue]\nreply = "r"\nrepyl = "R"\n')
    toml = settings.read_toml(tmp_path / "keys.toml")
    assert toml.value == {"queue": {"reply": "r", "repyl": "R"}}
    words = toml.fault(("queue", "repyl"), no_such("repyl", ["reply", "done"], "verb"))
    assert words == "keys.toml:3: queue.repyl: no such verb; did you mean reply?"
    with pytest.raises(ConfigFault) as caught:
        toml.refuse([words, "keys.toml:2: x"])
    assert caught.value.faults == ("keys.toml:2: x", words)
    assert settings.read_toml(tmp_path / "none.toml").value == {}


def test_editing_keeps_comments_and_order_and_closes_the_file_to_others(file: Path) -> None:
    file.write_text('# mine\ntheme = "dark" # at night\n[clock]\n# hurry\ncomplaint = "1h"\n')
    file.chmod(0o644)
    settings.write(
        file, {"theme": "light", "clock.complaint": "30m", "roles.short": ("main",), "sign": "^am"}
    )
    text = file.read_text()
    assert '# mine\ntheme = "light" # at night\n' in text
    assert '# hurry\ncomplaint = "30m"\n' in text
    found = settings.load(file)
    assert (found.sign, found.theme, found.roles.short) == ("^am", "light", ("main",))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_editing_a_missing_file_starts_from_the_commented_one(file: Path) -> None:
    settings.write(file, {"brand": "Acme"})
    text = file.read_text()
    assert 'brand = "Acme"' in text
    assert "# how long a reply can be taken back" in text
    settings.write(file, {"brand": None, "hours.monday": None})
    assert settings.load(file, brand="acme").brand == "acme"


def test_editing_refuses_what_would_be_a_fault_and_changes_nothing(file: Path) -> None:
    settings.write(file, {"sign": "^am"})
    before = file.read_bytes()
    for wrong in ({"colours": "16"}, {"recall_seconds": 500}, {"clock.complaint": "soon"}):
        with pytest.raises(ConfigFault):
            settings.write(file, wrong)
    assert file.read_bytes() == before
    file.write_text("sign =")
    with pytest.raises(ConfigFault, match=":1: not TOML"):
        settings.write(file, {"sign": "^am"})
    assert file.read_text() == "sign ="


def test_editing_through_a_link_keeps_the_link(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    kept.write_text('theme = "dark"\n')
    file.symlink_to(kept)
    settings.write(file, {"theme": "light"})
    assert file.is_symlink()
    assert kept.read_text() == 'theme = "light"\n'


def test_everything_lies_below_one_folder_when_that_is_asked(tmp_path: Path) -> None:
    place = settings.home({"SOCIALTUI_HOME": str(tmp_path / "all")}, "acme")
    place.make()
    assert place.settings_file == tmp_path / "all/config/acme/settings.toml"
    assert place.store == tmp_path / "all/state/acme/store.db"
    assert place.log == tmp_path / "all/log/acme"
    folders = [place.config, place.state, place.log, place.locks, tmp_path / "all", tmp_path / "all/config"]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}


def test_a_folder_that_others_may_enter_is_closed(tmp_path: Path) -> None:
    place = settings.home({"SOCIALTUI_HOME": str(tmp_path)})
    place.state.mkdir(parents=True, mode=0o755)
    place.state.chmod(0o755)
    place.make()
    assert stat.S_IMODE(place.state.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigFault, match="can't be made"):
        settings.home({"SOCIALTUI_HOME": str(tmp_path / "file")}).make()


def test_without_the_variable_the_systems_own_places_are_used() -> None:
    place = settings.home({}, "acme")
    assert place.config.is_absolute()
    assert "socialtui" in place.config.parts
    assert place.state.name == "acme"


@pytest.mark.parametrize("name", ["", "Acme", "../up", "a b", "-a", "a/b", "ä", "a" * 64, "a\n"])
def test_a_brand_name_that_is_no_folder_is_refused(name: str) -> None:
    with pytest.raises(UsageFault):
        settings.home({}, name)


def test_the_zone_comes_from_settings_then_tz_then_the_box() -> None:
    assert settings.zone_name("Asia/Tokyo", {"TZ": "Europe/Berlin"}) == "Asia/Tokyo"
    assert settings.zone_name("", {"TZ": ":Europe/Berlin"}) == "Europe/Berlin"
    ZoneInfo(settings.zone_name("", {"TZ": "no/such"}))


def test_the_boxs_zone_is_found_behind_its_link_or_in_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "LOCALTIME", str(tmp_path / "localtime"))
    monkeypatch.setattr(measures, "TIMEZONE", str(tmp_path / "timezone"))
    assert settings.zone_name("", {}) == "UTC"
    (tmp_path / "timezone").write_text("Asia/Tokyo\n")
    assert settings.zone_name("", {}) == "Asia/Tokyo"
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Europe/Berlin")
    assert settings.zone_name("", {}) == "Europe/Berlin"


def test_hours_and_clocks_reach_the_domain(file: Path) -> None:
    file.write_text(
        'timezone = "Europe/Berlin"\n[clock]\nlead = "2h"\n[hours]\nholidays = [2026-12-25]\nsunday = ["10:00-11:00"]'
    )
    found = settings.load(file)
    hours = settings.working_hours(found, {})
    assert (hours.zone, hours.holidays) == ("Europe/Berlin", frozenset({date(2026, 12, 25)}))
    assert hours.spans[6] == ((600, 660),)
    assert settings.limits(found) == {**deadlines.DEFAULT_LIMITS, Kind.LEAD: 7200}


@given(st.integers(0, 400 * 86_400))
def test_a_duration_reads_back_as_it_was_spelled(seconds: int) -> None:
    assert settings.duration(settings.spell(seconds)) == seconds


@pytest.mark.parametrize("text", ["", "1", "h", "1w", "-1h", "1h 30m", "30m1h", "1.5h"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(text) + "$"):
        settings.duration(text)


def test_reading_settings_loads_nothing_heavy(file: Path) -> None:
    file.write_text(settings.TEMPLATE)
    code = (
        "import sys; from pathlib import Path; from socialtui import settings;"
        f"settings.load(Path({str(file)!r}));"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
    )
    env = {**os.environ, "COVERAGE_PROCESS_START": ""}
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    loaded = {name for name in out.stdout.split() if not name.startswith(("_", "sitecustomize", "pywin32"))}
    assert loaded <= {"socialtui", "msgspec", "typing_extensions", "distutils-precedence", "a1_coverage"}
