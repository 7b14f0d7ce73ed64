"""What readers and machines follow: feeds, the calendar of promises, and the texts at the top of the site for machines.

Finished pages and what they are made from in, files by their path in the site out.
"""

from collections.abc import Iterable

from generator.following.calendar import calendar
from generator.following.feeds import feed_files
from generator.following.llms import llms
from generator.following.robots import robots
from generator.history import History
from generator.knowledge_base import KnowledgeBase
from generator.pages.base import Page


def following(kb: KnowledgeBase, history: History, pages: Iterable[Page]) -> dict[str, bytes]:
    """All of them."""
    return {
        **feed_files(kb, history, pages),
        **calendar(kb, history),
        "llms.txt": llms(kb, history),
        "robots.txt": robots(kb.settings.site),
    }
