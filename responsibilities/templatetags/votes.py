"""Votes and their colours in words, for templates."""

from django import template

from responsibilities.in_words import colour_letter, colour_name, votes_in_words

register = template.Library()
register.filter(colour_name)
register.filter(colour_letter)
register.simple_tag(votes_in_words)
