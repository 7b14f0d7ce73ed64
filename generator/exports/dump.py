"""The whole linked knowledge base as one JSON document: records as typed, and what is derived from them."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from generator.figures.agreement import agreement
from generator.figures.ai_link import ai_link
from generator.figures.headline import Headline, headlines, standings
from generator.figures.totals import roles_range, total
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.quantities import Quantity
from generator.records import Cut, Record
from generator.records.claim import Claim
from generator.records.part import Part
from generator.settings import SINGULAR
from generator.times import PartialDate, Period


def dump(kb: KnowledgeBase, history: History) -> str:
    """JSON, ASCII, sorted keys; amounts are texts that keep their digits, and money is in full units."""
    document = {
        "commit": history.commit,
        "date": history.day.isoformat() if history.day else None,
        "totals": {"roles_cut_with_ai_link": _plain(vars(total(kb.cuts.values(), kb)))},
        **{kind: [record_document(record, kb) for record in kb.of_kind(kind).values()] for kind in SINGULAR},
    }
    return text_of(document)


def text_of(document: dict[str, Any]) -> str:
    """A document as text."""
    return json.dumps(document, allow_nan=False, ensure_ascii=True, sort_keys=True, indent=1) + "\n"


def record_document(record: Record, kb: KnowledgeBase) -> dict[str, Any]:
    """One record: its id, what was typed, and what is derived from it."""
    typed = {name: _plain(getattr(record, name)) for name in type(record).model_fields if name != "claims"}
    claims = [claim for metric in record.claims for claim in _claims(record, metric, kb)]
    return {
        "id": record.id,
        **{name: value for name, value in typed.items() if value not in (None, [], {})},
        "claims": claims,
        "headlines": [_headline(found) for metric in record.claims for found in headlines(record, metric, kb)],
        **(_derived(record, kb) if isinstance(record, Cut) else {}),
    }


def _claims(record: Record, metric: str, kb: KnowledgeBase) -> list[dict[str, Any]]:
    return [
        {"metric": metric, "state": standing.state, **_claim(standing.claim)}
        for standing in standings(record, metric, kb)
    ]


def _claim(claim: Claim) -> dict[str, Any]:
    values = {name: _plain(getattr(claim, name)) for name in Claim.model_fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def _headline(found: Headline) -> dict[str, Any]:
    return {
        "metric": found.metric,
        "when": found.when,
        "claim": _claim(found.claim),
        "lowest": _plain(found.lowest),
        "highest": _plain(found.highest),
        "sources": found.sources,
        "agreeing": found.agreeing,
        "reason": found.reason,
    }


def _derived(cut: Cut, kb: KnowledgeBase) -> dict[str, Any]:
    link, span = ai_link(cut), roles_range(cut, kb)
    return {
        "ai_link": {"grade": link.grade, "mechanism": link.mechanism},
        "roles_range": _plain(vars(span)) if span else None,
        "agreement": _plain(vars(agreement(cut, kb))),
    }


def _plain(value: object) -> Any:
    """The value in the types of JSON."""
    if isinstance(value, Quantity):
        return {"amount": _plain(value.amount), "unit": value.unit}
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, PartialDate | Period):
        return value.text
    if isinstance(value, Part):
        return {name: _plain(item) for name, item in value if item is not None and item is not False}
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
