"""Names for people who do not want to be known by theirs."""

import secrets

from accounts.models import User

MANNERS = """
    Amber Autumn Bright Calm Cheerful Clever Coastal Copper Cosy Curious Dappled Distant Early Evening Faraway
    Gentle Glad Golden Green Hidden Humble Idle Island Kind Late Lively Lone Lucky Mellow Merry Misty Modest
    Morning Mountain Northern Patient Playful Polite Quick Quiet Restful River Sandy Silver Sleepy Slow Snowy
    Soft Southern Spring Steady Summer Sunny Swift Tender Thoughtful Twilight Valley Wandering Winter Woodland
""".split()  # noqa: SIM905  a list of ours would take a line a word
CREATURES = """
    Badger Beaver Blackbird Bluebell Bumblebee Butterfly Clover Cricket Crocus Curlew Daisy Dolphin Dormouse
    Dragonfly Egret Fern Finch Firefly Foxglove Gecko Goldfinch Hare Hazel Hedgehog Heron Ibis Iris Jackdaw
    Juniper Kestrel Kingfisher Lapwing Lark Lemur Linnet Lynx Magpie Maple Marten Moth Nightingale Nuthatch
    Osprey Otter Owl Pebble Pelican Plover Poppy Puffin Rabbit Raven Robin Rowan Sandpiper Seal Skylark Snail
    Sparrow Squirrel Starling Stork Swallow Swift Tern Thistle Thrush Tortoise Turtle Walnut Willow Wren
""".split()  # noqa: SIM905  a list of ours would take a line a word


def suggest() -> str:
    """A pleasant made-up name that nobody has, "Quiet Heron 27": new each time, and the same in every language."""
    while True:
        name = f"{secrets.choice(MANNERS)} {secrets.choice(CREATURES)} {secrets.randbelow(90) + 10}"
        if not User.objects.filter(display_name__iexact=name).exists():
            return name
