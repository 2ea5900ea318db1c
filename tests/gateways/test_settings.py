"""The file sms.toml: what is taken, and what is refused by its place and without its value."""

import re
import tomllib
from pathlib import Path

import pytest

from shebaobu.errors import FileNotReadable, SmsConfigOpen, SmsConfigRefused
from shebaobu.gateways.choosing import open_gateway

EXAMPLES = re.findall(
    r"```toml\n(.*?)```",
    (Path(__file__).resolve().parents[2] / "ARCHITECTURE.md").read_text(encoding="utf-8"),
    flags=re.DOTALL,
)
HTTP = '[gateway]\nkind = "http"\nurl = "http://127.0.0.1:9/send"\n'


@pytest.fixture
def written(tmp_path):
    def write(text, mode=0o600):
        path = tmp_path / "sms.toml"
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    return write


def test_there_is_an_example_of_each_kind():
    kinds = {tomllib.loads(example)["gateway"]["kind"] for example in EXAMPLES}
    assert kinds == {"http", "sms_gateway_android", "sms_forwarder", "aliyun", "tencent"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: tomllib.loads(text)["gateway"]["kind"])
def test_the_examples_can_be_used(written, example):
    assert open_gateway(written(example))[0]


def test_how_many_a_day(written):
    form = HTTP + 'form = {to = "{phone}", text = "{text}"}\n'
    assert open_gateway(written(form))[1] == 30
    assert open_gateway(written("daily_limit = 5\n" + form))[1] == 5


@pytest.mark.parametrize(
    "text, at",
    [
        ("no toml", "TOML"),
        ("daily_limit = 3\n", "sms.toml"),
        ('[gateway]\nkind = "pigeon"\n', "gateway.kind"),
        (HTTP + 'colour = "secret-value"\n', "gateway"),
        ('[gateway]\nkind = "sms_gateway_android"\nurl = "http://x"\nuser = "u"\npassword = ""\n', "gateway.password"),
        (HTTP + 'form = {to = "{phone}", text = "{tekst}"}\n', "gateway.form"),
        (HTTP + 'form = {text = "{text}"}\n', "gateway.form"),
        (HTTP + 'json = {to = "{phone}"}\n', "gateway.json"),
        (HTTP + 'method = "GET"\njson = {to = "{phone}", text = "{text}"}\n', "gateway.json"),
        (HTTP + 'form = {to = "{phone}", text = "{text}"}\nheaders = {X = "{text}"}\n', "gateway.headers"),
        ('[gateway]\nkind = "http"\nurl = "ftp://x/{phone}/{code}"\n', "gateway.url"),
        ('[gateway]\nkind = "http"\nurl = "http://{phone}.x/{code}"\n', "gateway.url"),
        ('[gateway]\nkind = "http"\nurl = "http://user:secret-value@x/{phone}/{code}"\n', "gateway.url"),
        (HTTP + 'form = {to = "{phone}", text = "{text}"}\nsuccess = {pattern = "("}\n', "gateway.success.pattern"),
        (HTTP + 'form = {to = "{phone}", text = "{text}"}\nca_file = "/nowhere/ca.pem"\n', "gateway.ca_file"),
        (HTTP + "timeout_s = 0\n", "gateway.timeout_s"),
    ],
)
def test_what_cannot_be_is_refused_by_its_place(written, text, at):
    with pytest.raises(SmsConfigRefused) as refused:
        open_gateway(written(text))
    assert refused.value.detail["at"] == at
    assert "secret-value" not in str(refused.value.detail)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_not_used(written, mode):
    with pytest.raises(SmsConfigOpen):
        open_gateway(written(EXAMPLES[0], mode))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotReadable):
        open_gateway(tmp_path / "none.toml")
