"""The records: one kind per file. `RECORD_TYPES` is the list of kinds, by the name of their folder."""

from collections.abc import Mapping

from generator.records.base import Record
from generator.records.company import Company
from generator.records.cut import Cut
from generator.records.indicator import Indicator
from generator.records.supplier import Supplier

RECORD_TYPES: Mapping[str, type[Record]] = {
    "companies": Company,
    "cuts": Cut,
    "suppliers": Supplier,
    "indicators": Indicator,
}

__all__ = ["RECORD_TYPES", "Company", "Cut", "Indicator", "Record", "Supplier"]
