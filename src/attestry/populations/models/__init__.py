"""Populations, how their lists were taken, checked and frozen, and the samples drawn from them.

What a step says never changes: each is a row of an append-only table. Of what the firm writes here the
journal holds a salted digest only; the words and the salt stand in these tables.
"""

from attestry.populations.models.population import (
    Population,
    PopulationAcceptance,
    PopulationCheck,
    PopulationExtraction,
    PopulationFreeze,
)
from attestry.populations.models.sample import (
    AskedItem,
    ItemReplacement,
    Sample,
    SampledItem,
    SampleExtension,
    SeedCommitment,
    SeedReveal,
)
from attestry.populations.models.size_table import SizeTable

__all__ = [
    "AskedItem",
    "ItemReplacement",
    "Population",
    "PopulationAcceptance",
    "PopulationCheck",
    "PopulationExtraction",
    "PopulationFreeze",
    "Sample",
    "SampleExtension",
    "SampledItem",
    "SeedCommitment",
    "SeedReveal",
    "SizeTable",
]
