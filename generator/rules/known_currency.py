"""Money is in a currency that exists."""

import difflib
from collections.abc import Iterator
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem, quote
from generator.quantities import Quantity
from generator.records import Record

# ISO 4217, the currencies in use. A list of its own, because no library for it is smaller than this text.
CURRENCIES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF"
    " CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL"
    " HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD"
    " MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG"
    " QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD"
    " TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG".split()
)
_OFTEN_WRITTEN = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "NIS": "ILS", "UKP": "GBP", "STG": "GBP", "WON": "KRW"}

Path = tuple[str | int, ...]


def check(kb: KnowledgeBase, today: date) -> Iterator[Problem]:
    """Finds currency codes that ISO 4217 does not have."""
    for record in kb.records():
        for path, quantity in _figures(record):
            if quantity and quantity.currency and quantity.currency not in CURRENCIES:
                fact = f"{quote(quantity.currency)} is not a currency."
                yield Problem(record.place(*path), fact, _advice(quantity.currency, kb))


def _figures(record: Record) -> Iterator[tuple[Path, Quantity | None]]:
    for path, claim in record.each_claim():
        yield from (((*path, form), getattr(claim, form)) for form in ("value", "low", "high"))
    for index, deal in enumerate(getattr(record, "deals", ())):
        yield from ((("deals", index, form), getattr(deal, form)) for form in ("value", "low", "high"))


def _advice(code: str, kb: KnowledgeBase) -> str:
    """The currency meant: one that is often written so, or the nearest of those that this ledger converts."""
    if code in _OFTEN_WRITTEN:
        return f"Write {_OFTEN_WRITTEN[code]}."
    near = difflib.get_close_matches(code, {"USD", *(currency for currency, _ in kb.settings.rates)}, n=1)
    return f"Did you mean '{near[0]}'?" if near else "Write its code by ISO 4217, like USD, EUR or KRW."
