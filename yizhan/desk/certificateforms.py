"""What an authority says when it decides on a certificate: ground, reason, basis, until (L4.14)."""

from typing import Any

from yizhan.desk.forms import KeyedForm, area, choice, day, text
from yizhan.law.aftermath import FATES, grounds_for, open_to
from yizhan.law.certificates import Life
from yizhan.law.steps import label


class FateForm(KeyedForm):
    """One act on a certificate, with the grounds that stand as it is now."""

    reason = area("理由")
    basis = text("依据", required=False, hint="法定情形自带条文，可以补充其他依据")

    def __init__(self, *args: Any, step: str, life: Life, **kwargs: Any) -> None:
        """Ask for a ground where the law lists some, for a last day where it may have one."""
        super().__init__(*args, auto_id=f"{step}_%s", **kwargs)
        self.step, self.label = step, label(step)
        pairs = [(one.code, f"{one.words}（{one.basis}）") for one in grounds_for(step, life)]
        if FATES[step].grounds:
            self.fields["ground"] = choice("法定情形", pairs)
        else:
            self.fields["basis"].required = True
            self.fields["basis"].help_text = ""
        if step == "suspend":
            self.fields["until"] = day("暂扣到（不填的，到恢复为止）", required=False)
        self.order_fields(["ground", "reason", "basis", "until"])

    def said(self) -> dict[str, Any]:
        """Return what is said with the step."""
        given = {k: v for k, v in self.cleaned_data.items() if k not in {"key", "seen"}}
        return {name: str(value) for name, value in given.items() if value not in {"", None}}


def fates(life: Life, tried: FateForm | None = None) -> list[FateForm]:
    """Return the forms of the acts that are open now; what was just tried stays as typed."""
    forms = [FateForm(step=name, life=life) for name in open_to(life)]
    return [tried if tried and tried.step == form.step else form for form in forms]
