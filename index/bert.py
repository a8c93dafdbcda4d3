"""BERT networks in ONNX Runtime: a fused graph written here, over the weights that a model came with.

The graph (Devlin et al. 2018; ONNX Runtime's fused operators, domain `com.microsoft`) is made in memory over
the model's own safetensors, in about a tenth of a second. Nothing is exported to a file, so that nothing can
be stale or tampered with but the model itself, whose digest every index carries.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.models import offline
from index.pools import cores, pool

__all__ = ["GRAPH_VERSION", "Bert", "Floats", "UnsupportedModelError", "in_batches", "padded"]

GRAPH_VERSION = 1
"""Counts up whenever the same weights would give other vectors."""

BATCH_TOKENS = 512
"""Most tokens in a batch of several rows: fewer waste less on padding, and stay in a core's cache."""

_SPIN_MICROSECONDS = "20"
"""How long threads that share a batch wait before they sleep: waking takes as long as a layer does."""

Floats = NDArray[np.float32]
_Made = TypeVar("_Made")
_FUSED = "com.microsoft"


class UnsupportedModelError(ValueError):
    """A model is not of the kind that this module computes; the message says why."""


class Bert:
    """A network with its weights. Safe to use from many threads."""

    def __init__(self, config: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        """Take a model's config.json and its weights by name. Raises UnsupportedModelError."""
        _require_bert(config)
        try:
            graph = _Graph(config, weights)
        except KeyError as error:
            raise UnsupportedModelError(f"its weights lack {error}") from None
        self.width = int(config["hidden_size"])
        self._session, self._lone = _sessions(graph)

    def run(
        self,
        rows: Sequence[Sequence[int]],
        take: Callable[[int, Floats], _Made],
        sides: Sequence[Sequence[int]] | None = None,
    ) -> list[_Made]:
        """Return, in order, what `take` makes of each row's number and its states, (tokens, width) float32.

        A row is the ids of its tokens; `sides` says of each token whether it belongs to the first text or the
        second (0 without it). `take` is called from several threads.
        """

        def states_of(batch: Sequence[int], alone: bool) -> Floats:  # noqa: FBT001
            ids = padded([rows[i] for i in batch], np.int32)
            second = padded([sides[i] for i in batch], np.int32) if sides is not None else np.zeros_like(ids)
            lengths = np.asarray([len(rows[i]) for i in batch], dtype=np.int32)
            session = self._lone if alone else self._session
            states: Floats = session.run(None, {"ids": ids, "sides": second, "lengths": lengths})[0]
            return states

        return in_batches(rows, BATCH_TOKENS, states_of, take)


def in_batches(
    rows: Sequence[Sequence[int]],
    most: int,
    states_of: Callable[[Sequence[int], bool], Floats],
    take: Callable[[int, Floats], _Made],
) -> list[_Made]:
    """Return, in order, what `take` makes of each row's number and its states, (tokens, width).

    `states_of` is given the numbers of the rows of a batch (see `_batches`), and whether there is no other.
    It and `take` are called from several threads.
    """
    made: list[_Made | None] = [None] * len(rows)
    batches = list(_batches([len(row) for row in rows], most))

    def compute(batch: Sequence[int]) -> None:
        states = states_of(batch, len(batches) == 1)
        for place, i in enumerate(batch):
            made[i] = take(i, states[place, : len(rows[i])])

    if len(batches) == 1:
        compute(batches[0])
    else:
        # One core for each batch does more than all for one: nothing waits for the slowest core after
        # each layer, least of all where other programs, or the parser of the next file, use a core too.
        list(pool("bert").map(compute, batches))
    return made  # type: ignore[return-value]  # every row is in one batch


def padded(rows: Sequence[Sequence[int]], kind: type[np.integer[Any]], multiple: int = 1) -> NDArray[Any]:
    """Return rows as one array, filled with zeros up to the longest, whose length is rounded up."""
    longest = -(-max(len(row) for row in rows) // multiple) * multiple
    found = np.zeros((len(rows), longest), dtype=kind)
    for place, row in enumerate(rows):
        found[place, : len(row)] = row
    return found


def _batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Yield the numbers of rows of about equal length, the longest first, with work for every core.

    They have at most `most` tokens, padding included; a longer row is alone.
    """
    budget = min(most, max(sum(lengths) // (2 * cores()), 64))
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    while order:
        count = max(1, budget // max(lengths[order[0]], 1))
        yield order[:count]
        order = order[count:]


def _sessions(graph: "_Graph") -> tuple[Any, Any]:
    """Return what computes on one core, for batches side by side, and what computes one batch on all cores.

    Both give the same numbers. The second takes half the time of the first for a question (docs/design.md).
    """
    offline()
    import onnxruntime

    values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in graph.weights.values()]
    found = []
    for threads in (1, cores()):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that wait longer for each other sleep, for others would pay for it (docs/design.md).
        options.add_session_config_entry("session.intra_op.spin_duration_us", _SPIN_MICROSECONDS)
        options.log_severity_level = 3
        options.add_external_initializers(list(graph.weights), values)
        providers = ["CPUExecutionProvider"]
        found.append(onnxruntime.InferenceSession(graph.serialized(), options, providers=providers))
    return found[0], found[1]


def _require_bert(config: Mapping[str, Any]) -> None:
    wanted = {"model_type": "bert", "hidden_act": "gelu"}
    usual = {"position_embedding_type": "absolute", "is_decoder": False}
    for name, value in (*wanted.items(), *usual.items()):
        found = config.get(name, usual.get(name))
        if found != value:
            raise UnsupportedModelError(f"its {name} is {found!r}, not {value!r}")


class _Graph:
    """The graph of a network, and its weights by the names that it gives them."""

    def __init__(self, config: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        """Write the graph. Raises KeyError for a weight or a setting that is missing."""
        self.weights: dict[str, Floats] = {}
        self._nodes: list[Any] = []
        self._given = weights
        self._epsilon = float(config["layer_norm_eps"])
        self._heads = int(config["num_attention_heads"])
        self._width = int(config["hidden_size"])
        states = self._embeddings()
        for number in range(int(config["num_hidden_layers"])):
            states = self._layer(f"encoder.layer.{number}.", states)
        self._states = states

    def serialized(self) -> bytes:
        """Return the graph as ONNX, which names the weights and does not hold them."""
        from onnx import TensorProto, helper

        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT32, shape)
            for name, shape in (
                ("ids", ["rows", "tokens"]),
                ("sides", ["rows", "tokens"]),
                ("lengths", ["rows"]),
            )
        ]
        output = helper.make_tensor_value_info(
            self._states, TensorProto.FLOAT, ["rows", "tokens", self._width]
        )
        outside = [_outside(name, value) for name, value in self.weights.items()]
        graph = helper.make_graph(self._nodes, "bert", inputs, [output], outside)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
        return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString())

    def _embeddings(self) -> str:
        names = [f"embeddings.{kind}_embeddings.weight" for kind in ("word", "position", "token_type")]
        norm = [f"embeddings.LayerNorm.{kind}" for kind in ("weight", "bias")]
        inputs = ["ids", "sides", *(self._weight(name) for name in (*names, *norm))]
        return self._node("EmbedLayerNormalization", inputs, {"epsilon": self._epsilon}, outputs=2)

    def _layer(self, layer: str, states: str) -> str:
        inner = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
        matrices = np.concatenate([self._given[f"{name}.weight"] for name in inner]).T
        biases = np.concatenate([self._given[f"{name}.bias"] for name in inner])
        weights = (
            self._keep(f"{layer}attention.weight", matrices),
            self._keep(f"{layer}attention.bias", biases),
        )
        seen = self._node("Attention", [states, *weights, "lengths"], {"num_heads": self._heads})
        states = self._add(f"{layer}attention.output.", seen, states)
        dense = f"{layer}intermediate.dense."
        wide = self._node("MatMul", [states, self._matrix(f"{dense}weight")], domain="")
        wide = self._node("BiasGelu", [wide, self._weight(f"{dense}bias")])
        return self._add(f"{layer}output.", wide, states)

    def _add(self, part: str, found: str, states: str) -> str:
        """Project what was found, add it to the states, and normalise their sum."""
        found = self._node("MatMul", [found, self._matrix(f"{part}dense.weight")], domain="")
        norm = [self._weight(f"{part}LayerNorm.{kind}") for kind in ("weight", "bias")]
        bias = self._weight(f"{part}dense.bias")
        return self._node("SkipLayerNormalization", [found, states, *norm, bias], {"epsilon": self._epsilon})

    def _node(
        self,
        kind: str,
        inputs: list[str],
        settings: Mapping[str, Any] | None = None,
        *,
        domain: str = _FUSED,
        outputs: int = 1,
    ) -> str:
        from onnx import helper

        names = [f"{len(self._nodes)}.{number}" for number in range(outputs)]
        self._nodes.append(helper.make_node(kind, inputs, names, domain=domain, **(settings or {})))
        return names[0]

    def _weight(self, name: str) -> str:
        return self._keep(name, self._given[name])

    def _matrix(self, name: str) -> str:
        return self._keep(name, self._given[name].T)

    def _keep(self, name: str, value: NDArray[Any]) -> str:
        self.weights[name] = np.ascontiguousarray(value, dtype=np.float32)
        return name


def _outside(name: str, value: Floats) -> Any:  # noqa: ANN401 - onnx's TensorProto
    """Return an initializer whose values are given to the session, not kept in the graph."""
    from onnx import TensorProto

    tensor = TensorProto(
        name=name, data_type=TensorProto.FLOAT, dims=value.shape, data_location=TensorProto.EXTERNAL
    )
    for key, text in (("location", "given"), ("offset", "0"), ("length", str(value.nbytes))):
        tensor.external_data.add(key=key, value=text)
    return tensor
