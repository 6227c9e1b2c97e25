"""The small forms of the catalogue office: a new item, approval, import, days off."""

from datetime import date

from django import forms

from yizhan.desk.forms import DeskForm, area, day, text

DAY_WORDS = {"休": True, "班": False}
LARGEST = 10 * 1024 * 1024


class NewItem(DeskForm):
    """A new item from one that exists."""

    name = text("新事项名称", longest=200)
    base_code = text("基本编码", hint="12位数字", longest=12)


class Approval(DeskForm):
    """From which day a version holds."""

    effective_from = day("生效日期")


class SendBack(DeskForm):
    """What has to be changed."""

    note = area("退回意见", rows=2)


class Import(DeskForm):
    """A workbook or a JSON list of items."""

    file = forms.FileField(label="文件", help_text="xlsx 或 json，不超过 10 MB")

    def clean_file(self) -> object:
        """Return the file, or say that it is too large."""
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError("文件超过 10 MB")
        return found


class Notice(DeskForm):
    """The State Council's notice on the days off of a year (L1.8)."""

    year = forms.IntegerField(label="年份", min_value=2020, max_value=2100)
    source = text("来源", hint="通知名称和文号")
    days = area("日期", rows=8, hint="每行一个日期，后写“休”或“班”，如：2027-01-01 休")

    def clean_days(self) -> dict[date, bool]:
        """Return each day with whether it is off; names the line that cannot be read."""
        found: dict[date, bool] = {}
        for n, line in enumerate(self.cleaned_data["days"].splitlines(), 1):
            if not line.strip():
                continue
            parts = line.split()
            try:
                found[date.fromisoformat(parts[0])] = DAY_WORDS[parts[1]]
            except (ValueError, IndexError, KeyError):
                message = f"第{n}行不是“日期 休”或“日期 班”：{line.strip()[:40]}"
                raise forms.ValidationError(message) from None
        return found
