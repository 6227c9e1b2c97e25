"""How much may be handed in: sizes in bytes, counts, lengths of time."""

from datetime import timedelta

KB, MB = 1024, 1024 * 1024

SIZE = 10 * MB  # one file (P-13)
CHUNK = 256 * KB  # one piece of an upload
NAME = 120  # characters of a file's name
PIXELS = 50_000_000  # of one picture (T41)
SIDE = 30_000  # pixels of one side of a picture
PAGES = 300  # of one document
OBJECTS = 50_000  # of one PDF (T42)
ENTRIES = 1_000  # files inside one OFD (T39)
UNPACKED = 200 * MB  # sum of the files inside one OFD (T39)
RATIO = 100  # unpacked to packed (T39)

OPEN_UPLOADS = 20  # of one owner at a time
DAILY = 300 * MB  # taken in from one owner within a day
HOLDINGS = 500  # of one person

UPLOAD_LIVES = timedelta(hours=24)  # from begin to finish
ORPHAN_RESTS = timedelta(hours=24)  # a file without a row is left alone this long
SWEEP_EVERY = timedelta(hours=1)
UNUSED_A_TIME = 1000  # finished uploads looked at in one sweep of the unused

CHILD_MEMORY = 512 * MB  # address space of the process that looks into a file
CHILD_CPU = 20  # seconds
CHILD_WALL = 60  # seconds
