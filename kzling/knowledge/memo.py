"""Answers about entities that are asked again and again, kept by the identity of the entity."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from kzling.model import Entity

_Rest = ParamSpec("_Rest")
_Answer = TypeVar("_Answer")


def kept(
    most: int,
) -> Callable[[Callable[Concatenate[Entity, _Rest], _Answer]], Callable[Concatenate[Entity, _Rest], _Answer]]:
    """Make a function of an entity and of hashable values remember its answers; past `most` it forgets them all.

    Entities hold mappings and have no hash, and reading all their names to compare them would cost more than the
    answer. They never change, so their identity will do; the entity is kept with the answer, so that no other
    takes its id.
    """

    def remember(function: Callable[Concatenate[Entity, _Rest], _Answer]) -> Callable[..., _Answer]:
        answers: dict[tuple[object, ...], tuple[Entity, _Answer]] = {}

        @wraps(function)
        def answer(entity: Entity, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Answer:
            key = (id(entity), *args, *kwargs.items()) if kwargs else (id(entity), *args)
            found = answers.get(key)
            if found is None:
                if len(answers) >= most:
                    answers.clear()
                found = answers[key] = (entity, function(entity, *args, **kwargs))
            return found[1]

        return answer

    return remember
