"""Bad input: said in one line that names the place and what to do about it."""


class InputError(Exception):
    """Something that a user gave is wrong.

    The message names the place (a file, a line, an option), the problem and the remedy.
    """

    def __init__(self, problem: str, remedy: str, place: str = "") -> None:
        super().__init__(f"{place}{': ' if place else ''}{problem}. {remedy}.")
        self.problem = problem
        self.remedy = remedy
        self.place = place


class TooLongError(InputError):
    """A trajectory that exceeds what a model reads even after its middle was left out."""
