"""Rules on linked records, one per file. A rule is a function from the knowledge base to problems.

The first line of a rule's module is the rule, as a sentence that is true of good content.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from generator.knowledge_base import KnowledgeBase
from generator.problems import Problem

Rule = Callable[[KnowledgeBase, date], Iterator[Problem]]
RULES: Mapping[str, Rule] = {}
