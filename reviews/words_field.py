"""A form's field for what people write at some length."""

from django import forms

from reviews.plain_text import plain


class WordsField(forms.CharField):
    """Words as they are kept: a line break is one character, and nothing stands in them that nobody sees."""

    def to_python(self, value):
        return plain(super().to_python(value))

    def widget_attrs(self, widget):
        """Whoever writes in another script than that of the page sees it from its own side."""
        return super().widget_attrs(widget) | {"dir": "auto"}
