"""What was used of late, up to so many bytes."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Values by the hash of what they were made of; the least recently used go first.

    May be used by several threads.

    @param capacity bytes of all values together
    @param size_of bytes of a value
    """

    def __init__(self, capacity: int, size_of: Callable[[Value], int]) -> None:
        self._capacity = capacity
        self._size_of = size_of
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Value | None:
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def keep(self, key: str, value: Value) -> None:
        with self._lock:
            if key in self._values:
                return
            self._values[key] = value
            self._size += self._size_of(value)
            while self._size > self._capacity:
                _, dropped = self._values.popitem(last=False)
                self._size -= self._size_of(dropped)
