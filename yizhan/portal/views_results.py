"""Published decisions (结果公示, P-22, H5.6): searched by item, organisation, date and number."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yizhan.cases import publication
from yizhan.cases.publication import Published, Wanted
from yizhan.law.refusals import Refusal
from yizhan.portal import addresses, here
from yizhan.portal.forms import PlainForm

ROWS = 20
FAULTY = 422


def _day(label: str) -> forms.DateField:
    """Return a field for a day, as people write one."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "w20"})
    field = forms.DateField(
        label=label,
        required=False,
        widget=widget,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"],
        help_text="例如 2026-01-31",
    )
    field.error_messages["invalid"] = f"{label}不是日期，请按“2026-01-31”的样子填写"
    return field


class WantedForm(PlainForm):
    """What somebody looks for; everything is optional."""

    item = forms.CharField(label="事项", max_length=60, required=False)
    name = forms.CharField(
        label="单位名称", max_length=60, required=False, help_text="个人姓名不公开，不能按姓名查"
    )
    number = forms.CharField(
        label="决定书文号或办件编号", max_length=60, required=False, strip=True
    )
    since = _day("决定日期从")
    until = _day("到")

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        said = self.cleaned_data
        return Wanted(
            item=said["item"],
            name=said["name"],
            number=said["number"],
            since=said["since"],
            until=said["until"],
        )


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Return a page of published decisions."""
    form = WantedForm(request.GET or None)
    asked = form.wanted() if form.is_valid() else Wanted()
    rows: list[Published] = []
    after = ""
    if not form.errors:
        after_mark = request.GET.get("after", "")
        rows, after = publication.published(here.line(request), asked, after=after_mark, limit=ROWS)
    context = {
        "nav": "results",
        "form": form,
        "failed": bool(form.errors),
        "rows": rows,
        "searched": any(request.GET.get(name) for name in form.fields),
        **addresses.pages(request, after),
    }
    status = FAULTY if form.errors else 200
    return render(request, "portal/results/results.html", context, status=status)


@require_safe
def result(request: HttpRequest, ref: str) -> HttpResponse:
    """Return one published decision: what, when, by whom, under which number."""
    try:
        found = publication.detail(ref)
    except Refusal as refusal:
        raise Http404 from refusal
    return render(request, "portal/results/result.html", {"nav": "results", "found": found})
