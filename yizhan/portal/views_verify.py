"""Whether a paper is genuine: by the address in its QR code, or by its file (T16, T17)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yizhan.cases import certificates
from yizhan.papers.verify import Answer, Verdict
from yizhan.portal.forms import PaperForm

FAULTY = 422
LOOKS = {
    Verdict.GENUINE: "good",
    Verdict.REVOKED: "warn",
    Verdict.ALTERED: "bad",
    Verdict.UNKNOWN: "bad",
}
ADVICE = {
    Verdict.GENUINE: "请核对下列内容和您手里的文书是否一致。",
    Verdict.REVOKED: "这份文书是真的，但现在已经失效，不能再使用。",
    Verdict.ALTERED: "这个文件和签发时不一样，请不要使用。请向持有人要原始文件。",
    Verdict.UNKNOWN: "请核对网址或文件是否完整。仍有疑问的，请拨打 12345。",
}


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Return the form, and the verdict on the file that was sent."""
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = certificates.check_file(form.cleaned_data["paper"].read(), timezone.now())
        return _page(request, PaperForm(), answer)
    return _page(request, form, None)


@require_safe
def by_token(request: HttpRequest, token: str) -> HttpResponse:
    """Return the verdict on the paper of a QR code."""
    answer = certificates.check_token(token, timezone.now())
    return _page(request, PaperForm(), answer)


def _page(request: HttpRequest, form: PaperForm, answer: Answer | None) -> HttpResponse:
    """Return the page with the verdict, if there is one."""
    verdict = answer.verdict if answer else None
    context = {
        "form": form,
        "failed": bool(form.errors),
        "answer": answer,
        "look": LOOKS[verdict] if verdict else "",
        "advice": ADVICE[verdict] if verdict else "",
    }
    return render(request, "portal/verify.html", context, status=FAULTY if form.errors else 200)
