"""The share of the votes that a workshop asks for, in words."""

from django import template

from workshops.shares import in_words

register = template.Library()
register.filter("share_in_words", in_words)
