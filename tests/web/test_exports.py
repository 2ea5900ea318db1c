"""Exports as they are downloaded: JSON by its schema; CSV and XLSX that open as what they are, whatever a page said."""

import csv
import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from shebaobu.i18n import LANGUAGES, say
from shebaobu.services.exporting.cell_texts import CELL_LIMIT
from tests.family import PORTALS, capture_of
from tests.services.test_ledger import OTHER_SITE, Book
from tests.services.test_ledger import row as ledger_row

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "export.schema.json").read_text(encoding="utf-8"))
FORMULAS = [
    '=HYPERLINK("http://evil.example","点我")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,2)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "x;=1+1;y",
    '"=1+1',
]
OTHERS = [
    "00123",
    "123456789012345678",
    "12E5",
    "1-2",
    "3/4",
    "nul\x00bell\x07esc\x1bend",
    "\ufffe\uffff",
    "_x0041_",
    "<b>&amp;</b>",
    "\u202eevil",
    "a\nb\r\nc",
    '"quoted", and more',
    "😀",
]
PAGES = sorted(path.parent.name for path in PORTALS.glob("*/capture.json"))


@pytest.fixture
def paired(family):
    family.member = family.add_member("钱小宁")
    family.pair()
    return family


def with_employers(*names):
    """A page with a month for each name."""
    columns = [["费款所属期"], ["单位名称"], ["缴费基数"], ["单位缴费"], ["个人缴费"]]
    rows = [
        [f"{2000 + at // 12}{at % 12 + 1:02d}", name, "5000.00", "800.00", "400.00"] for at, name in enumerate(names)
    ]
    return {
        "format": "shebaobu.capture/1",
        "captured_at": "2026-11-23T08:00:00+08:00",
        "channel": "extension",
        "origin": {"url": "https://si.example.test/pay", "title": "=1+1", "frame_urls": []},
        "blocks": [{"type": "grid", "path": ["企业职工基本养老保险"], "columns": columns, "rows": rows}],
    }


def download(family, ending, lang="en", member=None):
    where = f"/members/{member}" if member else ""
    answer = family.browser.get(f"/api/v1{where}/export.{ending}?lang={lang}")
    assert answer.status_code == 200, answer.json
    return answer


def csv_rows(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_rows(sheet):
    head, *rows = sheet.iter_rows()
    return [dict(zip([cell.value for cell in head], row, strict=True)) for row in rows]


def test_everything_of_a_member_is_in_one_file(paired):
    saved = paired.save(capture_of("nantong_payer_split_rows"), paired.member).json
    answer = download(paired, "json", member=paired.member)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="shebaobu-{paired.member}.json"'
    export = json.loads(answer.data)
    assert export["format"] == "shebaobu.export/2"
    [member] = export["members"]
    assert member["name"] == "钱小宁"
    [capture] = member["captures"]
    assert capture["id"] == saved["capture"]
    assert capture["capture"]["origin"] == capture_of("nantong_payer_split_rows")["origin"]
    assert len(capture["records"]) == saved["records"]
    assert len(member["ledger"]["facts"]) == saved["added"]


def test_every_page_exports_by_the_schema(paired):
    for page in PAGES:
        assert paired.save(capture_of(page), paired.member).status_code == 201
    paired.add_member("钱多多", "son", birth_month="2015-06", sex="male")
    export = json.loads(download(paired, "json").data)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(export)
    assert len(export["members"]) == 2
    for ending in ("xlsx", "zip", "csv"):
        for lang in LANGUAGES:
            download(paired, ending, lang)


def test_nothing_that_opens_the_household_is_in_it(paired):
    paired.save(capture_of("nantong_payer_split_rows"), paired.member)
    paired.browser.patch(f"/api/v1/members/{paired.member}", json={"id_number": "990102199103071381"})
    text = download(paired, "json").data.decode()
    account = paired.folder.household.accounts.all()[0]
    member = paired.folder.household.members.get(paired.member)
    for secret in (
        account.passphrase_hash,
        account.totp_secret,
        account.id,
        *account.recovery_hashes,
        member.id_hash,
        paired.folder.household.sessions.all()[0].token_hash,
        paired.folder.household.devices.all()[0].token_hash,
    ):
        assert secret not in text
    assert "990102199103071381" not in text


def test_a_form_that_is_none_and_a_member_that_is_none_are_said_so(paired):
    assert paired.browser.get("/api/v1/export.docx").json["error"]["code"] == "not_found"
    assert paired.browser.get("/api/v1/members/nobody/export.csv").json["error"]["code"] == "member_not_found"
    assert paired.stranger().get("/api/v1/export.json").json["error"]["code"] == "sign_in_needed"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_workbook_has_amounts_and_months_as_such(paired, lang):
    paired.save(with_employers("云川市晨光印务有限公司"), paired.member)
    book = openpyxl.load_workbook(io.BytesIO(download(paired, "xlsx", lang).data))
    assert book.sheetnames == [
        say(lang, key) for key in ("export.table.about", "kind.contribution", "export.table.captures")
    ]
    about = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert any("钱小宁" in str(value) for value in about)
    assert any("si.example.test" in str(value) for value in about)
    sheet = book.worksheets[1]
    assert sheet.freeze_panes == "B2"
    [row] = sheet_rows(sheet)
    base = next(cell for title, cell in row.items() if title.endswith("[base]"))
    month = next(cell for title, cell in row.items() if title.endswith("[month]"))
    assert (base.value, base.data_type) == (5000, "n")
    assert (month.value, month.is_date, month.number_format) == (datetime(2000, 1, 1), True, "yyyy-mm")
    insurance = say(lang, "insurance.pension_employee")
    assert insurance in [cell.value for cell in row.values()]
    assert "pension_employee" in [cell.value for cell in row.values()]


def test_no_text_is_a_formula_in_a_workbook(paired):
    texts = FORMULAS + OTHERS
    paired.save(with_employers(*texts), paired.member)
    data = download(paired, "xlsx").data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for part in parts.namelist():
            assert b"<f>" not in parts.read(part), part
            assert b"hyperlink" not in parts.read(part), part
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                if cell.data_type == "s":
                    assert cell.number_format == "@"
    shown = [row["Employer's name [employer]"].value for row in sheet_rows(book["Contribution"])]
    for text in ("-2+3", "@SUM(1,2)", "00123", "＝1+1"):
        assert text in shown


def test_no_text_is_a_formula_a_number_or_a_date_in_csv(paired):
    paired.save(with_employers(*FORMULAS, *OTHERS), paired.member)
    rows = csv_rows(download(paired, "csv").data)
    assert len(rows) == len(FORMULAS + OTHERS)
    for row in rows:
        for title, cell in row.items():
            for part in re.split(r"[;|\t]", cell):
                begins = part.lstrip(' \t\r"')
                assert not begins.startswith(("=", "+", "@", "＝")), cell
                assert not begins.startswith("-") or re.fullmatch(r"-\d+\.\d\d", cell), cell
            assert not {character for character in cell if ord(character) < 32}
            if "[employer]" in title:
                assert not re.fullmatch(r"0\d+|\d{12,}|\d+E\d+|\d+[-/]\d+", cell)
    assert {row["Base [base]"] for row in rows} == {"5000.00"}
    assert {row["Month [month]"][:4] for row in rows} == {"2000", "2001"}


def test_a_negative_amount_stays_a_number(paired):
    page = with_employers("云川市晨光印务有限公司")
    page["blocks"][0]["rows"][0][2:] = ["5000.00", "-800.00", "-400.05"]
    paired.save(page, paired.member)
    [row] = csv_rows(download(paired, "csv").data)
    assert row["Personal [personal_amount]"] == "-400.05"
    book = openpyxl.load_workbook(io.BytesIO(download(paired, "xlsx").data))
    [row] = sheet_rows(book["Contribution"])
    assert row["Personal [personal_amount]"].value == -400.05


@pytest.mark.parametrize("character", ["长", "😀"])
def test_a_cell_of_a_megabyte_is_cut_with_a_mark(paired, character):
    paired.save(with_employers(character * 300_000), paired.member)
    book = openpyxl.load_workbook(io.BytesIO(download(paired, "xlsx").data))
    [row] = sheet_rows(book["Contribution"])
    [csv_row] = csv_rows(download(paired, "csv").data)
    for text in (row["Employer's name [employer]"].value, csv_row["Employer's name [employer]"]):
        assert CELL_LIMIT - 2 < len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
        assert text.startswith(character * 1000)
        assert text.endswith(say("en", "export.cut", n=300_000))


def test_the_zip_has_a_table_a_kind(paired):
    for page in PAGES:
        paired.save(capture_of(page), paired.member)
    with zipfile.ZipFile(io.BytesIO(download(paired, "zip").data)) as parts:
        kinds = {
            fact["record"]["kind"]
            for fact in json.loads(download(paired, "json").data)["members"][0]["ledger"]["facts"]
        }
        assert {f"{kind}.csv" for kind in kinds} | {"about.csv", "captures.csv", "changes.csv"} == set(parts.namelist())
        for name in parts.namelist():
            assert csv_rows(parts.read(name)), name


def test_what_changed_and_what_was_done_by_hand_has_its_tables(family):
    book = Book(family)
    book.save(ledger_row("202301", status="未到账"), ledger_row("202302", base=5000), day=1)
    book.save(ledger_row("202301"), day=2)
    book.save(ledger_row("202302", base=6000), day=3, url=OTHER_SITE)
    [fact] = book.get("conflicts")["facts"]
    whole = openpyxl.load_workbook(io.BytesIO(download(family, "xlsx").data))
    open_row = next(one for one in sheet_rows(whole["Contribution"]) if one["Sources disagree"].value)
    assert "Base: 5000.00 / 6000.00" in open_row["Sources disagree"].value
    assert open_row["Base [base]"].value is None
    book.ask("POST", "conflicts/settle", {"fact": fact["id"], "field": "base", "value": 600000})
    whole = openpyxl.load_workbook(io.BytesIO(download(family, "xlsx").data))
    changed = [
        [one[name].value for name in ("What", "Time", "Field", "Before", "After")]
        for one in sheet_rows(whole["Changes"])
    ]
    assert ["Changed", "2023-01", "State", "On its way", "Paid"] in changed
    [done] = sheet_rows(whole["Done by hand"])
    assert [done[name].value for name in ("What", "Field", "After")] == ["Settlement", "Base", "6000.00"]
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(download(family, "json").data))
