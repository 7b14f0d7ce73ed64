"""Rules on linked records, one per file. A rule is a function from the knowledge base and the day to problems.

The first line of a rule's module is the rule, as a sentence that is true of good content. Its name, the name of the
module, is what a waiver names.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem
from generator.rules import (
    claim_stands_once,
    country_exists,
    deal_has_two_sides,
    deal_value_is_money,
    effective_after_announcement,
    fiscal_year_is_known,
    known_currency,
    mechanism_only_for_ai,
    metric_fits_kind,
    neighbouring_cuts,
    no_future,
    one_supplier_for_a_company,
    part_is_not_more_than_whole,
    published_before_accessed,
    related_cuts_share_company,
    relations_make_no_circle,
    revision_is_not_older,
    source_stands_once,
    speaker_is_spelled_right,
    stage_only_on_cuts,
    time_fits_metric,
    unique_names,
    unit_fits_metric,
    withdrawn_says_why,
)

Rule = Callable[[KnowledgeBase, date], Iterator[Problem]]

RULES: Mapping[str, Rule] = {
    "metric_fits_kind": metric_fits_kind.check,
    "unit_fits_metric": unit_fits_metric.check,
    "known_currency": known_currency.check,
    "time_fits_metric": time_fits_metric.check,
    "fiscal_year_is_known": fiscal_year_is_known.check,
    "no_future": no_future.check,
    "claim_stands_once": claim_stands_once.check,
    "withdrawn_says_why": withdrawn_says_why.check,
    "stage_only_on_cuts": stage_only_on_cuts.check,
    "revision_is_not_older": revision_is_not_older.check,
    "relations_make_no_circle": relations_make_no_circle.check,
    "part_is_not_more_than_whole": part_is_not_more_than_whole.check,
    "source_stands_once": source_stands_once.check,
    "published_before_accessed": published_before_accessed.check,
    "country_exists": country_exists.check,
    "unique_names": unique_names.check,
    "effective_after_announcement": effective_after_announcement.check,
    "mechanism_only_for_ai": mechanism_only_for_ai.check,
    "speaker_is_spelled_right": speaker_is_spelled_right.check,
    "neighbouring_cuts": neighbouring_cuts.check,
    "related_cuts_share_company": related_cuts_share_company.check,
    "one_supplier_for_a_company": one_supplier_for_a_company.check,
    "deal_value_is_money": deal_value_is_money.check,
    "deal_has_two_sides": deal_has_two_sides.check,
}
