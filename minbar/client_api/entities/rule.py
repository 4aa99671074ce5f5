from typing_extensions import TypedDict


class RuleTranslation(TypedDict):
    text: str
    hint: str


class Rule(TypedDict):
    id: str
    text: str
    hint: str
    translations: dict[str, RuleTranslation]
