"""Answers that are asked for again and again: about an entity, kept by its identity, and of a base as it is."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from kzling.model import Entity

if TYPE_CHECKING:
    from kzling.knowledge.base import KnowledgeBase

_Rest = ParamSpec("_Rest")
_Answer = TypeVar("_Answer")
_Key = TypeVar("_Key")


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


class Answers(Generic[_Key, _Answer]):
    """Answers on a base, the latest asked for, as long as the base does not change.

    Args:
        most: so many are kept of each base; when there are as many, the half asked for longest ago is forgotten.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: WeakKeyDictionary[KnowledgeBase, tuple[int, dict[_Key, _Answer]]] = WeakKeyDictionary()

    def get(self, base: "KnowledgeBase", key: _Key, find: Callable[[], _Answer]) -> _Answer:
        """Give the answer that is kept, else what `find` gives."""
        changes, answers = self._kept.get(base, (-1, {}))
        if changes != base.changes:
            answers = {}
            self._kept[base] = (base.changes, answers)
        found = answers.pop(key, None)
        if found is None:
            found = find()
            if len(answers) >= self._most:
                # Of a list, since another thread may be adding answers meanwhile.
                for old in list(answers)[: self._most // 2]:
                    answers.pop(old, None)
        # Behind all others: what is asked for is kept longest.
        answers[key] = found
        return found
