"""Life events (人生事件) in the order of a life, each with the national theme it stands for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """One tile: its icon, its word, what is in it, and the page that lists it."""

    icon: str
    word: str
    note: str
    page: str  # natural or legal
    theme: str


EVENTS = (
    Event("baby", "出生", "生育收养", "natural", "005"),
    Event("school", "入学", "教育科研", "natural", "020"),
    Event("work", "就业", "就业创业", "natural", "030"),
    Event("shop", "创业", "准营准办", "natural", "040"),
    Event("ring", "结婚", "婚姻登记", "natural", "060"),
    Event("house", "购房", "抵押质押", "natural", "045"),
    Event("car", "出行", "交通出行", "natural", "095"),
    Event("heart", "就医", "医疗卫生", "natural", "145"),
    Event("shield", "社保", "社会保障", "natural", "085"),
    Event("elder", "养老", "优待抚恤", "natural", "065"),
    Event("leaf", "身后事", "死亡殡葬", "natural", "155"),
    Event("field", "三农", "农林牧渔", "legal", "075"),
)
