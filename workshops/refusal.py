"""What an action says when it will not do something: a sentence for the person, and the field it is about."""


class Refusal(Exception):
    """Base of every refusal. `field` names the input it belongs to; "" when it is about the whole form."""

    field = ""
    message = "That is not possible right now."

    def __init__(self, message: str = "", *, field: str = "") -> None:
        self.message = message or self.message
        self.field = field or self.field
        super().__init__(self.message)
