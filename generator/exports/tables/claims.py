"""The claims: every figure of every record as its source gives it, with its state among the others."""

from collections.abc import Iterator
from dataclasses import replace

from generator.exports.tables.base import (
    Cell,
    Column,
    Row,
    Table,
    dated,
    dated_cells,
    key,
    number,
    period_cells,
    texts,
    typed,
)
from generator.exports.tables.keys import claim_keys, related_key, source_key
from generator.figures.headline import Standing, standings
from generator.knowledge_base import RELATIONS, KnowledgeBase
from generator.quantities import Quantity
from generator.records import Record
from generator.records.claim import Claim

_UNITS = {"people": "people", "count": "count", "percent": "percent", "power": "MW", "multiple": "times"}
_TEXTS = ("unknown", "bound", "basis", "stage", "scope", "speaker", "note")
_COLUMNS = (
    key("The record, the metric, and the claim's id or else its source: cuts/acme-2026-01#roles/release."),
    Column("record", "string", "The record that holds the claim.", "records", is_required=True),
    Column("metric", "string", "What is measured.", "metrics", is_required=True),
    Column("state", "string", "headline (printed large), live, disputed (it contradicts another claim or another "
           "contradicts it), superseded (another claim revises it), withdrawn, part (of the "
           "company: see scope), part of (another claim counts it) or unknown.",
           is_required=True),
    Column("low", "number", "The figure in full units; the lower end, where the source gives a range."),
    Column("high", "number", "The same figure, or the upper end of the range."),
    Column("unit", "string", "people, count, percent, MW, times, or the currency.", is_required=True),
    Column("currency", "string", "The ISO 4217 code, for money only; the figure is not in millions."),
    *typed(Claim, *_TEXTS[:2]),
    *dated(Claim, "as_of"),
    *dated(Claim, "period"),
    *typed(Claim, *_TEXTS[2:]),
    *(replace(column, refers_to="sources") for column in typed(Claim, "source")),
    *(replace(column, refers_to="claims") for column in typed(Claim, *RELATIONS)),
    *typed(Claim, "withdrawn", of="boolean"),
)  # fmt: skip


def claims(kb: KnowledgeBase) -> Table:
    """One row for each claim, in the order of the files."""
    rows = tuple(row for record in kb.records() for metric in record.claims for row in _rows(record, metric, kb))
    return Table("claims", "Every figure, one row for each source that gives it.", _COLUMNS, rows)


def _rows(record: Record, metric: str, kb: KnowledgeBase) -> Iterator[Row]:
    for id, standing in zip(claim_keys(record, metric), standings(record, metric, kb), strict=True):
        yield {"id": id, "record": record.key, "metric": metric, **_row(record, metric, standing, kb)}


def _row(record: Record, metric: str, standing: Standing, kb: KnowledgeBase) -> Row:
    claim = standing.claim
    return {
        "state": standing.state,
        "low": number(claim.value or claim.low),
        "high": number(claim.value or claim.high),
        **_unit(claim, kb.settings.metrics[metric].dimension),
        **texts(claim, *_TEXTS, "withdrawn"),
        **dated_cells("as_of", claim.as_of),
        **period_cells(claim.period, record, kb),
        "source": source_key(record, claim.source),
        **{relation: related_key(record, metric, claim, relation) for relation in RELATIONS},
    }


def _unit(claim: Claim, dimension: str) -> dict[str, Cell]:
    given: Quantity | None = claim.value or claim.low
    currency = given.currency if given else None
    return {"unit": currency or _UNITS.get(dimension, dimension), "currency": currency}
