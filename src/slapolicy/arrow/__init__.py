"""
Record batches in, record batches out: any engine that speaks Arrow.

>>> from slapolicy.arrow import evaluate_batches

It is the one evaluation, over columns. What a plan knows of a period is
asked once and holds for every row; a row that needs a closer look becomes a
record and is evaluated as any other. One row that cannot be is reported in
its row and never stops the others.
"""

from slapolicy._extras import extra


with extra("arrow", "record batches need the package pyarrow"):
    from slapolicy.arrow.batches import evaluate_batches
    from slapolicy.arrow.schema import RESULTS


__all__ = ["RESULTS", "evaluate_batches"]
