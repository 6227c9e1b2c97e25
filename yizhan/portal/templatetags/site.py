"""Template tags of the design system: icons, dates as people read them, clause links."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yizhan.items import queries as items
from yizhan.portal import here

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """Return the icon of the sprite by its name; always stands beside words, so hidden."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css,
        static("site/icons.svg"),
        name,
    )


@register.simple_tag
def clause(number: str) -> SafeString:
    """Return a link to the page of a clause, such as H4.6."""
    return format_html('<a href="{}">规则 {}</a>', reverse("portal:clause", args=[number]), number)


@register.simple_tag
def item_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the name of each base code of an item; a code that no item bears is left out."""
    return items.names(codes, here.today())


@register.filter
def get(table: Mapping[str, object], key: str) -> object:
    """Return what a table holds under a key; empty when nothing."""
    return table.get(key, "")


@register.filter
def day(value: date | datetime | None) -> str:
    """Return a date as 2026年10月9日 (G-07); empty for nothing."""
    if value is None or value == "":
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{local.year}年{local.month}月{local.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """Return a moment as 2026年10月9日 14:05 in the hall's time; empty for nothing."""
    if not value:
        return ""
    return f"{day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def groups(number: str) -> str:
    """Return a long number in groups of four, as people read it aloud (surfaces 4.5)."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


@register.simple_tag
def assumed(names: list[str], name: str) -> SafeString | str:
    """Return the mark 示例 where a field is among those that the catalogue assumed."""
    if name not in names:
        return ""
    return format_html('<span class="assumed" title="{}">示例</span>', "此项为示例，以当地公布为准")
