"""Settings and help of the commands."""

import pytest

from shebaobu.config import SETTINGS, default_data_dir, load_config
from shebaobu.errors import SettingRefused
from tests.console import run


def test_settings_come_from_options_then_environment_then_defaults(tmp_path):
    environ = {"SHEBAOBU_DATA": str(tmp_path), "SHEBAOBU_PORT": "1234", "SHEBAOBU_ALLOWED_HOSTS": " A.lan, ,b.lan "}
    config = load_config({"port": "4321", "host": None}, environ)
    assert (config.port, config.host, config.data) == (4321, "127.0.0.1", tmp_path)
    assert config.allowed_hosts == ("a.lan", "b.lan")
    assert load_config({}, environ).port == 1234
    assert load_config({}, {"HOME": "/x"}).port == 8620
    with pytest.raises(SettingRefused) as refused:
        load_config({}, environ | {"SHEBAOBU_PORT": "65536"})
    assert refused.value.detail == {"setting": "port"}
    assert {setting.name for setting in SETTINGS} == set(config.__struct_fields__) - {"dev"}


@pytest.mark.parametrize(
    ("platform", "environ", "ends"),
    [
        ("linux", {"XDG_DATA_HOME": "/d"}, "/d/shebaobu"),
        ("linux", {}, "/.local/share/shebaobu"),
        ("darwin", {}, "/Library/Application Support/shebaobu"),
        ("win32", {"APPDATA": "/r"}, "/r/shebaobu"),
    ],
)
def test_data_lies_where_the_platform_keeps_it(platform, environ, ends):
    assert default_data_dir(environ, platform).as_posix().endswith(ends)


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["serve"],
        ["normalize"],
        ["redact"],
        ["account", "reset"],
        ["account", "list"],
        ["account", "remove"],
        ["doctor"],
        ["check"],
        ["key", "sheet"],
        ["key", "restore"],
        ["rekey"],
        ["generations", "restore"],
        ["reread"],
    ],
)
def test_help_is_there_in_both_languages(command):
    chinese = run(*command, "--help", lang="zh_CN.UTF-8").stdout
    english = run(*command, "--help", lang="C.UTF-8").stdout
    assert "cli." not in chinese + english
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert chinese != english or command == ["account", "reset"]
