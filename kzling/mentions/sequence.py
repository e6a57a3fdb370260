"""A linear chain over tokens: what each feature says for each label, and which label may follow which.

Such a model is trained elsewhere (a conditional random field) and read here from a table of whole numbers: hundredths
of the logarithms that the training gave.
"""

from collections.abc import Iterable, Sequence

from kzling.errors import InvalidResource

#: The label of a token that is no part of any name.
OUTSIDE = "O"

Scores = tuple[int, ...]


class SequenceModel:
    """Weights of features and of pairs of labels.

    Labels are "O", and "B-" or "I-" with the type of a name: its first token, and those behind.

    Args:
        labels: all labels, "O" first.
        follow: for each label, what speaks for each label behind it.
        weights: feature -> what it says for each label.
    """

    def __init__(
        self, labels: Sequence[str], follow: Sequence[Sequence[int]], weights: dict[str, dict[int, int]]
    ) -> None:
        self.labels = tuple(labels)
        self._weights = {feature: tuple(said.items()) for feature, said in weights.items()}
        # By label: which labels may stand before it, with what speaks for the pair.
        self._before = [
            [(before, follow[before][place]) for before, other in enumerate(labels) if may_follow(label, other)]
            for place, label in enumerate(labels)
        ]
        self._first = [0 if may_follow(label, OUTSIDE) else None for label in labels]

    @classmethod
    def read(cls, lines: Iterable[str]) -> "SequenceModel":
        """Read a model from the lines of its file, as `lines` writes them.

        Raises:
            InvalidResource: it is no such file.
        """
        stream = iter(lines)
        labels = next(stream, "").split("\t")
        if labels[0] != OUTSIDE:
            raise InvalidResource(f"A model begins with its labels, the first of them {OUTSIDE!r}.")
        try:
            follow = [[int(weight) for weight in next(stream).split("\t")] for _ in labels]
            weights: dict[str, dict[int, int]] = {}
            for line in stream:
                feature, *said = line.split("\t")
                weights[feature] = {
                    int(label): int(weight) for label, _, weight in (one.partition(":") for one in said)
                }
        except (ValueError, StopIteration) as error:
            raise InvalidResource(f"The model is damaged: {error}") from error
        return cls(labels, follow, weights)

    def weigh(self, features: Iterable[str]) -> Scores:
        """Give what features say for each label, together."""
        total = [0] * len(self.labels)
        for feature in features:
            for label, weight in self._weights.get(feature, ()):
                total[label] += weight
        return tuple(total)

    def best(self, scores: Sequence[Sequence[int]]) -> list[str]:
        """Give the labels that together are most likely, for tokens with nothing but "O" before them.

        Args:
            scores: for each token what speaks for each label.
        """
        if not scores:
            return []
        impossible = -(1 << 40)
        reached = [impossible if may is None else score for may, score in zip(self._first, scores[0], strict=True)]
        ways: list[list[int]] = []
        for told in scores[1:]:
            now: list[int] = []
            way: list[int] = []
            for score, before in zip(told, self._before, strict=True):
                most, place = impossible, 0
                for other, weight in before:
                    if reached[other] + weight > most:
                        most, place = reached[other] + weight, other
                now.append(most + score)
                way.append(place)
            reached = now
            ways.append(way)
        last = max(range(len(reached)), key=reached.__getitem__)
        labels = [last]
        for way in reversed(ways):
            labels.append(way[labels[-1]])
        return [self.labels[label] for label in reversed(labels)]


def may_follow(label: str, before: str) -> bool:
    """Say whether a label may stand behind another one: what goes on must have begun.

    >>> may_follow("I-place", "B-place"), may_follow("I-place", "I-person"), may_follow("I-place", "O")
    (True, False, False)
    """
    return not label.startswith("I-") or before[2:] == label[2:]


def lines(labels: Sequence[str], follow: Sequence[Sequence[int]], weights: dict[str, dict[int, int]]) -> list[str]:
    """Write a model as lines that `SequenceModel.read` reads, features in order."""
    told = [
        feature + "".join(f"\t{label}:{weight}" for label, weight in sorted(weights[feature].items()))
        for feature in sorted(weights)
    ]
    return ["\t".join(labels), *("\t".join(map(str, row)) for row in follow), *told]
