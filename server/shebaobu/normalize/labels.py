"""What one label means: the site's own word, the vocabulary, or the pieces that the label is put together from."""

from __future__ import annotations

from collections.abc import Iterable

from shebaobu.normalize.portals import Portal
from shebaobu.normalize.text import fold, split_brackets
from shebaobu.normalize.vocabulary import Fragments, Meaning, Vocabulary

_LONGEST_LABEL = 20


def meaning_of_label(label: str, groups: Iterable[str], vocabulary: Vocabulary, portal: Portal) -> Meaning | None:
    """The meaning of a folded label under folded groups, nearest last; None for words that are not known.

    A group and a label together (应缴 over 个人) say more than the label alone and are asked first.
    """
    nearest_first = list(groups)[::-1]
    for text in (label, *(group + label for group in nearest_first)):
        own = portal.column(text)
        if own is not None:
            return vocabulary.meanings.get(own) or Meaning(name=own)
    for text in (*(group + label for group in nearest_first), label):
        known = vocabulary.columns.get(text) or composed(text, vocabulary)
        if known:
            return known
    return None


def meaning_of_code(code: str, vocabulary: Vocabulary) -> Meaning | None:
    """The meaning of a name of data in the page's markup (``aae003``, ``psn_clct_amt``)."""
    return vocabulary.codes.get(code.lower()) if code else None


def is_label(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is a wording of some column."""
    folded = fold(text)
    bare = split_brackets(folded)[0]
    if any(word in vocabulary.columns or word in vocabulary.kind_labels for word in (folded, bare)):
        return True
    return composed(bare, vocabulary) is not None


def composed(folded: str, vocabulary: Vocabulary) -> Meaning | None:
    """The meaning of a label put together from pieces; None unless every character belongs to one."""
    if not 0 < len(folded) <= _LONGEST_LABEL:
        return None
    said = _pieces(folded, vocabulary.fragments)
    if said is None:
        return None
    name = vocabulary.fragments.meanings.get(said)
    return vocabulary.meanings.get(name) if name else None


def _pieces(folded: str, fragments: Fragments) -> frozenset[str] | None:
    """What the pieces of a label say, longest pieces first; None where something remains."""
    if folded == "":
        return frozenset()
    for piece, says in fragments.pieces:
        if folded.startswith(piece):
            rest = _pieces(folded[len(piece) :], fragments)
            if rest is not None:
                return rest if says in ("filler", "amount") else rest | {says}
    return None
