"""What a workshop offers to think with while listing. Nothing of it is added by itself."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import override

from responsibilities.beginnings import Prompt, prompts_from
from responsibilities.models import Inspiration
from responsibilities.shipped import prompts_for
from workshops.models import Workshop


def prompts_of(workshop: Workshop) -> Mapping[str, Sequence[Prompt]]:
    """Return the prompts by the key of their category. One from before templates decided has those of its role."""
    return _prompts(workshop.id, workshop.epoch, workshop.role, workshop.language)


@lru_cache(1000)
def _prompts(workshop_id: UUID, epoch: str, role: str, language: str) -> Mapping[str, Sequence[Prompt]]:
    """Read them once: they never change."""
    kept = Inspiration.objects.filter(workshop=workshop_id).values_list("prompts", flat=True).first()
    if kept is not None:
        return prompts_from(kept)
    with override(language):
        return prompts_for(role)


def as_stored(prompts: Mapping[str, Sequence[Prompt]]) -> dict[str, list[dict[str, Any]]]:
    """Return prompts as a row keeps them; `prompts_from` reads them again."""
    return {key: [{"text": one.text, "where": one.where} for one in group] for key, group in prompts.items()}
