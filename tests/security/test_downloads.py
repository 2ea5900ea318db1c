"""Files to download have names of ours, whatever somebody is called."""

from __future__ import annotations

import re

import pytest

from tests.hostile.corpus import STRINGS

NAMED = re.compile(r'attachment; filename="[A-Za-z0-9._-]+"')


@pytest.mark.parametrize("name", STRINGS)
def test_a_download_is_named_by_us_whatever_the_member_is_called(family, name):
    member = family.add_member(STRINGS[name][:60])
    for ending in ("json", "xlsx", "zip", "csv"):
        for path in (f"/api/v1/members/{member}/export.{ending}", f"/api/v1/export.{ending}"):
            answer = family.browser.get(path, query_string={"filename": STRINGS[name], "name": STRINGS[name]})
            if answer.status_code == 404:
                continue
            assert answer.status_code == 200
            assert NAMED.fullmatch(answer.headers["Content-Disposition"])
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
