"""``shebaobu redact``: nobody's own values are left in the page, and it still reads as it did."""

import json
import re
import subprocess
import sys
from decimal import Decimal
from random import Random

import pytest

from shebaobu.cli.disguise import Disguise
from shebaobu.cli.redacted_html import redact_html
from shebaobu.cli.redacting import redact_capture, redact_text
from shebaobu.domain.capture import decode_capture
from shebaobu.domain.records import to_dict
from shebaobu.domain.secrets import HIDDEN
from shebaobu.normalize import normalize
from tests.console import run
from tests.family import PORTALS

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>查询</title>
<script>var a="周小溪";</script></head><body>
<!-- 周小溪 --><p>欢迎您，周*溪</p>
<table><tr><td>姓名：</td>
<td>周小溪</td>
<td>身份证号码</td>
<td>990102199103101381</td></tr>
<tr><td>联系电话</td>
<td>13900001234</td>
<td>出生日期</td>
<td>1991-03-10</td></tr></table>
<input type="hidden" name="token" value="geheim">
<input type="hidden" name="AAC001" value="3607781122">
<table><tr><th>费款所属期</th>
<th>单位名称</th>
<th>缴费基数</th>
<th>单位缴费比例</th>
<th>个人缴费</th>
<th field="aae079">到账日期</th></tr>
<tr><td>202301</td>
<td>湾潮（上海）商贸集团</td>
<td>2000</td>
<td>0.16</td>
<td title="160.00">160.00</td>
<td>2023-01-15</td></tr>
<tr><td>202302</td>
<td>湾潮（上海）商贸集团</td>
<td>5,500.00</td>
<td>16%</td>
<td onclick="x('周小溪')">440.00元</td>
<td>20230215</td></tr>
</table><a href="/x?aac002=990102199103101381">打印</a>
<p>9901**********1381 验真码：33890c0f2b1a77d9 湾潮（上海）商贸集团</p></body></html>"""

OWN = [
    "周小溪",
    "990102199103101381",
    "1381",
    "13900001234",
    "湾潮",
    "3607781122",
    "geheim",
    "33890c0f2b1a77d9",
    "19910310",
    "1991-03-10",
    "440.00",
]


@pytest.fixture
def redacted():
    return redact_html(PAGE, Disguise(Random(7)))


@pytest.mark.parametrize("own", OWN)
def test_nothing_of_ones_own_is_left(redacted, own):
    assert own in PAGE
    assert own not in redacted


@pytest.mark.parametrize(
    "kept",
    ["费款所属期", "202301", "202302", "2023-01-15", "20230215", "0.16", "16%", 'field="aae079"', "姓名：", "欢迎您，"],
)
def test_labels_months_dates_and_rates_stay(redacted, kept):
    assert kept in redacted


def test_the_same_value_becomes_the_same_everywhere_and_masks_keep_their_shape(redacted):
    name = re.search(r"姓名：</td>\n<td>([^<]+)<", redacted)[1]
    assert f"欢迎您，{name[0]}*{name[2]}" in redacted
    number = re.search(r"\d{17}[\dX]", redacted)[0]
    assert number.startswith("990102")
    assert f"{number[:4]}**********{number[-4:]}" in redacted
    employers = set(re.findall(r"<td>([^<]*商贸集团|[^<]*集团)<", redacted))
    assert len(employers) == 1
    assert redacted.count(employers.pop()) == 3


def test_an_id_number_has_a_wrong_check_digit(redacted):
    number = re.search(r"\d{17}[\dX]", redacted)[0]
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    right = "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], weights, strict=True)) % 11]
    assert number[17] != right


def test_amounts_keep_their_relations_and_forms(redacted):
    base, other = re.search(r">(\d{4})</td>\n<td>0\.16", redacted)[1], re.search(r">(\d,\d{3}\.\d{2})<", redacted)[1]
    personal = re.search(r'title="([\d.]+)">([\d.]+)<', redacted)
    assert personal[1] == personal[2]
    assert Decimal(personal[1]) == Decimal(base) * Decimal("0.08")
    assert Decimal(re.search(r">([\d.]+)元<", redacted)[1]) == Decimal(other.replace(",", "")) * Decimal("0.08")


def test_scripts_comments_handlers_and_links_go(redacted):
    assert not re.search(r"<script|<!--|onclick|href|token", redacted)


def shape(capture_text):
    """What the records say but amounts, people and employers."""
    hidden = re.compile(
        r"employer|amount|base|total|name|personal_no|account|interest|fee|paid|closing|opening|credited|balance|pool_|source"
    )
    found = normalize(decode_capture(capture_text))
    return [
        {name: value for name, value in to_dict(record).items() if not hidden.search(name)} for record in found.records
    ]


@pytest.mark.parametrize("page", sorted(PORTALS.glob("*/capture.json")), ids=lambda page: page.parent.name)
def test_a_redacted_capture_reads_as_it_did(page):
    text = page.read_text(encoding="utf-8")
    done = redact_capture(text, Disguise(Random(3)))
    before, after = shape(text), shape(done)
    if any(record.get("derived") for record in before):
        return  # Totals of a period, rounded, divide by its months no longer.
    assert [(r.get("kind"), r.get("month"), r.get("status")) for r in after] == [
        (r.get("kind"), r.get("month"), r.get("status")) for r in before
    ]
    person = json.loads((page.parent / "expected.json").read_text(encoding="utf-8"))["person"]
    for own in (person.get(key) for key in ("name", "name_masked", "id_number", "id_masked", "employer")):
        assert own is None or own not in done


@pytest.mark.parametrize("page", sorted(PORTALS.glob("*/page.html")), ids=lambda page: page.parent.name)
def test_the_person_of_a_sample_page_is_not_in_its_redacted_form(page):
    text = page.read_text(encoding="utf-8")
    done = redact_html(text, Disguise(Random(5)))
    person = json.loads((page.parent / "expected.json").read_text(encoding="utf-8"))["person"]
    for own in (
        person.get(key) for key in ("name", "name_masked", "id_number", "id_masked", "employer", "personal_no")
    ):
        assert own is None or own not in done


@pytest.mark.parametrize("page", sorted(PORTALS.glob("*/page.txt")), ids=lambda page: page.parent.name)
def test_a_redacted_text_has_the_same_words_a_line(page):
    text = page.read_text(encoding="utf-8")
    done = redact_text(text, Disguise(Random(5)))
    for line, before in zip(done.splitlines(), text.splitlines(), strict=True):
        assert HIDDEN in line or len(line.split()) == len(before.split())
    expected = json.loads((page.parent / "expected.json").read_text(encoding="utf-8"))
    own = [expected["person"].get(key) for key in ("name", "name_masked", "id_number", "id_masked", "employer")]
    own += [record.get("employer") for record in expected["records"]]
    assert not [value for value in own if value and value in done]


def test_the_command_writes_beside_the_page_and_never_over_a_file(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    done = run("redact", page)
    assert done.returncode == 0, done.stderr
    written = tmp_path / "page.redacted.html"
    assert str(written) in done.stdout
    assert "周小溪" not in written.read_text(encoding="utf-8")
    before = written.read_bytes()
    refused = run("redact", page)
    assert refused.returncode == 2
    assert "there already" in refused.stderr
    assert written.read_bytes() == before
    assert page.read_text(encoding="utf-8") == PAGE
    other = tmp_path / "other.html"
    assert run("redact", page, "--output", other).returncode == 0
    assert other.exists()
    assert run("redact", page, "--output", tmp_path / "no" / "x.html").returncode == 2
    assert run("redact", tmp_path / "none.html").returncode == 2


def test_each_time_the_inventions_are_others(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    outputs = set()
    for name in ("a", "b", "c"):
        subprocess.run(
            [sys.executable, "-m", "shebaobu.cli", "redact", page, "--output", tmp_path / name],
            check=True,
            capture_output=True,
        )
        outputs.add((tmp_path / name).read_text(encoding="utf-8"))
    assert len(outputs) == 3
