"""What frameworks refuse."""

from __future__ import annotations

from attestry.kit.errors import NotFound


class UnknownFramework(NotFound):
    """No framework of that key is loaded."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"There is no framework “{key}”.",
            next_step="See the list of frameworks; run “attestry up” if the library was never loaded.",
        )


class UnknownCriterion(NotFound):
    """The framework has no criterion of that reference."""

    def __init__(self, reference: str, framework: str) -> None:
        super().__init__(
            f"The framework “{framework}” has no criterion “{reference}”.",
            next_step="See the framework's page for the references that it has.",
        )


class UnknownTerm(NotFound):
    """The glossary has no such term."""

    def __init__(self, term: str) -> None:
        super().__init__(f"The glossary has no term “{term}”.", next_step="See the glossary for its terms.")
