"""Communes, EPCI, departments and regions named in a text, with their official codes. Pure."""

from veille.places.gazetteer import Gazetteer
from veille.places.resolution import Place, resolve

__all__ = ["Gazetteer", "Place", "resolve"]
