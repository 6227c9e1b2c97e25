"""One's own data (我的资料, W2.3): what the hall knows, the contact, how to be reminded."""

from dataclasses import asdict

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yizhan.accounts import queries as accounts
from yizhan.accounts import services, sessions
from yizhan.law.refusals import Refusal
from yizhan.outbox import queries as outbox
from yizhan.outbox import services as letters
from yizhan.portal.forms import PlainForm
from yizhan.portal.who import UNPROCESSABLE, Visitor, personal


class ContactForm(PlainForm):
    """Phone and address: what letters and calls go to."""

    phone = forms.CharField(
        label="手机号",
        max_length=30,
        help_text="用于接收办件通知",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "w20"}),
    )
    address = forms.CharField(
        label="联系地址",
        max_length=200,
        help_text="结果邮寄到这里",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    by_sms = forms.BooleanField(label="办件有进展时发短信提醒", required=False)
    email = forms.CharField(
        label="电子邮箱",
        max_length=200,
        required=False,
        help_text="填写后同时用邮件提醒；不填就不发。提醒里不写办理内容",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def profile(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Return the person's own data, or keep a new contact."""
    known = accounts.prefill(visitor.person)
    reach = asdict(outbox.reach(visitor.person))
    first = {"phone": known["person.phone"], "address": known["person.address"], **reach}
    form = ContactForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid() and _kept(request, visitor, form):
        messages.success(request, "联系方式已更新。")
        return redirect("portal:profile")
    context = {
        "nav": "mine",
        "tab": "profile",
        "form": form,
        "failed": bool(form.errors),
        "person": accounts.person(visitor.person),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "portal/space/profile.html", context, status=status)


def _kept(request: HttpRequest, visitor: Visitor, form: ContactForm) -> bool:
    """Return whether the new contact was kept; a refusal is put into the form."""
    user = sessions.signed_in(request)
    if user is None:
        return False
    said = form.cleaned_data
    try:
        with transaction.atomic():
            letters.prefer(visitor.person, by_sms=said["by_sms"], email=said["email"])
            services.change_contact(user, phone=said["phone"], address=said["address"])
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
