import pytest

from shebaobu.domain.phone import masked, normalized, without_country
from shebaobu.errors import PhoneRefused


@pytest.mark.parametrize(
    "typed",
    [
        "19900000042",
        " 199 0000 0042 ",
        "199-0000-0042",
        "+86 19900000042",
        "008619900000042",
        "8619900000042",
        "１９９００００００４２",
    ],
)
def test_a_mainland_number_is_one_however_it_is_typed(typed):
    assert normalized(typed) == "+8619900000042"


def test_a_number_from_elsewhere():
    assert normalized("+44 7911 123456") == "+447911123456"
    assert without_country("+447911123456") is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "010-12345678",
        "1990000004",
        "199000000421",
        "+86",
        "手机",
        "19900000042 19900000043",
        "9" * 200,
        "\0",
    ],
)
def test_what_takes_no_messages_is_refused(typed):
    with pytest.raises(PhoneRefused) as refused:
        normalized(typed)
    assert refused.value.detail == {}


def test_a_number_is_shown_without_being_told():
    assert masked("+8619900000042") == "199****0042"
    assert masked("+447911123456") == "+447****3456"
