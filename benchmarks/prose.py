"""Sentences, headlines and publishers for the generated articles."""

from typing import Final

from benchmarks.dice import Dice

WHO: Final = (
    "Cerebras researchers the_startup engineers Google a_new_study the_university analysts OpenAI the_chipmaker "
    "the_company’s_founders José_Ramírez a_team_in_Zürich the_European_Commission hospitals Nvidia the_lab "
    "economists the_world’s_largest_retailer doctors a_Finnish_cooperative regulators"
).split()
DOES: Final = (
    "unveils trains announces tests doubles questions opens funds measures explains rebuilds ships predicts studies "
    "improves limits publishes replaces compares simulates"
).split()
HOW: Final = (
    "brain-scale faster autonomous massive power-efficient open-source experimental neural quantum clinical "
    "wafer-sized multilingual low-cost trusted trillion-parameter cloud-based explainable robotic synthetic portable"
).split()
WHAT: Final = (
    "chips models networks datasets processors robots assistants clusters algorithms vaccines satellites batteries "
    "translations benchmarks diagnoses forecasts supercomputers sensors drones startups"
).split()
WHERE: Final = (
    "in_Silicon_Valley at_Hot_Chips across_Europe for_hospitals in_the_cloud on_a_single_wafer "
    "with_near_linear_scaling by_2025 at_the_edge in_São_Paulo for_the_first_time after_years_of_research "
    "without_human_labels under_new_rules "
    "in_a_café-sized_data_center despite_the_shortage"
).split()
LINKS: Final = (
    ", which ",
    ", and ",
    " — a step that ",
    "; earlier work by the same group ",
    " because the industry ",
    " while it ",
)
SAYS: Final = (
    "could change how such systems are built",
    "had been thought to take another decade",
    "moves more than 120 trillion connections on one machine",
    "is described as “a remarkable result” by people who weren’t involved",
    "costs a tenth of what it did in 2020",
    "drew questions about privacy, energy and who’s accountable",
    "will reach customers before the end of the year",
    "needs far less power than the clusters of today’s data centers",
)
ENDS: Final = (
    "Handout via R",
    "It’s a start.",
    "The paper is under review.",
    "Details remain scarce",
    "More tests follow.",
)

_COMPANIES: Final = (
    "VentureBeat ZDNet Reuters Forbes Wired Singularity_Hub Business_Wire Design-Reuse TechCrunch The_Verge "
    "Le_Café_Numérique Nature MIT_News Science_Daily "
    "The_Register AI_Weekly Ars_Electronica Datanami Médias_IA IEEE_Spectrum"
).split()
TOPICS: Final = (
    "AI|AI Hardware|Machine Learning|Deep Learning|Robotics|NLP|Computer Vision|AI Ethics|Healthcare|"
    "Autonomous Driving|Chips|Supercomputing|Data Science|"
    "Startups|Startups & Funding|Research|Policy|Generative AI|Speech|Edge Computing"
).split("|")


def domain(name: str) -> str:
    """The host name of a publisher."""
    return "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum()) + ".com"


PUBLISHERS: Final = tuple((name.replace("_", " "), domain(name)) for name in _COMPANIES)


def headline(dice: Dice) -> str:
    """Six to ten words."""
    words = f"{dice.pick(WHO)} {dice.pick(DOES)} {dice.pick(HOW)} {dice.pick(HOW)} {dice.pick(WHAT)} {dice.pick(WHERE)}"
    return words[0].upper() + words[1:].replace("_", " ")


def _sentence(dice: Dice) -> str:
    return f"{headline(dice)}{dice.pick(LINKS)}{dice.pick(SAYS)}."


# Excerpts are put together from these: making each word by itself would take most of the time of a large corpus.
SENTENCES: Final = tuple(_sentence(Dice(number)) for number in range(4096))


def excerpt(dice: Dice) -> str:
    """About 200 characters."""
    return f"{dice.pick(SENTENCES)} {dice.pick(ENDS)}"


def rule(title: str) -> str:
    """The words of a title as they stand in an address."""
    return "-".join("".join(mark if mark.isalnum() and mark.isascii() else " " for mark in title.lower()).split())
