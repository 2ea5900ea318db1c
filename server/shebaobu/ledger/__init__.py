"""Records of many captures become one ledger a member: what is known, each fact with its proofs."""

from shebaobu.ledger.merge import CaptureSource, Fact, Ledger, Proof, build_ledger
from shebaobu.ledger.wall import WallRow, wall

__all__ = ["CaptureSource", "Fact", "Ledger", "Proof", "WallRow", "build_ledger", "wall"]
